import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser } from '../testing/rows.js'
import { aTrack, manyTracks } from '../testing/tracks.js'
import { findOwnStats, findStats, selectOwnStats, selectStats } from './stats.js'

const heard = (db: Db, track: number, ago: number, plays: number, listeners: number) =>
  sql`insert into track_days (track_id, day, plays, listeners)
    values (${track}, (now() at time zone 'utc')::date - ${ago}::integer, ${plays}, ${listeners})`.execute(db)

const counts = (days: readonly { plays: number; listeners: number }[]) => days.map(day => [day.plays, day.listeners])

t.test('an owner sees each day and the totals', async t => {
  const { db } = await testDatabase(t)
  const [owner, other] = [await aUser(db), await aUser(db)]
  const [first, second, gone, theirs] = [
    await aTrack(db, owner),
    await aTrack(db, owner, { visibility: 'private' }),
    await aTrack(db, owner, { state: 'removed' }),
    await aTrack(db, other),
  ]
  await heard(db, first, 0, 5, 3)
  await heard(db, first, 2, 1, 1)
  await heard(db, first, 3, 9, 9)
  await heard(db, second, 0, 2, 2)
  for (const track of [gone, theirs]) await heard(db, track, 0, 100, 100)
  await db.updateTable('track_counts').set({ play_count: 15, repost_count: 2 }).where('track_id', '=', first).execute()
  await db.updateTable('track_counts').set({ play_count: 2 }).where('track_id', '=', second).execute()
  await db.updateTable('subjects').set({ like_count: 4, comment_count: 1 }).where('id', '=', first).execute()

  const one = await findStats(db, first, owner, 3)
  t.match(one, { song_id: first, play_count: 15, like_count: 4, repost_count: 2, comment_count: 1 })
  t.strictSame(counts(one!.days), [
    [1, 1],
    [0, 0],
    [5, 3],
  ])
  const { rows } = await sql<{
    day: string
  }>`select to_char((now() at time zone 'utc')::date, 'YYYY-MM-DD') as day`.execute(db)
  t.equal(one!.days.at(-1)!.day, rows[0]!.day, 'the last is today')
  const all = await findOwnStats(db, owner, 2)
  t.match(all, { song_count: 2, play_count: 17, like_count: 4, repost_count: 2, comment_count: 1 })
  t.strictSame(counts(all.days), [
    [0, 0],
    [7, 5],
  ])
  t.equal(await findStats(db, first, other, 3), undefined, 'somebody else')
  t.equal(await findStats(db, gone, owner, 3), undefined, 'one that was removed')
  const nobody = await findOwnStats(db, await aUser(db), 2)
  t.match(nobody, { song_count: 0, play_count: 0, like_count: 0 })
  t.strictSame(counts(nobody.days), [
    [0, 0],
    [0, 0],
  ])
})

t.test('both read nothing but what is its owner’s', async t => {
  const { db } = await testDatabase(t)
  const [owner, many, none] = [await aUser(db), await aUser(db), await aUser(db)]
  const mine = await manyTracks(db, sql`select ${owner}::int8 as owner from generate_series(1, 20)`)
  await manyTracks(db, sql`select ${many}::int8 as owner from generate_series(1, 4000)`)
  await sql`
    insert into track_days (track_id, day, plays, listeners)
    select t.id, (now() at time zone 'utc')::date - ago, 1, 1 from tracks t, generate_series(0, 19) as ago`.execute(db)
  for (const table of ['subjects', 'tracks', 'track_counts', 'track_days'])
    await sql`analyze ${sql.table(table)}`.execute(db)
  for (const [name, query] of Object.entries({
    'a track': selectStats(db, { id: mine[0]!, owner, days: 30 }),
    'a track of somebody else': selectStats(db, { id: mine[0]!, owner: many, days: 30 }),
    'all of one’s own': selectOwnStats(db, { owner, days: 30 }),
    'of none': selectOwnStats(db, { owner: none, days: 30 }),
  }))
    t.notMatch(await planOf(db, query), /Seq Scan on (subjects|tracks|track_counts|track_days)/, name)
})
