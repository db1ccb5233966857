import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { addJob } from '@mudig/db/ledger/add'
import { markUnpushed } from '@mudig/db/ledger/deliveries'
import { LostLeaseError } from '@mudig/db/ledger/lease'
import { createLedger, type Ledger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { testDatabase } from '@mudig/db/testing/database'
import { findJob } from '@mudig/db/testing/jobs'
import { until } from '@mudig/sandbox/servers/until'
import type { PayloadOf } from '@mudig/shared/core/define-queue'
import { CancelledError } from '@mudig/shared/core/errors'
import { aQueue } from '@mudig/shared/testing/queue'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { Type } from 'typebox'
import { createLeases } from '../../src/runtime/leases.js'
import { type Context, processorOf, type QueueProcessor } from '../../src/runtime/processor.js'
import { startRelay } from '../../src/runtime/relay.js'
import { DrainingError, runJob } from '../../src/runtime/run-job.js'
import type { Runtime } from '../../src/runtime/runtime.js'
import { startSweep } from '../../src/runtime/sweep.js'
import { startTakeover } from '../../src/runtime/takeover.js'

const queue = aQueue('test.runtime', { timeoutMs: 300 })
const longQueue = aQueue('test.long', { timeoutMs: 20_000 })
const log = pino({ level: 'silent' })
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

type Run = (payload: PayloadOf<typeof queue>, context: Context) => Promise<void>

const setUp = async (t: Test) => {
  const { db, redisUrl, redisPrefix } = await testDatabase(t)
  const redis = createProducerRedis(redisUrl)
  await new Promise(resolve => redis.once('ready', resolve))
  const ledger = createLedger({ db, redis, prefix: redisPrefix })
  const leases = createLeases(db, log)
  t.teardown(async () => {
    await leases.stop()
    await ledger.close()
    redis.disconnect()
  })
  const add = () => ledger.transaction(trx => addJob(trx, queue, { v: 1 }))
  const work = (run: Run, failed?: QueueProcessor['failed']): QueueProcessor =>
    ({ queue, vendors: [], run, ...(failed && { failed }) }) as QueueProcessor
  const run = (id: number, job: QueueProcessor) =>
    runJob(job, id, { db, ledger, leases, vendors: {} as Runtime['vendors'], log, workerName: 'test' })
  const rows = (count: number, state = 'queued') =>
    db
      .insertInto('jobs')
      .values(
        Array.from({ length: count }, () => ({
          queue: queue.name,
          payload: JSON.stringify({ v: 1 }),
          failures_allowed: 1,
          created_at: new Date(Date.now() - 60_000),
          // For the last time that a job may be lost.
          ...(state === 'running' && { state, attempt: 1, losses: 11, lease_until: new Date(Date.now() - 1_000) }),
        })),
      )
      .returning('id')
      .execute()
  const sweep = () => {
    const timer = startSweep(db, ledger, redis, log)
    t.teardown(() => timer.stop())
  }
  const takeOver = (processors: ReadonlyMap<string, QueueProcessor>) => {
    const timer = startTakeover({ db, ledger, log }, processors)
    t.teardown(() => timer.stop())
  }
  const counted = async (column: 'pushed' | 'unpushed' | 'failed' | 'running') => {
    const all = db.selectFrom('jobs').select(({ fn }) => fn.countAll<number>().as('jobs'))
    const some =
      column === 'pushed'
        ? all.where('pushed_at', 'is not', null)
        : column === 'unpushed'
          ? all.where('pushed_at', 'is', null)
          : all.where('state', '=', column)
    return (await some.executeTakeFirstOrThrow()).jobs
  }
  return { db, redis, ledger, leases, add, work, run, rows, sweep, takeOver, counted }
}

const never = new Promise<void>(() => {})
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

t.test('an attempt is ended at its timeout, also when garbage is collected meanwhile', async t => {
  const { add, work, run, db } = await setUp(t)
  const { id } = await add()
  const collecting = setInterval(collectGarbage, 20)
  t.teardown(() => clearInterval(collecting))
  t.match(
    await run(
      id,
      work((_, { signal }) => untilAborted(signal)),
    ),
    { outcome: 'requeued' },
  )
  t.match(await findJob(db, id), { state: 'queued', failures: 1, error_code: 'timeout' })
})

t.test('a processor that ignores its signal is left behind and can commit nothing any more', async t => {
  const { add, work, run, db, leases } = await setUp(t)
  const { id } = await add()
  let context: Context | undefined
  t.match(
    await run(
      id,
      work((_, given) => {
        context = given
        return never
      }),
    ),
    { outcome: 'requeued' },
  )
  t.equal(leases.count(), 0)
  await t.rejects(
    context!.complete(async () => {}),
    LostLeaseError,
  )
  await t.rejects(
    context!.commit(async () => {}),
    LostLeaseError,
  )
  t.match(await findJob(db, id), { state: 'queued', failures: 1 })
})

t.test('work that does not stop is watched until it ends', async t => {
  const { add, work, run, leases } = await setUp(t)
  const { id } = await add()
  let end = () => {}
  const obstinate = new Promise<void>(resolve => {
    end = resolve
  })
  t.match(
    await run(
      id,
      work(() => obstinate),
    ),
    { outcome: 'requeued' },
  )
  t.equal(leases.count(), 0)
  t.ok(await until(async () => leases.overdueMs() > 0, { withinMs: 5_000 }))
  end()
  t.ok(await until(async () => leases.overdueMs() === 0, { withinMs: 5_000 }))
})

t.test('a worker that stops gives back what it runs, wedged or not, without a failure', async t => {
  const { add, work, run, db, leases } = await setUp(t)
  const { id } = await add()
  const running = run(
    id,
    work(() => never),
  )
  await until(() => leases.count() === 1, { withinMs: 5_000 })
  leases.abortAll(new DrainingError())
  t.match(await running, { outcome: 'requeued' })
  t.match(await findJob(db, id), { state: 'queued', failures: 0 })
})

t.test('each way to end badly', async t => {
  const { add, work, run, db } = await setUp(t)
  const end = async (error: unknown) => {
    const { id } = await add()
    const { outcome } = await run(
      id,
      work(() => Promise.reject(error)),
    )
    const { state, error_code, error_message } = (await findJob(db, id))!
    return { outcome, state, error_code, error_message }
  }
  t.match(await end(new CancelledError('cancelled', 'by request')), { outcome: 'cancelled', state: 'cancelled' })
  t.match(await end(new Error('secret words of a listener')), {
    outcome: 'requeued',
    error_code: 'unexpected',
    error_message: 'Error',
  })
  t.match(await end(undefined), { outcome: 'requeued', error_code: 'unexpected' })
  t.match(await end(Object.assign(new Error('x'), { code: 'ECONNRESET' })), { error_message: 'Error ECONNRESET' })
  const { id } = await add()
  t.match(
    await run(
      id,
      work(async () => {}),
    ),
    { outcome: 'failed', failure: { code: 'not_completed' } },
  )
})

t.test('what follows from a death is committed with it, or, when it fails each time, is left to operators', async t => {
  const { add, work, run, db } = await setUp(t)
  const { id } = await add()
  let tries = 0
  const follow: QueueProcessor['failed'] = async trx => {
    await trx.updateTable('jobs').set({ subject: 'half written' }).where('id', '=', id).execute()
    if (++tries < 3) throw new Error('the consequences cannot be written')
  }
  const failing = work(async () => {}, follow)
  t.match(await run(id, failing), { outcome: 'failed', failure: { code: 'not_completed' } })
  t.match(
    await findJob(db, id),
    { state: 'failed', error_code: 'not_completed', subject: 'half written' },
    'at the third try',
  )

  tries = Number.NEGATIVE_INFINITY
  const other = await add()
  t.match(await run(other.id, failing), { outcome: 'failed', failure: { code: 'consequences_failed' } })
  const buried = await findJob(db, other.id)
  t.match(buried, { state: 'failed', error_code: 'consequences_failed', error_message: /^not_completed: / })
  t.equal(buried!.subject, null, 'nothing of it was written')
})

t.test('dead jobs that cannot be buried do not keep the sweep from the others', async t => {
  const { rows, takeOver, counted, work } = await setUp(t)
  const [poisoned] = await rows(3, 'running')
  const failed: number[] = []
  takeOver(
    new Map([
      [
        queue.name,
        work(never.then.bind(never) as unknown as Run, async trx => {
          const dead = await trx
            .selectFrom('jobs')
            .select('id')
            .where('id', '=', poisoned!.id)
            .where('attempt', '=', 2)
            .executeTakeFirst()
          if (dead && failed.push(dead.id) === 1) throw new Error('poison')
        }),
      ],
    ]),
  )
  t.ok(await until(async () => (await counted('failed')) >= 2, { withinMs: 8_000 }))
})

t.test('jobs of a queue that this code does not know are left to newer workers', async t => {
  const { rows, takeOver, counted, db, work } = await setUp(t)
  const [unknown] = await rows(1, 'running')
  await db.updateTable('jobs').set({ queue: 'of.tomorrow' }).where('id', '=', unknown!.id).execute()
  await rows(1, 'running')
  takeOver(new Map([[queue.name, work(async () => {})]]))
  t.ok(await until(async () => (await counted('failed')) === 1, { withinMs: 8_000 }))
  t.match(await findJob(db, unknown!.id), { state: 'running', attempt: 1 })
})

t.test('the relay pushes ten thousand rows that nobody pushed, each once', async t => {
  const { rows, ledger, redis, db, counted } = await setUp(t)
  for (let i = 0; i < 10; i++) await rows(1_000)
  const relays = [startRelay(db, ledger, redis, log), startRelay(db, ledger, redis, log)]
  t.teardown(() => Promise.all(relays.map(relay => relay.stop())).then(() => undefined))
  t.ok(await until(async () => (await counted('unpushed')) === 0, { withinMs: 30_000, everyMs: 200 }))
  t.ok(
    await until(async () => (await ledger.queue(queue.name).getWaitingCount()) === 10_000, {
      withinMs: 10_000,
      everyMs: 200,
    }),
  )
})

t.test('a relay whose pushes fail waits for its next turn', async t => {
  const { rows, ledger, redis, db, counted } = await setUp(t)
  await rows(1_000)
  const pushes: number[] = []
  const failing: Ledger = {
    ...ledger,
    push: async refs => {
      pushes.push(performance.now())
      await markUnpushed(db, refs)
      return false
    },
  }
  const relay = startRelay(db, failing, redis, log)
  t.ok(await until(() => pushes.length >= 3, { withinMs: 10_000 }))
  await relay.stop()
  for (const [index, at] of pushes.slice(1).entries())
    t.ok(at - pushes[index]! > 300, `${at - pushes[index]!} ms later`)
  t.equal(await counted('unpushed'), 1_000)
})

t.test('the sweep brings five thousand deliveries back that Redis has forgotten, in one look', async t => {
  const { rows, sweep, db, counted } = await setUp(t)
  for (let i = 0; i < 5; i++) await rows(1_000)
  await db
    .updateTable('jobs')
    .set({ pushed_at: new Date(Date.now() - 30_000) })
    .execute()
  sweep()
  t.ok(await until(async () => (await counted('unpushed')) > 0, { withinMs: 8_000 }))
  t.ok(await until(async () => (await counted('unpushed')) === 5_000, { withinMs: 3_000 }))
  const deliveries = await db.selectFrom('jobs').select('delivery').distinct().execute()
  t.same(deliveries, [{ delivery: 2 }])
})

t.test('a long job goes on from its checkpoint, and an attempt without its lease puts none down', async t => {
  const { db, ledger, leases } = await setUp(t)
  const { id } = await ledger.transaction(trx => addJob(trx, longQueue, { v: 1 }))
  const parts = 5
  const done: number[] = []
  let killAfter = 2
  let stale: Promise<unknown> | undefined
  const long = processorOf(longQueue, {
    vendors: [],
    checkpoint: Type.Object({ next: Type.Integer() }),
    run: async (_, { job, resumeFrom, checkpoint, complete }) => {
      for (let part = resumeFrom?.next ?? 0; part < parts; part++) {
        if (part === killAfter) {
          killAfter = Number.POSITIVE_INFINITY
          // As a worker that was killed leaves it; this one was only cut off, and goes on without knowing.
          await db
            .updateTable('jobs')
            .set({
              state: 'queued',
              lease_until: null,
              losses: 1,
              attempt: job.attempt + 1,
              run_at: new Date(Date.now() - 1_000),
            })
            .where('id', '=', id)
            .execute()
          stale = checkpoint({ next: 100 })
          await stale
        }
        await checkpoint({ next: part + 1 }, async trx => {
          await trx.selectFrom('jobs').select('id').execute()
          done.push(part)
        })
      }
      await complete()
    },
  })
  const run = () => runJob(long, id, { db, ledger, leases, vendors: {}, log, workerName: 'test' })
  t.match(await run(), { outcome: 'lost' })
  await t.rejects(stale!, LostLeaseError)
  t.match(await findJob(db, id), { state: 'queued' })
  t.match(await run(), { outcome: 'done' })
  t.same(done, [0, 1, 2, 3, 4], 'each part once')
})

t.test('a checkpoint that this code cannot read is none', async t => {
  const { db, ledger, leases } = await setUp(t)
  const { id } = await ledger.transaction(trx => addJob(trx, longQueue, { v: 1 }))
  await db
    .updateTable('jobs')
    .set({ checkpoint: JSON.stringify({ of: 'tomorrow' }) })
    .where('id', '=', id)
    .execute()
  let seen: unknown = 'nothing yet'
  const long = processorOf(longQueue, {
    vendors: [],
    checkpoint: Type.Object({ next: Type.Integer() }),
    run: async (_, { resumeFrom, complete }) => {
      seen = resumeFrom
      await complete()
    },
  })
  await runJob(long, id, { db, ledger, leases, vendors: {}, log, workerName: 'test' })
  t.equal(seen, undefined)
})
