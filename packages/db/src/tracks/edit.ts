import { ApiError } from '@mudig/shared/core/errors'
import type { Chapter } from '@mudig/shared/tracks/chapters'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { lockSubjects, setVisibility } from '../subjects/subjects.js'
import { setChapters } from './chapters.js'
import { announceOnce } from './ready.js'
import { type SongDetailRow, selectDetails } from './songs.js'
import { trackSubject } from './subject.js'
import { setTags } from './tags.js'

/** What is left out stays. */
export interface TrackChange {
  name?: string | undefined
  description?: string | undefined
  tags?: readonly string[] | undefined
  is_public?: boolean | undefined
  is_downloadable?: boolean | undefined
  chapters?: readonly Chapter[] | undefined
  /** Its key; in use from the same transaction on. */
  picture?: string | undefined
}

/** One's own track, whatever its state, over aliases `t` and `s`. */
export const ownTrack = (db: Db, id: number, owner: number) =>
  db
    .selectFrom('tracks as t')
    .innerJoin('subjects as s', 's.id', 't.id')
    .where('t.id', '=', id)
    .where('s.owner', '=', owner)
    .where('s.state', '<>', 'removed')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('users as u').select('u.id').where('u.id', '=', owner).where('u.is_active', '=', true)),
    )

/** Whether it is this person's to change. */
export const isOwn = async (db: Db, id: number, owner: number): Promise<boolean> =>
  (await ownTrack(db, id, owner).select('t.id').executeTakeFirst()) !== undefined

/**
 * Changes a track of one's own. The track is locked before its subject, and both before its tags, by everybody.
 * Followers are told of one that is public for the first time.
 * @returns the track afterwards, and the picture that another one has taken the place of
 * @throws ApiError trackNotFound, wrongChapters
 */
export const editTrack = async (
  trx: Trx,
  id: number,
  owner: number,
  change: TrackChange,
  requestId: string,
): Promise<{ song: SongDetailRow; replaced: string | undefined }> => {
  const { name: title, tags, is_public, chapters, ...fields } = change
  const held = await ownTrack(trx, id, owner)
    .select([
      't.picture',
      sql<number | null>`(select v.duration_ms from track_versions v
        where v.track_id = t.id and v.version = coalesce(t.live_version, t.last_version))`.as('duration_ms'),
    ])
    .forNoKeyUpdate('t')
    .executeTakeFirst()
  if (!held) throw new ApiError(trackSubject.notFound)
  await lockSubjects(trx, [id])
  if (is_public !== undefined) await setVisibility(trx, id, is_public ? 'public' : 'private')
  if (tags !== undefined) await setTags(trx, id, tags)
  if (chapters !== undefined) await setChapters(trx, id, chapters, held.duration_ms)
  await trx
    .updateTable('tracks')
    // Not now(), when the transaction began to wait for the lock.
    .set({ ...fields, ...(title !== undefined && { title }), updated_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .execute()
  if (is_public) await announceOnce(trx, { track_id: id, owner }, requestId)
  return {
    song: await selectDetails(trx, owner).where('s.id', '=', id).executeTakeFirstOrThrow(),
    replaced: change.picture === undefined ? undefined : (held.picture ?? undefined),
  }
}
