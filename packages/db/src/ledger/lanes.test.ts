import { aQueue } from '@mudig/shared/testing/queue'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { costsOf } from '../testing/costs.js'
import { testDatabase } from '../testing/database.js'
import { addJob } from './add.js'
import { checkpointBytes, saveCheckpoint } from './checkpoint.js'
import { claimJob, claimNextJob } from './claim.js'
import { completeJob, failJob } from './finish.js'
import type { Claim } from './job.js'
import { lanesNotServed, noteServing } from './lanes.js'
import { fence, LostLeaseError } from './lease.js'
import { createLedger } from './ledger.js'
import * as losses from './losses.js'
import { createProducerRedis } from './redis.js'
import { replayEndedJobs } from './replay.js'

const queues = Array.from({ length: 20 }, (_, index) => aQueue(`test.queue-${index}`))
const names = queues.map(queue => queue.name)
const [first, second] = [queues[0]!, queues[1]!]

const setUp = async (t: Test) => {
  const { db } = await testDatabase(t)
  const redis = createProducerRedis('redis://127.0.0.1:1')
  redis.on('error', () => {})
  t.teardown(() => redis.disconnect())
  const ledger = createLedger({ db, redis, prefix: '{none}' })
  const add = async (queue: typeof first, earlierSeconds = 0) => {
    const { id } = await ledger.transaction(trx => addJob(trx, queue, { v: 1 }))
    await sql`update jobs set turn_at = turn_at - ${earlierSeconds} * interval '1 second' where id = ${id}`.execute(db)
    return id
  }
  const next = (of = names) => claimNextJob(db, { queues: of, skipAccounts: [] }, 'tester', 10)
  return { db, ledger, add, next }
}

t.test('of many queues the job runs whose turn is first, in whichever of them it is', async t => {
  const { add, next } = await setUp(t)
  const last = await add(first)
  const earliest = await add(queues[19]!, 30)
  const middle = await add(second, 20)
  const excluded = await add(queues[5]!, 60)
  const of = names.filter(name => name !== queues[5]!.name)
  const taken: (number | undefined)[] = []
  for (let n = 0; n < 4; n++) taken.push((await next(of))?.id)
  t.same(taken, [earliest, middle, last, undefined])
  t.match(await next(), { id: excluded, queue: queues[5]!.name })
  t.equal(await next([]), undefined)
})

t.test('what somebody has locked is passed over, and one row is locked for many queues', async t => {
  const { db, add, next } = await setUp(t)
  const held = await add(first, 60)
  const others = await Promise.all(queues.slice(1).map(queue => add(queue)))
  await db.transaction().execute(async trx => {
    await trx.selectFrom('jobs').select('id').where('id', '=', held).forNoKeyUpdate().execute()
    t.ok(others.includes((await next())!.id))
  })
  await db.transaction().execute(async trx => {
    t.match(await claimNextJob(trx, { queues: names, skipAccounts: [] }, 'tester', 10), { id: held })
    // All but what is taken can be had by somebody else.
    const free = await db
      .selectFrom('jobs')
      .select('id')
      .where('state', '=', 'queued')
      .forNoKeyUpdate()
      .skipLocked()
      .execute()
    t.equal(free.length, others.length - 1)
  })
})

t.test('that nothing is due is found by the indexes, however much waits for later in each queue', async t => {
  const { db, add, next } = await setUp(t)
  await sql`
    insert into jobs (queue, payload, failures_allowed, run_at, turn_at)
    select queue, '{"v":1}', 1, now() + interval '1 day', now() + interval '1 day'
    from unnest(${names}::text[]) as queues (queue), generate_series(1, 2000)`.execute(db)
  await sql`vacuum analyze jobs`.execute(db)
  t.equal(await next(), undefined)
  for (const cost of await costsOf(db, () => next())) {
    t.equal(cost.removed, 0, cost.nodes.join(', '))
    t.ok(cost.blocks <= 4 * queues.length, `${cost.blocks} blocks: ${cost.nodes.join(', ')}`)
    t.notMatch(cost.nodes.join(), 'Seq Scan')
  }
  const id = await add(queues[7]!)
  t.match(await next(), { id })

  // More than the statistics know of: nobody has analyzed the table since.
  await sql`
    insert into jobs (queue, payload, failures_allowed)
    select ${first.name}, '{"v":1}', 1 from generate_series(1, 5000)`.execute(db)
  const [cost] = await costsOf(db, () => next())
  t.equal(cost!.removed, 0, cost!.nodes.join(', '))
  t.ok(cost!.blocks <= 6 * queues.length, `${cost!.blocks} blocks: ${cost!.nodes.join(', ')}`)
})

t.test('a lane that nobody has served lately is known', async t => {
  const { db } = await setUp(t)
  t.same(await lanesNotServed(db, ['mail', 'media']), ['mail', 'media'])
  await Promise.all([noteServing(db, ['media', 'mail']), noteServing(db, ['mail', 'media'])])
  t.same(await lanesNotServed(db, ['mail', 'media', 'bulk']), ['bulk'])
  await sql`update lanes set served_at = now() - interval '31 seconds' where name = 'mail'`.execute(db)
  t.same(await lanesNotServed(db, ['mail', 'media']), ['mail'])
  await noteServing(db, ['mail'])
  t.same(await lanesNotServed(db, ['mail', 'media']), [])
})

t.test('an attempt goes on from the checkpoint of the one before', async t => {
  const { db, ledger, add } = await setUp(t)
  const id = await add(first)
  const claim = async () => {
    const result = await claimJob(db, id, 'tester', 10)
    if (result.outcome !== 'claimed') throw new Error(result.outcome)
    return result.job
  }
  const save = (held: Claim, value: unknown) =>
    ledger.transaction(async trx => {
      await fence(trx, held)
      await saveCheckpoint(trx, held, value)
    })
  const lost = await claim()
  t.equal(lost.checkpoint, null)
  await save(lost, { part: 7 })
  await sql`update jobs set lease_until = now() - interval '1 second'`.execute(db)
  const { at } = await losses.look(db)
  await ledger.transaction(trx => losses.requeueLost(trx, [first.name], at, 10))
  const held = await claim()
  t.same(held.checkpoint, { part: 7 })

  await t.rejects(save(lost, { part: 8 }), LostLeaseError, 'the attempt before writes nothing any more')
  await t.rejects(save(held, 'x'.repeat(checkpointBytes)), RangeError)
  await save(
    held,
    Array.from({ length: checkpointBytes / 2 - 1 }, () => 1),
  )
  await save(held, { part: 9 })

  await ledger.transaction(trx => failJob(trx, held, { code: 'x', message: 'x' }))
  const row = () => db.selectFrom('jobs').select('checkpoint').where('id', '=', id).executeTakeFirstOrThrow()
  t.same((await row()).checkpoint, { part: 9 }, 'operators see where it died')
  await ledger.transaction(trx => replayEndedJobs(trx, [id]))
  const again = await claim()
  t.equal(again.checkpoint, null, 'a replay begins at the beginning')
  await save(again, { part: 1 })
  await ledger.transaction(trx => completeJob(trx, again))
  t.equal((await row()).checkpoint, null)
})
