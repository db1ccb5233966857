import { nameKey } from '@mudig/shared/music/normalise'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { finishIfReady } from './ready.js'

/*
 * Songs are keyed by what nameKey makes of their names. When that changes, the keys of songs that exist are filled
 * again here: by a schedule of the workers, because SQL has no nameKey, and because workers of the version before still
 * write keys of their own while a new one is rolled out.
 */

/** Raised with every change of what nameKey returns; then all keys are looked at again. */
const keysVersion = 3
const task = `music.keys.${keysVersion}`

/**
 * A song is passed when it is as old: by then whoever gave it its id has committed, and so have those who got smaller
 * ones.
 */
const settledMinutes = 10

interface Rekeyed {
  id: number
  singer_key: string
  song_key: string
}

/**
 * Gives the next `limit` songs the keys that they have by now. Two that come to share one become one song. May be
 * stopped anywhere and run twice. Where nothing is left it costs a look into the primary key.
 * @returns how many songs were looked at
 */
export const refill = async (db: Db, limit: number): Promise<number> => {
  const done = await db.selectFrom('backfills').select('last_id').where('name', '=', task).executeTakeFirst()
  const rows = await selectNext(db, done?.last_id ?? 0, limit).execute()
  // Ids are given before rows are committed: nothing behind a young one is passed.
  const young = rows.findIndex(row => !row.is_settled)
  const settled = young < 0 ? rows : rows.slice(0, young)
  const last = settled.at(-1)
  if (!last) return 0
  const wrong = settled.flatMap(({ id, singer, song, singer_key, song_key }) => {
    const keys = { singer_key: nameKey(singer), song_key: nameKey(song) }
    return keys.singer_key === singer_key && keys.song_key === song_key ? [] : [{ id, ...keys }]
  })
  if (wrong.length > 0) {
    const filled = await db.transaction().execute(trx => fillFree(trx, wrong))
    for (const row of wrong.filter(({ id }) => !filled.has(id)))
      await db.transaction().execute(trx => fillOrMerge(trx, row))
  }
  await sql`
    insert into backfills (name, last_id) values (${task}, ${last.id})
    on conflict (name) do update set last_id = greatest(backfills.last_id, excluded.last_id)`.execute(db)
  return settled.length
}

/** Exported for the test of its plan. */
export const selectNext = (db: Db, after: number, limit: number) =>
  db
    .selectFrom('music')
    .select([
      'id',
      'singer',
      'song',
      'singer_key',
      'song_key',
      sql<boolean>`created_at < now() - ${settledMinutes} * interval '1 minute'`.as('is_settled'),
    ])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)

/** Those whose new keys nobody has and nobody holds, in one statement. @returns their ids */
const fillFree = async (trx: Trx, rows: readonly Rekeyed[]): Promise<Set<number>> => {
  const first = new Map<string, Rekeyed>()
  for (const row of rows) {
    const both = JSON.stringify([row.singer_key, row.song_key])
    if (!first.has(both)) first.set(both, row)
  }
  const free = [...first.values()]
  const { rows: filled } = await sql<{ id: number }>`
    with given as (
      select * from unnest(
        ${free.map(row => row.id)}::bigint[], ${free.map(row => row.singer_key)}::text[], ${free.map(row => row.song_key)}::text[]
      ) as given (id, singer_key, song_key)
    ), held as (
      select m.id from music m join given on given.id = m.id
      where not exists (select from music o where o.singer_key = given.singer_key and o.song_key = given.song_key)
      order by m.id for update of m skip locked
    )
    update music set singer_key = given.singer_key, song_key = given.song_key from given, held
    where music.id = held.id and given.id = held.id
    returning music.id`.execute(trx)
  return new Set(filled.map(row => row.id))
}

/** Gives one song its keys; where another has them the two become the older one. */
const fillOrMerge = async (trx: Trx, { id, singer_key, song_key }: Rekeyed): Promise<void> => {
  const pair = await trx
    .selectFrom('music')
    .select(['id', 'state'])
    .where(eb => eb.or([eb('id', '=', id), eb.and([eb('singer_key', '=', singer_key), eb('song_key', '=', song_key)])]))
    .orderBy('id')
    .forUpdate()
    .execute()
  const [kept, other] = pair
  // Gone meanwhile: there is nothing left to fill.
  if (!kept || !pair.some(song => song.id === id)) return
  if (other) await merge(trx, kept, other)
  await trx.updateTable('music').set({ singer_key, song_key }).where('id', '=', kept.id).execute()
}

interface Song {
  id: number
  state: string
}

/**
 * Puts one song in the place of another wherever that stands, and removes the other. Both are locked; playlists are
 * locked behind them.
 */
const merge = async (trx: Trx, kept: Song, other: Song): Promise<void> => {
  const { rows: playlists } = await sql<{ id: number; is_waiting: boolean; has_both: boolean }>`
    select p.id, p.status in ('composing', 'matching') as is_waiting,
      2 = (select count(*) from playlist_songs s where s.playlist_id = p.id and s.music_id in (${kept.id}, ${other.id})) as has_both
    -- Also those that hold the older one alone: it may become settled here.
    from playlists p where p.id in (select playlist_id from playlist_songs where music_id in (${kept.id}, ${other.id}))
    order by p.id for no key update of p`.execute(trx)
  const both = playlists.filter(playlist => playlist.has_both).map(({ id }) => id)
  await sql`delete from playlist_songs where music_id = ${other.id} and playlist_id = any(${both}::bigint[])`.execute(
    trx,
  )
  await sql`update playlists set song_count = song_count - 1 where id = any(${both}::bigint[])`.execute(trx)
  await sql`update playlist_songs set music_id = ${kept.id} where music_id = ${other.id}`.execute(trx)
  if (other.state === 'matched' && kept.state !== 'matched')
    await sql`
      update music set state = other.state, video_id = other.video_id, thumbnail = other.thumbnail, settled_at = other.settled_at, video_due_at = other.video_due_at
      from music other where music.id = ${kept.id} and other.id = ${other.id}`.execute(trx)
  await trx.deleteFrom('music').where('id', '=', other.id).execute()
  await finishIfReady(
    trx,
    playlists.filter(playlist => playlist.is_waiting).map(({ id }) => id),
  )
}
