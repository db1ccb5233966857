import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../core/client.js'
import * as music from '../music/music.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aPlaylist } from '../testing/playlists.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { settleSong } from './match.js'
import { refill, selectNext } from './song-keys.js'

/** Keys as they were before marks counted. */
const oldKey = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** A song as an earlier version left it, an hour ago unless told. */
const anOldSong = async (
  db: Db,
  singer: string,
  song: string,
  values: Record<string, unknown> = {},
): Promise<number> => {
  const row = await db
    .insertInto('music')
    .values({
      singer,
      song,
      singer_key: oldKey(singer),
      song_key: oldKey(song),
      created_at: sql`now() - interval '1 hour'`,
      ...values,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

const keysOf = async (db: Db) =>
  (await db.selectFrom('music').select(['id', 'song_key']).orderBy('id').execute()).map(row => [row.id, row.song_key])

const holds = (db: Db, playlist_id: number, ...songs: number[]) =>
  db.transaction().execute(async trx => {
    await trx
      .insertInto('playlist_songs')
      .values(songs.map((music_id, position) => ({ playlist_id, music_id, position })))
      .execute()
    await trx.updateTable('playlists').set({ song_count: songs.length }).where('id', '=', playlist_id).execute()
  })

const songsOf = async (db: Db, playlist: number) => {
  const songs = await db
    .selectFrom('playlist_songs')
    .select(['music_id'])
    .where('playlist_id', '=', playlist)
    .orderBy('position')
    .execute()
  const { song_count } = await db
    .selectFrom('playlists')
    .select('song_count')
    .where('id', '=', playlist)
    .executeTakeFirstOrThrow()
  t.equal(song_count, songs.length)
  return songs.map(song => song.music_id)
}

t.test('keys that have changed are filled again, batch by batch, and then nothing is left', async t => {
  const { db } = await testDatabase(t)
  const thai = await anOldSong(db, 'ลุลา', 'กิน')
  const latin = await anOldSong(db, 'Ana', 'Rain')
  const hindi = await anOldSong(db, 'लता', 'कल')
  t.equal(await refill(db, 2), 2)
  t.equal(await refill(db, 2), 1)
  t.equal(await refill(db, 2), 0)
  t.same(await keysOf(db), [
    [thai, 'กิน'],
    [latin, 'rain'],
    [hindi, 'कल'],
  ])
  // The other song is another one now, and the same one is found.
  const claim = (singer: string, song: string) => inTransaction(db, trx => music.claimSong(trx, { singer, song }))
  t.equal((await claim('ลุลา', 'กิน')).id, thai)
  t.not((await claim('ลุลา', 'กัน')).id, thai)
  t.equal(await refill(db, 2), 0, 'a song that was just written waits')
  await db.updateTable('music').set({ created_at: sql`now() - interval '1 hour'` }).execute()
  t.equal(await refill(db, 2), 1)
})

t.test('nothing behind a young song is passed', async t => {
  const { db } = await testDatabase(t)
  const first = await anOldSong(db, 'ลุลา', 'กิน')
  const young = await anOldSong(db, 'ลุลา', 'มา', { created_at: new Date() })
  const last = await anOldSong(db, 'ลุลา', 'ไป่')
  t.equal(await refill(db, 10), 1)
  t.same(
    (await keysOf(db)).map(([id, key]) => [id, key === oldKey('ไป่')]),
    [
      [first, false],
      [young, false],
      [last, true],
    ],
  )
  await db.updateTable('music').set({ created_at: sql`now() - interval '1 hour'` }).execute()
  t.equal(await refill(db, 10), 2)
})

t.test('two songs that come to share a key become one, wherever they stand', async t => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const video = { state: 'matched' as const, video_id: 'abcdefghijk', settled_at: new Date() }
  const kept = await anOldSong(db, 'Ana', 'Straße', { state: 'missing' })
  const other = await anOldSong(db, 'Ana', 'STRASSE', video)
  const third = await anOldSong(db, 'Ana', 'Rain', { state: 'missing' })
  const [withBoth, withOther, withKept] = [
    await aPlaylist(db, writer),
    await aPlaylist(db, writer),
    await aPlaylist(db, writer),
  ]
  await holds(db, withBoth, kept, third, other)
  await holds(db, withOther, third, other)
  await holds(db, withKept, kept)
  t.equal(await refill(db, 10), 3)
  t.same(await songsOf(db, withBoth), [kept, third])
  t.same(await songsOf(db, withOther), [third, kept])
  t.same(await songsOf(db, withKept), [kept])
  t.match(await db.selectFrom('music').selectAll().where('song_key', '=', 'strasse').execute(), [
    { id: kept, singer: 'Ana', song: 'Straße', state: 'matched', video_id: 'abcdefghijk' },
  ])
  t.equal(
    (await db.selectFrom('search_texts').select('id').where('kind', '=', 3).where('id', '=', other).execute()).length,
    0,
  )
})

t.test('a song that a new worker wrote meanwhile joins the old one, and whoever waits for it goes on', async t => {
  const { db } = await testDatabase(t)
  const writer = await aUser(db)
  const old = await anOldSong(db, 'ลุลา', 'กิน', { state: 'matched', video_id: 'abcdefghijk', settled_at: new Date() })
  const { id: fresh } = await inTransaction(db, trx => music.claimSong(trx, { singer: 'ลุลา', song: 'กิน' }))
  t.not(fresh, old)
  const waiting = await aPlaylist(db, writer, { status: 'matching', composed_at: new Date(), cover: 'drawn' })
  await holds(db, waiting, fresh)
  t.equal(await refill(db, 10), 1)
  t.same(await songsOf(db, waiting), [old])
  t.match(await db.selectFrom('playlists').select('status').where('id', '=', waiting).executeTakeFirst(), {
    status: 'ready',
  })
  await inTransaction(db, trx => settleSong(trx, fresh, { state: 'missing' }))
  t.match(
    await db.selectFrom('music').selectAll().execute(),
    [{ id: old, state: 'matched', song_key: 'กิน' }],
    'a late search finds nobody',
  )
  t.equal((await inTransaction(db, trx => music.claimSong(trx, { singer: 'ลุลา', song: 'กิน' }))).id, old)
})

t.test('the younger of two old songs is reached first by nobody', async t => {
  const { db } = await testDatabase(t)
  const right = await anOldSong(db, 'Ana', 'Straße', { song_key: 'strasse' })
  await anOldSong(db, 'Ana', 'STRASSE', { song_key: 'straße' })
  t.equal(await refill(db, 10), 2)
  t.same(await keysOf(db), [[right, 'strasse']])
})

t.test('a song that somebody holds is waited for', async t => {
  const { db } = await testDatabase(t)
  const id = await anOldSong(db, 'ลุลา', 'กิน')
  let filling: Promise<number> | undefined
  await inTransaction(db, async trx => {
    await trx.selectFrom('music').select('id').where('id', '=', id).forUpdate().execute()
    filling = refill(db, 10)
  })
  t.equal(await filling, 1)
  t.same(await keysOf(db), [[id, 'กิน']])
})

t.test('looking for more reads the primary key', async t => {
  const { db } = await testDatabase(t)
  await sql`insert into music (singer, song, singer_key, song_key) select 's', n::text, 's', n::text from generate_series(1, 5000) n`.execute(
    db,
  )
  await sql`analyze music`.execute(db)
  t.match(
    await planOf(db, selectNext(db, 5_000, 1_000)),
    /Index Scan using music_pkey on music\n\s+Index Cond: \(id > '?5000/,
  )
})
