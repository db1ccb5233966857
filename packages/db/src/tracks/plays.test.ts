import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { findWrong, lastId, repair } from '../core/counters.js'
import { counters } from '../domains.js'
import { testDatabase } from '../testing/database.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { aTrack } from '../testing/tracks.js'
import { domain } from './domain.js'
import { countPlays, recordPlay, removeOldPlays } from './plays.js'
import { nobody } from './songs.js'

const aPlay = (track_id: number, rest: Partial<Parameters<typeof recordPlay>[1]> = {}) => ({
  play_id: randomUUID(),
  track_id,
  viewer: nobody,
  listener: randomBytes(16),
  ms_played: 30_000,
  ...rest,
})

t.test('a play counts after half a minute or half of the track, and once', async t => {
  const { db } = await testDatabase(t)
  const [owner, fan] = [await aUser(db), await aUser(db)]
  const track = await aTrack(db, owner)
  const short = await aTrack(db, owner, { duration_ms: 20_000 })
  t.equal(await recordPlay(db, aPlay(track, { ms_played: 29_999 })), false)
  t.equal(await recordPlay(db, aPlay(short, { ms_played: 9_999 })), false)
  t.equal(await recordPlay(db, aPlay(short, { ms_played: 10_000 })), true)
  const play = aPlay(track, { viewer: fan })
  t.equal(await recordPlay(db, play), true)
  t.equal(await recordPlay(db, { ...play, ms_played: 90_000 }), true, 'told again, it is the same play')
  t.equal(await recordPlay(db, { ...play, play_id: randomUUID() }), false, 'a loop is one play in each half hour')
  t.equal((await db.selectFrom('plays').selectAll().where('track_id', '=', track).execute()).length, 1)
  for (const state of ['draft', 'failed', 'removed'] as const)
    t.equal(await recordPlay(db, aPlay(await aTrack(db, owner, { state }))), undefined, state)
  t.equal(await recordPlay(db, aPlay(await aTrack(db, owner, { visibility: 'private' }))), undefined, 'private')
})

t.test('plays are added up in batches, each exactly once, and a listener once a day', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  const [first, second] = [await aTrack(db, owner), await aTrack(db, owner)]
  const faithful = randomBytes(16)
  // Today from 0:00 UTC on: the same person in three half hours, and twenty others.
  const today = sql<number>`(extract(epoch from date_trunc('day', now() at time zone 'utc'))::int8 / 1800)`
  for (const slot of [0, 1, 2])
    await sql`
      insert into plays (play_id, track_id, listener, slot, ms_played)
      values (${randomUUID()}, ${first}, ${faithful}, ${today} + ${slot}, 40000)`.execute(db)
  for (let n = 0; n < 20; n += 1) t.equal(await recordPlay(db, aPlay(n % 2 ? first : second)), true)
  let counted = 0
  for (let more = true; more; ) {
    const batches = await Promise.all([countPlays(db, 4), countPlays(db, 4)])
    counted += batches[0] + batches[1]
    more = batches.some(count => count > 0)
  }
  t.equal(counted, 23, 'also where two workers count at the same time')
  t.equal(await countPlays(db, 100), 0)
  const days = () =>
    db.selectFrom('track_days').select(['track_id', 'plays', 'listeners']).orderBy('track_id').execute()
  t.strictSame(await days(), [
    { track_id: first, plays: 13, listeners: 11 },
    { track_id: second, plays: 10, listeners: 10 },
  ])
  const kept = () => db.selectFrom('track_counts').selectAll().orderBy('track_id').execute()
  t.match(await kept(), [
    { track_id: first, play_count: 13 },
    { track_id: second, play_count: 10 },
  ])

  const plays = counters.find(({ name }) => name === 'plays')!
  t.strictSame(await findWrong(db, plays, 0, await lastId(db, plays)), [])
  await db.updateTable('track_counts').set({ play_count: 3 }).where('track_id', '=', second).execute()
  t.strictSame(await findWrong(db, plays, 0, await lastId(db, plays)), [{ id: second, kept: 3, counted: 10 }])
  t.equal(await inTransaction(db, trx => repair(trx, plays, [second])), 1)
  t.match((await kept())[1], { play_count: 10 })

  t.equal(await removeOldPlays(db, 100), 0)
  await sql`update plays set played_at = now() - interval '31 days' where track_id = ${first}`.execute(db)
  await recordPlay(db, aPlay(first))
  t.equal(await removeOldPlays(db, 5), 5)
  t.equal(await removeOldPlays(db, 100), 8)
  t.equal((await db.selectFrom('plays').selectAll().where('track_id', '=', first).execute()).length, 1)
  t.equal((await days()).length, 2, 'what was counted stays')
})

t.test('of whoever is erased nothing says what they heard', async t => {
  const { db } = await testDatabase(t)
  const [owner, fan] = [await aUser(db), await aUser(db)]
  const listener = randomBytes(16)
  const [counted, waiting] = [await aTrack(db, owner), await aTrack(db, owner)]
  for (const track of [counted, waiting]) await recordPlay(db, aPlay(track, { viewer: fan, listener }))
  await db.updateTable('plays').set({ counted_at: new Date() }).where('track_id', '=', counted).execute()
  await inTransaction(db, trx => domain.personal.plays.erase(trx, { id: fan, email: '', image: '' }))
  const left = await db.selectFrom('plays').select(['track_id', 'user_id', 'listener']).execute()
  t.match(left, [{ track_id: counted, user_id: null }])
  t.notOk(left[0]!.listener.equals(listener))
})

t.test('counting takes its way by an index, and none where there is nothing to count', async t => {
  const { db } = await testDatabase(t)
  const track = await aTrack(db, await aUser(db))
  await sql`
    insert into plays (play_id, track_id, listener, slot, ms_played, counted_at)
    select gen_random_uuid(), ${track}, decode(lpad(to_hex(n), 32, '0'), 'hex'), 900000 + n, 30000, now() from generate_series(1, 20000) n`.execute(
    db,
  )
  await sql`analyze`.execute(db)
  const { rows } = await sql<{ 'QUERY PLAN': string }>`
    explain select track_id from plays where counted_at is null order by played_at limit 1000`.execute(db)
  t.match(rows.map(row => row['QUERY PLAN']).join('\n'), 'plays_uncounted_idx')
  t.equal(await countPlays(db, 1_000), 0)
})
