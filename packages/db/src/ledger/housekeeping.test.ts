import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { removeExpired } from '../accounts/accounts.js'
import * as budgets from '../core/budgets.js'
import type { Db } from '../core/client.js'
import * as idempotency from '../core/idempotency.js'
import { mostCounted } from '../core/most-counted.js'
import { activeMatches, endWaitingMatches, queueMostWanted } from '../music/deferred.js'
import { queueChecks } from '../music/videos.js'
import * as notifications from '../notifications/notifications.js'
import * as events from '../playlists/events.js'
import { type Cost, costsOf } from '../testing/costs.js'
import { testDatabase } from '../testing/database.js'
import { aPlaylist } from '../testing/playlists.js'
import { aUser } from '../testing/rows.js'
import { backlog } from './backlog.js'
import { pushedLongAgo } from './deliveries.js'
import { dueJobs } from './due.js'
import { removeDoneJobs, removeFinishedJobs } from './remove-finished.js'

/*
 * What runs every few seconds or minutes finds nothing to do nearly always. With tables that are full of what is not to
 * be touched, nothing of that may be read: no row is left out by a filter, and no more blocks are read than an index is
 * deep.
 */

/**
 * 20,000 done jobs and as many dead ones of lately, 20,000 queued ones that wait for another day, a hundred that are
 * due.
 */
const aFullLedger = async (db: Db) => {
  const add = (many: number, state: string, fields: string) =>
    sql`
      insert into jobs (queue, key, payload, state, failures_allowed, created_at, run_at, pushed_at, finished_at)
      select (array['music.match', 'playlists.compose', 'notifications.notify'])[1 + i % 3], ${state} || i, '{"v":1,"music_id":1}', ${state}, 5, ${sql.raw(fields)}
      from generate_series(1, ${many}) i`.execute(db)
  const lately = "now() - interval '1 day', now() - interval '1 day', now() - interval '1 day'"
  await add(20_000, 'done', `${lately}, now() - i * interval '1 second'`)
  await add(20_000, 'failed', `${lately}, now() - interval '100 days' - i * interval '1 second'`)
  await add(20_000, 'queued', "now() - interval '1 day', now() + interval '9 hours', now() - interval '1 hour', null")
  await sql`
    insert into jobs (queue, key, payload, state, failures_allowed, run_at, pushed_at)
    select 'mail.otp', i::text, '{}', 'queued', 5, now() - i * interval '1 second', now() - interval '1 minute' from generate_series(1, 100) i`.execute(
    db,
  )
  await sql`vacuum analyze jobs`.execute(db)
}

const readsLittle = (t: Test, costs: readonly Cost[], blocks: number) => {
  t.ok(costs.length > 0)
  for (const cost of costs) {
    t.equal(cost.removed, 0, `no row is read in vain: ${cost.text}`)
    t.ok(cost.blocks <= blocks, `${cost.blocks} blocks: ${cost.text}\n${cost.nodes.join('\n')}`)
  }
}

t.test('the ledger', async t => {
  const { db } = await testDatabase(t)
  await aFullLedger(db)

  await t.test('finished jobs that are to stay are not read', async t => {
    const finished = () => removeFinishedJobs(db, { done: 30, dead: 180 }, 1_000)
    t.equal(await finished(), 0)
    readsLittle(t, await costsOf(db, finished), 6)
    const notices = () => removeDoneJobs(db, 'notifications.notify', 2, 1_000)
    t.equal(await notices(), 0)
    readsLittle(t, await costsOf(db, notices), 3)
  })

  await t.test('nor are those that are to go, beyond the bite', async t => {
    await sql`update jobs set finished_at = now() - interval '40 days' where state = 'done'`.execute(db)
    await sql`vacuum analyze jobs`.execute(db)
    t.equal(await removeFinishedJobs(db, { done: 30, dead: 180 }, 50), 50)
    for (const cost of await costsOf(db, () => removeFinishedJobs(db, { done: 30, dead: 180 }, 50))) {
      t.equal(cost.removed, 0)
      t.ok(cost.nodes.includes('Index Scan using jobs_ended on jobs'), cost.nodes.join())
      t.notMatch(cost.nodes.join(), 'Seq Scan')
    }
  })

  await t.test('the sweep reads what is due and not what waits for another day', async t => {
    const { jobs: first, next } = await pushedLongAgo(db, 5, undefined, 60)
    const { jobs: second, next: end } = await pushedLongAgo(db, 5, next, 60)
    t.same([first.length, second.length, end], [60, 40, undefined])
    t.same(new Set([...first, ...second].map(job => job.id)).size, 100)
    t.ok(first.every(job => job.queue === 'mail.otp' && job.delay_ms === 0))
    readsLittle(t, await costsOf(db, () => pushedLongAgo(db, 5, undefined, 500)), 20)
    await sql`update jobs set pushed_at = null where queue = 'mail.otp' and key::int % 2 = 0`.execute(db)
    t.equal((await pushedLongAgo(db, 5, undefined, 500)).jobs.length, 50, 'what the relay has to push is left to it')
    await sql`update jobs set state = 'cancelled', finished_at = now() where queue = 'mail.otp'`.execute(db)
    await sql`vacuum jobs`.execute(db)
    t.same(await pushedLongAgo(db, 5, undefined, 500), { jobs: [], next: undefined })
    readsLittle(t, await costsOf(db, () => pushedLongAgo(db, 5, undefined, 500)), 3)
  })

  await t.test('searches for songs are counted and ended by what there is to find', async t => {
    readsLittle(t, await costsOf(db, () => activeMatches(db, 8)), 6)
    await sql`delete from jobs where state = 'queued'`.execute(db)
    await sql`vacuum jobs`.execute(db)
    readsLittle(t, await costsOf(db, () => endWaitingMatches(db, 1_000)), 3)
  })
})

t.test('the backlog is what it says, and is counted up to a bound', async t => {
  const { db } = await testDatabase(t)
  t.same(await backlog(db), [])
  await aFullLedger(db)
  await sql`
    update jobs set state = 'running', lease_until = now() + interval '1 minute' where queue = 'mail.otp' and key in ('40', '70')`.execute(
    db,
  )
  await sql`update jobs set pushed_at = null where queue = 'mail.otp' and key in ('10', '20')`.execute(db)
  const rows = await backlog(db)
  const of = (queue: string, state: string) => rows.find(row => row.queue === queue && row.state === state)
  t.match(of('mail.otp', 'queued'), { jobs: 98 })
  t.match(of('mail.otp', 'running'), { jobs: 2 })
  t.equal(Math.floor(of('mail.otp', 'queued')!.oldest_seconds / 10), 10)
  t.equal(Math.floor(of('mail.otp', 'queued')!.oldest_unpushed_seconds / 10), 2)
  t.equal(Math.floor(of('mail.otp', 'running')!.oldest_seconds / 10), 7)
  t.match(of('music.match', 'queued'), { jobs: 6_666, oldest_seconds: 0 }, 'what waits for another day is not late')
  t.match(of('playlists.compose', 'failed'), { jobs: 6_667 })
  await sql`update jobs set finished_at = now() - interval '8 hours' where state = 'failed'`.execute(db)
  t.equal(
    Math.round((await backlog(db)).find(row => row.state === 'failed')!.oldest_seconds / 3_600),
    8,
    'how long the first has been dead',
  )
  t.equal(rows.length, 8)
  await sql`
    insert into jobs (queue, payload, state, failures_allowed, finished_at)
    select 'mail.account', '{}', 'failed', 1, now() from generate_series(1, 12000)`.execute(db)
  t.equal((await backlog(db)).find(row => row.queue === 'mail.account')!.jobs, mostCounted)

  await sql`delete from jobs where state = 'failed'`.execute(db)
  await sql`update jobs set state = 'done', finished_at = now() where state = 'queued'`.execute(db)
  await sql`vacuum analyze jobs`.execute(db)
  t.same(
    (await backlog(db)).map(row => row.state),
    ['running'],
  )
  const [cost] = await costsOf(db, () => backlog(db))
  t.ok(cost!.blocks < 60, `${cost!.blocks} blocks, with 40,000 finished jobs`)
  t.equal(cost!.removed, 0)
})

t.test('what is due is counted, and what is not is not read', async t => {
  const { db } = await testDatabase(t)
  t.same(await dueJobs(db), [])
  await aFullLedger(db)
  const due = new Map((await dueJobs(db)).map(({ queue, jobs }) => [queue, jobs]))
  t.equal(due.get('mail.otp'), 100)
  t.equal(due.get('music.match'), 0, 'all of them wait for another day')
  const [cost] = await costsOf(db, () => dueJobs(db))
  t.ok(cost!.blocks < 60, `${cost!.blocks} blocks, with 20,000 postponed jobs`)
  t.equal(cost!.removed, 0)
})

t.test('events, keys, sessions, attempts, notifications, budgets: what is to stay is not read', async t => {
  const { db } = await testDatabase(t)
  const user = await aUser(db)
  const playlist = await aPlaylist(db, user)
  await sql`
    insert into playlist_events (playlist_id, seq, type, data) select ${playlist}::bigint, i, 'song', '{}' from generate_series(1, 20000) i`.execute(
    db,
  )
  // The oldest have been removed before, and newer ones took their places: a block range would remember the removed
  // ones.
  await sql`update playlist_events set created_at = now() - interval '8 days' where seq <= 10000`.execute(db)
  for (let more = true; more; ) more = (await events.removeOld(db, 7, 1_000)) === 1_000
  await sql`vacuum playlist_events`.execute(db)
  await sql`
    insert into playlist_events (playlist_id, seq, type, data) select ${playlist}::bigint, i, 'song', '{}' from generate_series(20001, 30000) i`.execute(
    db,
  )
  await sql`insert into jobs (queue, payload, state, failures_allowed, finished_at) values ('a', '{}', 'done', 1, now())`.execute(
    db,
  )
  await sql`
    insert into idempotency_keys (user_id, route, key, body_hash, job_id)
    select ${user}::bigint, 'r', i::text, '\\x00', (select id from jobs) from generate_series(1, 20000) i`.execute(db)
  await sql`
    insert into sessions (user_id, seed, expires_at)
    select ${user}::bigint, decode(repeat('00', 32), 'hex'), now() + interval '1 day' from generate_series(1, 20000)`.execute(
    db,
  )
  await sql`insert into attempts (scope, subject, ends_at) select 'login', i::text, now() + interval '1 hour' from generate_series(1, 20000) i`.execute(
    db,
  )
  await sql`insert into reserved_handles (handle, reserved_until) select 'h' || i, now() + interval '1 day' from generate_series(1, 20000) i`.execute(
    db,
  )
  await sql`insert into known_devices (user_id, hash) select ${user}::bigint, sha256(i::text::bytea) from generate_series(1, 20000) i`.execute(
    db,
  )
  await sql`insert into notification_boxes (user_id) values (${user})`.execute(db)
  await sql`
    insert into notifications (recipient, kind, subject, seq) select ${user}::bigint, 'followed', i, i from generate_series(1, 20000) i`.execute(
    db,
  )
  await sql`
    insert into vendor_budgets (budget, project, starts_at, ends_at)
    select 'b', i::text, now() - interval '1 day', now() from generate_series(1, 20000) i`.execute(db)
  await sql`vacuum analyze`.execute(db)
  for (const bite of [
    () => events.removeOld(db, 7, 1_000),
    () => idempotency.removeExpiredKeys(db, 1_000),
    () => removeExpired(db, 1_000),
    () => notifications.removeOld(db, 90, 1_000),
    () => budgets.removeEnded(db, 62, 1_000),
  ]) {
    t.equal(await bite(), 0)
    readsLittle(t, await costsOf(db, bite), 3)
  }

  await sql`update attempts set ends_at = now() - interval '1 minute' where subject::int <= 30`.execute(db)
  await sql`update sessions set expires_at = now() - interval '2 days' where id in (select id from sessions limit 20)`.execute(
    db,
  )
  t.equal(await removeExpired(db, 20), 40, 'of each table as many')
  t.equal(await removeExpired(db, 20), 10)
})

t.test('ten thousand songs that wait: those that are wanted most are found by an index', async t => {
  const { db } = await testDatabase(t)
  // What is found of them is another matter, and takes most of the time.
  await sql`alter table music disable trigger search_inserted`.execute(db)
  await sql`
    insert into music (singer, song, singer_key, song_key, state, video_id, video_due_at)
    select 'S', i::text, 's', i::text, 'matched', lpad(i::text, 11, '_'), now() + interval '1 day' from generate_series(1, 5000) i`.execute(
    db,
  )
  const chosen = () => queueMostWanted(db, 8, true)
  await sql`vacuum analyze music`.execute(db)
  t.equal(await chosen(), 0)
  readsLittle(t, await costsOf(db, chosen), 2)
  readsLittle(t, await costsOf(db, () => queueChecks(db, 1_000)), 3)

  await sql`
    insert into music (singer, song, singer_key, song_key, state, wanted_by, wanted_at, healing)
    select 'S', i::text, 's', i::text, 'deferred', i % 100, case when i % 3 = 0 then now() - i * interval '1 minute' end, i % 4 = 0
    from generate_series(10001, 20000) i`.execute(db)
  await sql`vacuum analyze music`.execute(db)
  for (const cost of await costsOf(db, chosen)) {
    t.equal(cost.removed, 0)
    t.notMatch(cost.nodes.join(), /Sort|Seq Scan on music/)
    t.ok(cost.blocks < 150, `${cost.blocks} blocks: ${cost.text}`)
  }
  const jobsNow = () => db.selectFrom('jobs').select('subject').orderBy('id').execute()
  const order = await sql<{ subject: string }>`
    select 'music/' || id as subject from music where state = 'deferred' and not healing
    order by wanted_by desc, wanted_at desc nulls last, id limit 8`.execute(db)
  t.same(await jobsNow(), order.rows, 'held by most, then named most recently')
  await chosen()
  t.equal((await jobsNow()).length, 8, 'one whose search is active keeps it')

  await sql`update music set state = 'missing' where not healing and state = 'deferred'`.execute(db)
  t.equal(await queueMostWanted(db, 8, false), 0)
  t.equal(await chosen(), 8, 'those that lost a video come last')
})
