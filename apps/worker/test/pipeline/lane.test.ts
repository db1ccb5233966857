import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '@mudig/db/core/client'
import { type AddOptions, addJob } from '@mudig/db/ledger/add'
import { claimJob } from '@mudig/db/ledger/claim'
import { createLedger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { testDatabase } from '@mudig/db/testing/database'
import { holdingAnswers } from '@mudig/db/testing/held-statements'
import { findJob } from '@mudig/db/testing/jobs'
import { aUser } from '@mudig/db/testing/rows'
import { until } from '@mudig/sandbox/servers/until'
import { aQueue } from '@mudig/shared/testing/queue'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { createLane } from '../../src/runtime/lane.js'
import { createLeases } from '../../src/runtime/leases.js'
import { startPoll } from '../../src/runtime/poll.js'
import { processorOf, type QueueProcessor } from '../../src/runtime/processor.js'
import { DrainingError, runClaimed } from '../../src/runtime/run-job.js'
import type { Runtime } from '../../src/runtime/runtime.js'

const queue = aQueue('test.lane', { timeoutMs: 20_000 })
const settings = { slots: 8, slotsOfQueue: 8, slotsOfAccount: 2 }
const log = pino({ level: 'silent' })

/** A lane whose jobs run until the test ends them, on a ledger whose Redis is never there. */
const setUp = async (t: Test, given?: Db) => {
  const db = given ?? (await testDatabase(t)).db
  const redis = createProducerRedis('redis://127.0.0.1:1')
  redis.on('error', () => {})
  const ledger = createLedger({ db, redis, prefix: '{none}' })
  const leases = createLeases(db, log)
  const runtime: Runtime<never> = { db, ledger, leases, vendors: {}, log, workerName: 'test' }
  const running = new Map<number, { account: number | null; end: () => void }>()
  const started: number[] = []
  const work = processorOf(queue, {
    vendors: [],
    run: async (_, { job, signal, complete }) => {
      started.push(job.id)
      await new Promise<void>((resolve, reject) => {
        running.set(job.id, { account: job.user_id, end: resolve })
        signal.addEventListener('abort', () => reject(signal.reason))
      })
      running.delete(job.id)
      await complete()
    },
  })
  const lane = createLane('interactive', settings, new Map([[queue.name, work as QueueProcessor]]), runtime as Runtime)
  const deliveries: Promise<unknown>[] = []
  const deliver = () => deliveries.push(lane.take())
  t.teardown(async () => {
    leases.abortAll(new DrainingError())
    await Promise.all([...deliveries, lane.settled()])
    await leases.stop()
    redis.disconnect()
  })
  const add = async (options: AddOptions = {}) =>
    (await ledger.transaction(trx => addJob(trx, queue, { v: 1 }, options))).id
  const heldBy = (account: number) => [...running.values()].filter(job => job.account === account).length
  const endOne = (account: number) => [...running.values()].find(job => job.account === account)?.end()
  return { db, ledger, lane, work, deliver, runtime, running, started, add, heldBy, endOne }
}

t.test('one account fills a quarter of the slots, and the next job of another starts at once', async t => {
  const { db, deliver, add, heldBy, running } = await setUp(t)
  const [greedy, modest] = [await aUser(db), await aUser(db)]
  for (let i = 0; i < 100; i++) await add({ user_id: greedy })
  // As many deliveries as BullMQ would bring.
  for (let i = 0; i < 8; i++) deliver()
  t.ok(await until(() => running.size === 2, { withinMs: 5_000 }))
  const theirs = await add({ user_id: modest })
  deliver()
  t.ok(await until(() => running.has(theirs), { withinMs: 5_000 }), 'although a hundred came before')
  t.equal(heldBy(greedy), 2)
})

t.test('what was passed over goes on as its account has slots again, without another delivery', async t => {
  const { db, deliver, add, started, endOne } = await setUp(t)
  const greedy = await aUser(db)
  for (let i = 0; i < 6; i++) await add({ user_id: greedy })
  for (let i = 0; i < 6; i++) deliver()
  for (let expected = 2; expected <= 6; expected++) {
    t.ok(await until(() => started.length === expected, { withinMs: 5_000 }), `${expected} have started`)
    endOne(greedy)
  }
})

t.test('a slot that becomes free while a claim finds nothing is used at once', async t => {
  const { db: bare } = await testDatabase(t)
  const { db, hold } = holdingAnswers(bare, 'skip locked')
  const { deliver, add, started, endOne } = await setUp(t, db)
  const account = await aUser(db)
  for (let i = 0; i < 3; i++) await add({ user_id: account })
  for (let i = 0; i < 2; i++) deliver()
  t.ok(await until(() => started.length === 2, { withinMs: 5_000 }))
  const release = hold()
  deliver()
  // Its claim is on its way, and knows nothing of the slot that is given back meanwhile.
  endOne(account)
  await sleep(200)
  release()
  t.ok(await until(() => started.length === 3, { withinMs: 3_000 }))
})

t.test('no more runs than there are slots, however many deliveries come at once', async t => {
  const { lane, deliver, add, running, started } = await setUp(t)
  for (let i = 0; i < 20; i++) await add()
  for (let i = 0; i < 20; i++) deliver()
  t.ok(await until(() => running.size === settings.slots, { withinMs: 5_000 }))
  await sleep(300)
  t.equal(lane.busy(), settings.slots)
  t.ok(lane.passesOver(queue.name))
  while (started.length < 20) {
    ;[...running.values()][0]?.end()
    await sleep(5)
    t.ok(running.size <= settings.slots)
  }
})

t.test('the first in line runs, whichever delivery comes', async t => {
  const { deliver, add, started } = await setUp(t)
  await add()
  const watched = await add({ watched: true })
  deliver()
  t.ok(await until(() => started.length === 1, { withinMs: 5_000 }))
  t.same(started, [watched])
})

t.test('without Redis jobs are looked for in Postgres, as many as there are slots', async t => {
  const { lane, runtime, add, running, db, ledger } = await setUp(t)
  for (let i = 0; i < 12; i++) await add()
  t.ok(ledger.isDisturbed())
  const poll = startPoll([lane], runtime as Runtime, ledger.isDisturbed)
  t.teardown(() => poll.stop())
  t.ok(await until(() => running.size === 8, { withinMs: 5_000 }))
  for (let done = 0; done < 12; done++) {
    t.ok(await until(() => running.size > 0, { withinMs: 5_000 }))
    t.ok(running.size <= 8)
    ;[...running.values()][0]!.end()
    await until(
      async () => (await db.selectFrom('jobs').select('id').where('state', '=', 'done').execute()).length === done + 1,
      {
        withinMs: 5_000,
      },
    )
  }
})

t.test('a worker that drains takes nothing new, and what it claimed meanwhile goes back', async t => {
  const { lane, work, runtime, add, db } = await setUp(t)
  const id = await add()
  const claimed = await claimJob(db, id, 'test', 8)
  runtime.leases.close()
  t.match(await lane.take(), { outcome: 'nothing' })
  runtime.leases.abortAll(new DrainingError())
  t.equal(claimed.outcome, 'claimed')
  if (claimed.outcome === 'claimed') {
    t.match(await runClaimed(work, claimed.job, runtime), { outcome: 'requeued' })
    t.match(await findJob(db, id), { state: 'queued', failures: 0, losses: 0 })
  }
})

t.test('a queue whose vendor hangs leaves slots to the others, and goes on when one of its own is free', async t => {
  const { db } = await testDatabase(t)
  const redis = createProducerRedis('redis://127.0.0.1:1')
  redis.on('error', () => {})
  const ledger = createLedger({ db, redis, prefix: '{none}' })
  const leases = createLeases(db, log)
  const runtime: Runtime<never> = { db, ledger, leases, vendors: {}, log, workerName: 'test' }
  const ends: (() => void)[] = []
  const hanging = processorOf(aQueue('test.hanging', { timeoutMs: 20_000 }), {
    vendors: [],
    run: async (_, { complete }) => {
      await new Promise<void>(resolve => ends.push(resolve))
      await complete()
    },
  })
  let quick = 0
  const other = processorOf(queue, {
    vendors: [],
    run: async (_, { complete }) => {
      await complete()
      quick += 1
    },
  })
  const processors = new Map([hanging, other].map(one => [one.queue.name, one as QueueProcessor]))
  const lane = createLane(
    'interactive',
    { slots: 4, slotsOfQueue: 3, slotsOfAccount: 4 },
    processors,
    runtime as Runtime,
  )
  const deliveries: Promise<unknown>[] = []
  t.teardown(async () => {
    while (ends.length > 0) ends.pop()?.()
    leases.abortAll(new DrainingError())
    await Promise.all(deliveries)
    await leases.stop()
    redis.disconnect()
  })
  const add = (to: typeof queue) => ledger.transaction(trx => addJob(trx, to, { v: 1 }))
  for (let n = 0; n < 6; n++) await add(hanging.queue)
  for (let n = 0; n < 4; n++) deliveries.push(lane.take())
  t.ok(await until(() => ends.length === 3, { withinMs: 5_000 }))
  t.notOk(lane.isFull())
  for (let n = 0; n < 5; n++) {
    await add(queue)
    await lane.take()
  }
  t.equal(quick, 5)
  t.equal(lane.busy(), 3)
  // Its deliveries are spent.
  for (let started = 4; started <= 6; started++) {
    ends[started - 4]!()
    t.ok(await until(() => ends.length === started, { withinMs: 5_000 }))
  }
})
