import { setTimeout } from 'node:timers/promises'
import { aQueue } from '@mudig/shared/testing/queue'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Db } from '../core/client.js'
import { costsOf } from '../testing/costs.js'
import { testDatabase } from '../testing/database.js'
import { aUser } from '../testing/rows.js'
import { type AddOptions, addJob } from './add.js'
import { claimNextJob, queuesWithDueJobs } from './claim.js'
import type { Claim } from './job.js'
import { fence } from './lease.js'
import { createLedger } from './ledger.js'
import * as losses from './losses.js'
import { createProducerRedis } from './redis.js'
import { watchJobs } from './turns.js'

const queue = aQueue('test.turns')
const followUp = aQueue('test.follow-up')

const setUp = async (t: Test) => {
  const { db } = await testDatabase(t)
  const redis = createProducerRedis('redis://127.0.0.1:1')
  redis.on('error', () => {})
  t.teardown(() => redis.disconnect())
  const ledger = createLedger({ db, redis, prefix: '{none}' })
  const add = async (options: AddOptions = {}) =>
    (await ledger.transaction(trx => addJob(trx, queue, { v: 1 }, options))).id
  const next = (skipAccounts: number[] = [], name = queue.name) =>
    claimNextJob(db, { queues: [name], skipAccounts }, 'tester', 10)
  const order = async (name = queue.name) => {
    const ids: number[] = []
    for (let job = await next([], name); job; job = await next([], name)) ids.push(job.id)
    return ids
  }
  return { db, ledger, add, next, order }
}

t.test('watched before unwatched, background last, and within each as they came', async t => {
  const { add, order } = await setUp(t)
  const background = await add({ background: true })
  const [first, second] = [await add(), await add()]
  const watched = await add({ watched: true })
  t.same(await order(), [watched, first, second, background])
})

t.test('an account that asks for much shares the queue with those who ask for little', async t => {
  const { db, add, order } = await setUp(t)
  const [greedy, modest] = [await aUser(db), await aUser(db)]
  const many: number[] = []
  for (let i = 0; i < 20; i++) many.push(await add({ user_id: greedy }))
  const [one, two] = [await add({ user_id: modest }), await add({ user_id: modest })]
  const taken = await order()
  t.ok(taken.indexOf(one) <= 1, 'its first comes beside the first of the other')
  t.ok(taken.indexOf(two) <= 3)
  t.same(
    taken.filter(id => many.includes(id)),
    many,
  )
})

t.test('whoever comes to watch moves forward, once', async t => {
  const { db, add, order } = await setUp(t)
  const early = await add()
  await db.updateTable('jobs').set({ turn_at: sql`turn_at - interval '10 seconds'` }).where('id', '=', early).execute()
  const late = await add({ subject: 'playlist/1' })
  const turn = async () =>
    (await db.selectFrom('jobs').select('turn_at').where('id', '=', late).executeTakeFirstOrThrow()).turn_at
  const before = await turn()
  await watchJobs(db, 'playlist/1')
  const moved = await turn()
  t.equal(before.getTime() - moved.getTime(), 15_000)
  await watchJobs(db, 'playlist/1')
  t.same(await turn(), moved)
  t.same(await order(), [late, early])
})

t.test('what a job adds keeps its place in line', async t => {
  const { db, ledger, add, next, order } = await setUp(t)
  const [one, two] = [await add(), await add({ watched: true })]
  const claimed = [await next(), await next()]
  t.same(
    claimed.map(job => job!.id),
    [two, one],
  )
  const follow = (held: Claim) =>
    ledger.transaction(async trx => {
      await fence(trx, held)
      return addJob(trx, followUp, { v: 1 })
    })
  const ofUnwatched = await follow(claimed[1]!)
  const ofWatched = await follow(claimed[0]!)
  t.match(await db.selectFrom('jobs').select('watched').where('id', '=', ofWatched.id).executeTakeFirst(), {
    watched: true,
  })
  t.same(await order(followUp.name), [ofWatched.id, ofUnwatched.id])
})

t.test('accounts at their limit are passed over, jobs of nobody are not', async t => {
  const { db, add, next } = await setUp(t)
  const user = await aUser(db)
  const theirs = await add({ user_id: user, watched: true })
  const nobodys = await add()
  t.match(await next([user]), { id: nobodys })
  t.equal(await next([user]), undefined)
  t.match(await next(), { id: theirs })
})

/**
 * Locks a job until a transaction waits for it. The server itself looks for the one that waits, so that however slow
 * this process is, no longer a time passes than the one who waits has patience for.
 */
const lockUntilAwaited = (db: Db, id: number) =>
  sql`do ${sql.raw(`$$
    begin
      perform from jobs where id = ${id} for no key update;
      while not exists (select from pg_locks where transactionid = pg_current_xact_id()::xid and not granted) loop
        perform pg_sleep(0.002);
      end loop;
    end $$`)}`.execute(db)

const isLocked = async (db: Db, id: number) => {
  const query = db.selectFrom('jobs').select('id').where('id', '=', id).forNoKeyUpdate().skipLocked()
  return (await query.executeTakeFirst()) === undefined
}

t.test('a row that is locked for a moment is waited for when it is all there is', async t => {
  const { db, add, next } = await setUp(t)
  const id = await add()
  const locking = lockUntilAwaited(db, id)
  while (!(await isLocked(db, id))) await setTimeout(5)
  const other = await add()
  t.match(await next(), { id: other }, 'with another one there nobody waits')
  t.match(await next(), { id })
  await locking
})

t.test('what is due is found by the queue and the moment, however much waits for later', async t => {
  const { db, add, next, order } = await setUp(t)
  await sql`insert into jobs (queue, payload, failures_allowed, run_at, turn_at)
    select ${queue.name}, '{"v":1}', 1, now() + interval '1 day', now() + interval '1 day' from generate_series(1, 20000)`.execute(
    db,
  )
  await sql`analyze jobs`.execute(db)
  t.same(await queuesWithDueJobs(db, [queue.name, followUp.name], 0), [])
  t.same(await order(), [], 'and nothing of that is taken')
  for (const cost of [
    ...(await costsOf(db, () => next())),
    ...(await costsOf(db, () => queuesWithDueJobs(db, [queue.name, followUp.name], 0))),
    ...(await costsOf(db, () => losses.nextSuspects(db, [queue.name], [], 4))),
  ]) {
    t.equal(cost.removed, 0, cost.nodes.join(', '))
    t.ok(cost.blocks <= 12, `${cost.blocks} blocks: ${cost.nodes.join(', ')}`)
  }
  const id = await add()
  t.same(await queuesWithDueJobs(db, [queue.name, followUp.name], 0), [queue.name])
  t.same(await queuesWithDueJobs(db, [queue.name], 60), [])
  t.same(await order(), [id])
})
