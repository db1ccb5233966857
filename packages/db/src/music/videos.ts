import { checkVideos, videosPerCheck } from '@mudig/shared/music/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJobs } from '../ledger/add.js'
import { holdersOf } from './holders.js'

/**
 * YouTube's terms let stored data stand for 30 days without a look; a listener should not meet a dead video for that
 * long.
 */
const daysBetweenChecks = 7

/** When a video that was just seen is looked at again. */
export const nextCheck = sql<Date>`now() + ${daysBetweenChecks} * interval '1 day'`

/**
 * Adds jobs that look at up to `limit` videos which are due, and puts these off until the next time: one whose job dies
 * is looked at then.
 * @returns how many that were
 */
export const queueChecks = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows } = await sql<{ id: number }>`
      update music set video_due_at = ${nextCheck} where id in (
        select id from music where state = 'matched' and video_due_at <= now() order by video_due_at limit ${limit} for no key update skip locked
      ) returning id`.execute(trx)
    const ids = rows.map(row => row.id).sort((a, b) => a - b)
    const checks = Array.from({ length: Math.ceil(ids.length / videosPerCheck) }, (_, index) => ({
      payload: { v: 1 as const, music_ids: ids.slice(index * videosPerCheck, (index + 1) * videosPerCheck) },
    }))
    await addJobs(trx, checkVideos, checks)
    return ids.length
  })

export interface SongVideo {
  id: number
  video_id: string
  thumbnail: string | null
}

/** Those of the songs that have a video. */
export const findVideos = async (db: Db, ids: readonly number[]): Promise<SongVideo[]> => {
  const rows = await db
    .selectFrom('music')
    .select(['id', 'video_id', 'thumbnail'])
    .where('id', 'in', ids)
    .where('state', '=', 'matched')
    .orderBy('id')
    .execute()
  return rows.map(row => ({ ...row, video_id: row.video_id! }))
}

/** Keeps the vendor's pictures up to date, for songs that still have the same video. */
export const refreshThumbnails = async (trx: Trx, videos: readonly SongVideo[]): Promise<void> => {
  await sql`
    with seen as (
      select id, video_id, thumbnail from unnest(
        ${videos.map(video => video.id)}::bigint[], ${videos.map(video => video.video_id)}::text[], ${videos.map(video => video.thumbnail)}::text[]
      ) as seen (id, video_id, thumbnail)
    ), held as (
      select m.id from music m join seen on seen.id = m.id and seen.video_id = m.video_id order by m.id for no key update of m
    )
    update music set thumbnail = seen.thumbnail from seen, held where music.id = held.id and seen.id = held.id`.execute(
    trx,
  )
}

/**
 * Takes videos from songs that still have them; others are searched when the day has calls for it (see
 * music-deferred.ts). Playlists keep the songs, without a video for the time being; nobody waits for it, so no playlist
 * turns unready.
 * @returns how many songs that were
 */
export const dropVideos = async (trx: Trx, videos: readonly SongVideo[]): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    with lost as (
      select id, video_id from unnest(${videos.map(video => video.id)}::bigint[], ${videos.map(video => video.video_id)}::text[]) as lost (id, video_id)
    ), held as (
      select m.id from music m join lost on lost.id = m.id and lost.video_id = m.video_id order by m.id for no key update of m
    )
    update music set state = 'deferred', lost_video_id = video_id, video_id = null, thumbnail = null, settled_at = null, video_due_at = null,
      healing = true, wanted_at = null, wanted_by = ${holdersOf('music')}
    from held where music.id = held.id
    returning music.id`.execute(trx)
  return rows.length
}
