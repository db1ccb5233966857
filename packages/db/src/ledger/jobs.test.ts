import { defineQueue } from '@mudig/shared/core/define-queue'
import type { Subject } from '@mudig/shared/core/job-subjects'
import t from 'tap'
import { Type } from 'typebox'
import type { Trx } from '../core/client.js'
import { subjectOf } from '../playlists/steps.js'
import { testDatabase } from '../testing/database.js'
import { findJob } from '../testing/jobs.js'
import { statementsOf } from '../testing/statements.js'
import { addJob, addJobs } from './add.js'
import { cancelActiveJobs, lockActiveJobs } from './cancel.js'
import { claimJob } from './claim.js'
import { redeliver, takeUnpushed } from './deliveries.js'
import { completeJob, failJob, postponeJob, retryJob } from './finish.js'
import { fence, isDoneBy, LostLeaseError, renewLeases } from './lease.js'
import { carrierOfQueue, createLedger, deliveryId, parseDeliveryId } from './ledger.js'
import * as losses from './losses.js'
import { createProducerRedis } from './redis.js'
import { removeDoneJobs, removeFinishedJobs } from './remove-finished.js'
import { replayEndedJobs } from './replay.js'

const payload = Type.Object({ v: Type.Literal(1), thing: Type.Integer() })
const keyed = defineQueue({
  name: 'test.keyed',
  lane: 'interactive',
  payload,
  key: ({ thing }) => `${thing}`,
  attempts: 2,
  backoff: { delayMs: 10, maxDelayMs: 10, jitter: 0 },
  timeoutMs: 1_000,
})
const free = defineQueue({ ...keyed, name: 'test.free', key: undefined as never })

const setUp = async (t: Parameters<typeof testDatabase>[0]) => {
  const { db, redisUrl, redisPrefix } = await testDatabase(t)
  const redis = createProducerRedis(redisUrl)
  await new Promise(resolve => redis.once('ready', resolve))
  const ledger = createLedger({ db, redis, prefix: redisPrefix })
  t.teardown(async () => {
    await ledger.close()
    redis.disconnect()
  })
  const add = (thing: number, queue = keyed) => ledger.transaction(trx => addJob(trx, queue, { v: 1, thing }))
  const claim = async (id: number) => {
    const result = await claimJob(db, id, 'tester', 10)
    if (result.outcome !== 'claimed') throw new Error(`expected a claim, got ${result.outcome}`)
    return result.job
  }
  const expire = (id: number) =>
    db
      .updateTable('jobs')
      .set({ lease_until: new Date(Date.now() - 1_000) })
      .where('id', '=', id)
      .execute()
  const takeOver = async () => {
    const { at } = await losses.look(db)
    return ledger.transaction(trx => losses.requeueLost(trx, [keyed.name], at, 10))
  }
  return {
    db,
    redis,
    redisPrefix,
    ledger,
    takeOver,
    add,
    claim,
    expire,
    find: async (id: number) => (await findJob(db, id))!,
  }
}

t.test('many are one statement, pushed like one, without those that are active', async t => {
  const { db, ledger, add } = await setUp(t)
  const active = await add(7)
  const things = Array.from({ length: 1_500 }, (_, thing) => ({
    payload: { v: 1 as const, thing },
    subject: `thing/${thing}` as string as Subject,
  }))
  const { statements } = await statementsOf(() =>
    ledger.transaction(trx => addJobs(trx, keyed, [...things, things[0]!])),
  )
  t.equal(statements.filter(({ text }) => text.startsWith('insert into "jobs"')).length, 2)
  const rows = await db
    .selectFrom('jobs')
    .select(['id', 'key', 'subject', 'pushed_at', 'failures_allowed'])
    .orderBy('id')
    .execute()
  t.equal(rows.length, 1_500)
  t.match(rows[0], { id: active.id, key: '7', subject: null })
  t.match(rows[1], { key: '0', subject: 'thing/0', failures_allowed: 2 })
  t.ok(rows.every(row => row.pushed_at))
  await ledger.transaction(trx => addJobs(trx, keyed, []))
  t.equal((await db.selectFrom('jobs').select('id').execute()).length, 1_500)
})

t.test('a job lives and dies with its transaction, and is pushed only after the commit', async t => {
  const { db, ledger, add, find } = await setUp(t)
  await t.rejects(
    ledger.transaction(async trx => {
      await addJob(trx, keyed, { v: 1, thing: 1 })
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  t.same(await db.selectFrom('jobs').select('id').execute(), [])
  const job = await add(1)
  t.ok((await find(job.id)).pushed_at, 'remembered as pushed')
  t.same(await ledger.isPending([job]), [true], 'Redis has it')
})

t.test('an active duplicate is the same job; a finished one is not', async t => {
  const { ledger, add, claim } = await setUp(t)
  const first = await add(1)
  t.equal((await add(1)).id, first.id, 'while queued')
  const held = await claim(first.id)
  t.equal((await add(1)).id, first.id, 'while running')
  t.not((await add(2)).id, first.id, 'another key')
  await ledger.transaction(trx => completeJob(trx, held))
  t.not((await add(1)).id, first.id, 'after it was done')
  const [a, b] = await Promise.all([add(3), add(3)])
  t.equal(a.id, b.id, 'added at the same time')
  t.not((await add(1, free)).id, (await add(1, free)).id, 'a queue without keys takes everything')
})

t.test('one of many claims wins, and the others are told when to come back', async t => {
  const { db, add } = await setUp(t)
  const { id } = await add(1)
  const results = await Promise.all(Array.from({ length: 8 }, () => claimJob(db, id, 'tester', 10)))
  t.equal(results.filter(result => result.outcome === 'claimed').length, 1)
  const waiting = results.find(result => result.outcome === 'wait')
  t.ok(waiting?.outcome === 'wait' && waiting.waitMs > 5_000)
})

t.test('a job is not claimed before it is due, and a finished one never', async t => {
  const { db, ledger, claim, add } = await setUp(t)
  const later = await ledger.transaction(trx => addJob(trx, keyed, { v: 1, thing: 1 }, { delay_ms: 60_000 }))
  t.match(await claimJob(db, later.id, 'tester', 10), { outcome: 'wait' })
  const { id } = await add(2)
  const held = await claim(id)
  await ledger.transaction(trx => completeJob(trx, held))
  t.same(await claimJob(db, id, 'tester', 10), { outcome: 'nothing' })
  t.same(await claimJob(db, 999_999, 'tester', 10), { outcome: 'nothing' })
})

t.test('the fence: whoever lost the lease commits nothing', async t => {
  const { db, ledger, takeOver, add, claim, expire, find } = await setUp(t)
  const { id } = await add(1)
  const paused = await claim(id)
  await expire(id)
  await takeOver()
  const next = await claim(id)
  t.equal(next.attempt, paused.attempt + 1)
  t.match(next, { losses: 1, failures: 0 }, 'the loss counts, and not as a failure')
  const effect = (trx: Trx) => addJob(trx, keyed, { v: 1, thing: 99 })
  await t.rejects(
    ledger.transaction(async trx => {
      await effect(trx)
      await completeJob(trx, paused)
    }),
    LostLeaseError,
  )
  await t.rejects(
    ledger.transaction(trx => fence(trx, paused)),
    LostLeaseError,
  )
  await t.rejects(
    ledger.transaction(trx => retryJob(trx, paused, 0, { code: 'x', message: 'x' })),
    LostLeaseError,
  )
  t.same(await db.selectFrom('jobs').select('id').where('key', '=', '99').execute(), [], 'its effect was rolled back')
  t.same(await renewLeases(db, [paused], 10), [{ id, attempt: paused.attempt, now: 'lost' }])
  t.same(await renewLeases(db, [next], 10), [{ id, attempt: next.attempt, now: 'held' }])
  await ledger.transaction(trx => completeJob(trx, next))
  t.same(await renewLeases(db, [next], 10), [{ id, attempt: next.attempt, now: 'done' }])
  t.same([await isDoneBy(db, next), await isDoneBy(db, paused)], [true, false])
  t.match(await find(id), { state: 'done', lease_until: null })
})

t.test('a row that somebody has locked keeps no other lease from being renewed, and counts as held', async t => {
  const { db, ledger, add, claim } = await setUp(t)
  const [locked, free] = [await claim((await add(1)).id), await claim((await add(2)).id)]
  const before = (await findJob(db, free.id))!.lease_until!
  await ledger.transaction(async trx => {
    await lockActiveJobs(trx, { id: locked.id })
    const renewed = await renewLeases(db, [locked, free], 60)
    t.same(
      renewed.map(({ now }) => now),
      ['held', 'held'],
    )
    t.ok((await findJob(db, free.id))!.lease_until! > before)
  })
})

t.test('a retry counts, waiting for a rate limit does not; each has a delivery number of its own', async t => {
  const { ledger, add, claim, find } = await setUp(t)
  const { id } = await add(1)
  const failure = { code: 'flaky', message: 'again' }
  const first = await claim(id)
  const retried = await ledger.transaction(trx => retryJob(trx, first, 0, failure))
  t.match(await find(id), { failures: 1, delivery: 2, state: 'queued', error_code: 'flaky' })
  t.same(await ledger.isPending([retried]), [true])
  const second = await claim(id)
  await ledger.transaction(trx => postponeJob(trx, second, 60_000, failure))
  t.match(await find(id), { failures: 1, delivery: 3 })
})

t.test('cancelling ends what is active, stops its process and leaves the rest', async t => {
  const { db, ledger, claim, find, redis, redisPrefix } = await setUp(t)
  const about = { subject: subjectOf(1) }
  const [queued, running, other] = await ledger.transaction(async trx => [
    await addJob(trx, free, { v: 1, thing: 1 }, about),
    await addJob(trx, free, { v: 1, thing: 2 }, about),
    await addJob(trx, keyed, { v: 1, thing: 3 }, about),
  ])
  const held = await claim(running!.id)
  const listener = redis.duplicate({ enableOfflineQueue: true })
  t.teardown(() => listener.disconnect())
  await listener.subscribe(`${redisPrefix}:cancel`)
  const told = new Promise(resolve => listener.once('message', (_, message) => resolve(message)))
  await ledger.transaction(trx => cancelActiveJobs(trx, { subject: 'playlist/1', queues: [free.name] }))
  t.match(await find(queued!.id), { state: 'cancelled' })
  t.match(await find(running!.id), { state: 'cancelled' })
  t.match(await find(other!.id), { state: 'queued' })
  t.equal(await told, `${queued!.id},${running!.id}`)
  t.match(await renewLeases(db, [held], 10), [{ now: 'cancelled' }])
})

t.test('a dead job runs again with all its attempts, unless a newer one does its work', async t => {
  const { ledger, add, claim, find } = await setUp(t)
  const die = async () => {
    const { id } = await add(1)
    const held = await claim(id)
    await ledger.transaction(trx => failJob(trx, held, { code: 'x', message: 'x' }))
    return id
  }
  const [older, newer] = [await die(), await die()]
  const replayed = await ledger.transaction(trx => replayEndedJobs(trx, [older, newer]))
  t.same(
    replayed.map(job => job.id),
    [newer],
    'of two with one key the newer',
  )
  t.match(await find(newer), { state: 'queued', failures: 0, delivery: 2 })
  t.same(await ledger.transaction(trx => replayEndedJobs(trx, [older, newer])), [], 'its key is active now')
  t.equal((await claim(newer)).attempt, 2, 'the fence goes on counting')
})

t.test('the relay takes what was not pushed, once, and leaves the newest to its writer', async t => {
  const { db, add } = await setUp(t)
  const { id } = await add(1)
  await db.updateTable('jobs').set({ pushed_at: null }).execute()
  t.same(await takeUnpushed(db, 10, 60_000), [], 'too young')
  const taken = await Promise.all([takeUnpushed(db, 10, 0), takeUnpushed(db, 10, 0)])
  t.same(
    taken.flat().map(job => job.id),
    [id],
    'by one of two relays',
  )
})

t.test('a delivery that Redis forgot gets a new number', async t => {
  const { db, redis, redisPrefix, ledger, add, find } = await setUp(t)
  const job = await add(1)
  t.equal(await redis.del(`${redisPrefix}:${carrierOfQueue(job.queue)}:${deliveryId(job)}`), 1)
  t.same(await ledger.isPending([job]), [false])
  await redeliver(db, [job])
  t.match(await find(job.id), { delivery: 2, pushed_at: null })
  await redeliver(db, [job])
  t.match(await find(job.id), { delivery: 2 }, 'a second sweep that saw the old number changes nothing')
})

t.test('a push that fails leaves the row to the relay and does not fail the caller', async t => {
  const { db, find } = await setUp(t)
  const away = createProducerRedis('redis://127.0.0.1:1')
  away.on('error', () => {})
  t.teardown(() => away.disconnect())
  const errors: unknown[] = []
  const ledger = createLedger({ db, redis: away, prefix: '{x}', onPushError: error => errors.push(error) })
  const { id } = await ledger.transaction(trx => addJob(trx, keyed, { v: 1, thing: 1 }))
  t.match(await find(id), { state: 'queued', pushed_at: null })
  t.equal(errors.length, 1)
})

t.test('delivery ids', async t => {
  t.equal(deliveryId({ id: 123, delivery: 2 }), 'j123-2')
  t.same(parseDeliveryId('j123-2'), { id: 123, delivery: 2 })
  for (const foreign of [undefined, '', '123', 'j1', 'j1-2-3', 'j-1', 'jx-1', `j${'9'.repeat(40)}-1`])
    t.equal(parseDeliveryId(foreign), undefined)
})

t.test('finished jobs go after their time, dead ones later', async t => {
  const { db, ledger, add, claim } = await setUp(t)
  const [done, dead, young] = [await add(1), await add(2), await add(3)]
  for (const job of [done, dead, young]) {
    const held = await claim(job.id)
    await ledger.transaction(trx =>
      job === dead ? failJob(trx, held, { code: 'x', message: 'x' }) : completeJob(trx, held),
    )
  }
  await db
    .updateTable('jobs')
    .set({ finished_at: new Date(Date.now() - 40 * 86_400_000) })
    .where('id', '<>', young.id)
    .execute()
  t.equal(await removeFinishedJobs(db, { done: 30, dead: 180 }, 100), 1)
  t.same(
    (await db.selectFrom('jobs').select('id').orderBy('id').execute()).map(row => row.id),
    [dead.id, young.id],
  )
})

t.test('a queue that writes much keeps what is done for a shorter time', async t => {
  const { db, ledger, add, claim } = await setUp(t)
  const [done, dead, young, other] = [
    await add(1),
    await add(2),
    await add(3),
    await add(4, { ...keyed, name: 'another.queue' }),
  ]
  for (const job of [done, dead, young, other]) {
    const held = await claim(job.id)
    await ledger.transaction(trx =>
      job === dead ? failJob(trx, held, { code: 'x', message: 'x' }) : completeJob(trx, held),
    )
  }
  await db
    .updateTable('jobs')
    .set({ finished_at: new Date(Date.now() - 3 * 86_400_000) })
    .where('id', '<>', young.id)
    .execute()
  t.equal(await removeDoneJobs(db, keyed.name, 4, 100), 0)
  t.equal(await removeDoneJobs(db, keyed.name, 2, 100), 1)
  t.same(
    (await db.selectFrom('jobs').select('id').orderBy('id').execute()).map(row => row.id),
    [dead.id, young.id, other.id],
  )
})
