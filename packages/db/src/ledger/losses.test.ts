import { aQueue } from '@mudig/shared/testing/queue'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { costsOf } from '../testing/costs.js'
import { testDatabase } from '../testing/database.js'
import { findJob } from '../testing/jobs.js'
import { addJob } from './add.js'
import { claimJob, claimNextJob } from './claim.js'
import { completeJob, failJob, retryJob } from './finish.js'
import { createLedger } from './ledger.js'
import * as losses from './losses.js'
import { createProducerRedis } from './redis.js'
import { replayEndedJobs } from './replay.js'

const queue = aQueue('test.losses')

const setUp = async (t: Test) => {
  const { db, redisUrl, redisPrefix } = await testDatabase(t)
  const redis = createProducerRedis(redisUrl)
  await new Promise(resolve => redis.once('ready', resolve))
  const ledger = createLedger({ db, redis, prefix: redisPrefix })
  t.teardown(async () => {
    await ledger.close()
    redis.disconnect()
  })
  const claim = async (id: number) => {
    const result = await claimJob(db, id, 'tester', 10)
    if (result.outcome !== 'claimed') throw new Error(`expected a claim, got ${result.outcome}`)
    return result.job
  }
  const find = async (id: number) => (await findJob(db, id))!
  const lose = async (id: number) => {
    await db
      .updateTable('jobs')
      .set({ lease_until: sql`now() - interval '1 second'`, run_at: sql`now()` })
      .where('id', '=', id)
      .execute()
    const { at } = await losses.look(db)
    return ledger.transaction(trx => losses.requeueLost(trx, [queue.name], at, 10))
  }
  const makeDue = (id: number) => db.updateTable('jobs').set({ run_at: sql`now()` }).where('id', '=', id).execute()
  const next = () => claimNextJob(db, { queues: [queue.name], skipAccounts: [] }, 'tester', 10)
  const add = () => ledger.transaction(trx => addJob(trx, queue, { v: 1 }))
  const passed = (name: string, seconds: number) =>
    db
      .updateTable('schedules')
      .set({ last_run_at: sql`now() - ${seconds} * interval '1 second'` })
      .where('name', '=', name)
      .execute()
  return { db, ledger, add, claim, find, lose, makeDue, next, passed }
}

t.test('two processes die: the job goes on at once, and from then on only alone', async t => {
  const { db, add, claim, find, lose, next } = await setUp(t)
  const { id } = await add()
  await claim(id)
  await lose(id)
  t.match(await find(id), { state: 'queued', losses: 1, failures: 0, error_code: 'worker_lost', delivery: 2 })
  t.same(await losses.nextSuspects(db, [queue.name], [], 10), [])
  t.match(await next(), { id, losses: 1 })
  await lose(id)
  t.equal(await next(), undefined, 'nobody takes it among others')
  t.same(await losses.nextSuspects(db, [queue.name], [], 10), [{ id, queue: queue.name }])
  t.same(await losses.nextSuspects(db, [queue.name], [id], 10), [], 'whoever is at it does not look for it again')
  t.same(await losses.nextSuspects(db, ['of.others'], [], 10), [])
})

t.test('a third death, alone, is its own: quarantined, and replayed alone', async t => {
  const { db, ledger, add, claim, find, lose } = await setUp(t)
  const { id } = await add()
  for (let i = 0; i < 2; i++) {
    await claim(id)
    await lose(id)
  }
  const held = await claim(id)
  const dead = await ledger.transaction(trx => losses.recordDeathAlone(trx, held, 8))
  t.match(dead, { id, attempt: 4, losses: 3 })
  await ledger.transaction(trx => failJob(trx, dead!, { code: 'quarantined', message: 'x' }))
  t.equal(await ledger.transaction(trx => losses.recordDeathAlone(trx, held, 8)), undefined, 'said twice')
  t.match(await find(id), { state: 'failed', error_code: 'quarantined' })
  const attempts = await db.selectFrom('job_attempts').select(['attempt', 'outcome']).orderBy('attempt').execute()
  t.same(
    attempts.map(({ outcome }) => outcome),
    ['lost', 'lost', 'lost'],
  )
  await ledger.transaction(trx => replayEndedJobs(trx, [id]))
  t.match(await find(id), { state: 'queued', losses: 2, failures: 0 })
  const again = await claim(id)
  await ledger.transaction(trx => completeJob(trx, again))
  t.match(await find(id), { state: 'done' })
})

t.test('a process that hangs alone loses its lease first, and is the cause all the same', async t => {
  const { ledger, add, claim, find, lose } = await setUp(t)
  const { id } = await add()
  for (let i = 0; i < 2; i++) {
    await claim(id)
    await lose(id)
  }
  const hung = await claim(id)
  await lose(id)
  t.match(await find(id), { state: 'queued', losses: 3 })
  t.match(await ledger.transaction(trx => losses.recordDeathAlone(trx, hung, 8)), { id, attempt: 4, losses: 3 })

  const other = await add()
  for (let i = 0; i < 2; i++) {
    await claim(other.id)
    await lose(other.id)
  }
  const first = await claim(other.id)
  await lose(other.id)
  await claim(other.id)
  t.equal(await ledger.transaction(trx => losses.recordDeathAlone(trx, first, 8)), undefined, 'another one is at it')
})

t.test('an attempt that ends by itself clears the suspicion', async t => {
  const { ledger, add, claim, find, lose } = await setUp(t)
  const { id } = await add()
  await claim(id)
  await lose(id)
  const held = await claim(id)
  await ledger.transaction(trx => retryJob(trx, held, 0, { code: 'x', message: 'x' }))
  t.match(await find(id), { losses: 0, failures: 1 })
})

t.test('a machine that vanishes each time: later and later, and given up at the twelfth', async t => {
  const { ledger, db, add, claim, find, lose, makeDue } = await setUp(t)
  const { id } = await add()
  const waits: number[] = []
  for (let i = 0; i < 11; i++) {
    await claim(id)
    const [lost] = await lose(id)
    waits.push(Math.round(lost!.delay_ms / 1_000))
    await makeDue(id)
  }
  t.same(waits, [0, 0, 0, 0, 0, 10, 20, 40, 80, 160, 300])
  await claim(id)
  t.same(await lose(id), [])
  const { at } = await losses.look(db)
  const dead = await ledger.transaction(trx => losses.takeGivenUp(trx, [queue.name], at, 8))
  t.match(dead, { id, attempt: 13, losses: 12 })
  t.match(await find(id), { state: 'running' }, 'until the caller has buried it')
  t.equal(await ledger.transaction(trx => losses.takeGivenUp(trx, [queue.name], at, 8)), undefined)
})

t.test('after a gap in which nobody could renew, nobody takes over for a lease', async t => {
  const { ledger, db, add, claim, passed } = await setUp(t)
  t.match(await losses.look(db), { clear: true })
  await losses.recordOutage(db, 8)
  t.match(await losses.look(db), { clear: false }, 'whoever looks')
  await passed('ledger.clear-from', 1)
  t.match(await losses.look(db), { clear: true })
  await losses.recordOutage(db, 8)
  t.match(await losses.look(db), { clear: true }, 'a worker that is cut off again and again does not stop the others')
  await passed('ledger.clear-from', 31)
  await losses.recordOutage(db, 8)
  t.match(await losses.look(db), { clear: false })

  const { id } = await add()
  await claim(id)
  await db.updateTable('jobs').set({ lease_until: sql`now() - interval '1 second'` }).where('id', '=', id).execute()
  const { at } = await losses.look(db)
  const late = await ledger.transaction(trx => losses.requeueLost(trx, [queue.name], at - 5, 10))
  t.same(late, [], 'a statement that was held up sees nothing')
  t.match(await ledger.transaction(trx => losses.requeueLost(trx, [queue.name], at, 10)), [{ id }])
})

t.test('with nothing expired a takeover reads nothing of what runs', async t => {
  const { db, ledger } = await setUp(t)
  await sql`insert into jobs (queue, payload, failures_allowed, state, attempt, lease_until)
    select ${queue.name}, '{"v":1}', 1, 'running', 1, now() + interval '1 minute' from generate_series(1, 5000)`.execute(
    db,
  )
  await sql`vacuum analyze jobs`.execute(db)
  const { at } = await losses.look(db)
  for (const cost of [
    ...(await costsOf(db, () => losses.look(db))),
    ...(await costsOf(db, () => ledger.transaction(trx => losses.requeueLost(trx, [queue.name], at, 100)))),
    ...(await costsOf(db, () => ledger.transaction(trx => losses.takeGivenUp(trx, [queue.name], at, 8)))),
  ]) {
    t.equal(cost.removed, 0, cost.nodes.join(', '))
    t.ok(cost.blocks <= 6, `${cost.blocks} blocks: ${cost.nodes.join(', ')}`)
  }
})
