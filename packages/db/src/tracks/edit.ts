import { ApiError } from '@mudig/shared/core/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { lockSubjects, setVisibility } from '../subjects/subjects.js'
import { announceOnce } from './ready.js'
import { type SongRow, selectSongs } from './songs.js'
import { trackSubject } from './subject.js'
import { setTags } from './tags.js'

/** What is left out stays. */
export interface TrackChange {
  name?: string | undefined
  description?: string | undefined
  tags?: readonly string[] | undefined
  is_public?: boolean | undefined
  is_downloadable?: boolean | undefined
}

/** One's own track, whatever its state, over aliases `t` and `s`. */
export const ownTrack = (trx: Trx, id: number, owner: number) =>
  trx
    .selectFrom('tracks as t')
    .innerJoin('subjects as s', 's.id', 't.id')
    .where('t.id', '=', id)
    .where('s.owner', '=', owner)
    .where('s.state', '<>', 'removed')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('users as u').select('u.id').where('u.id', '=', owner).where('u.is_active', '=', true)),
    )

/**
 * Changes a track of one's own. The track is locked before its subject, and both before its tags, by everybody.
 * Followers are told of one that is public for the first time.
 * @returns the track afterwards
 * @throws ApiError trackNotFound
 */
export const editTrack = async (
  trx: Trx,
  id: number,
  owner: number,
  change: TrackChange,
  requestId: string,
): Promise<SongRow> => {
  const { name: title, tags, is_public, ...fields } = change
  const held = await ownTrack(trx, id, owner).select('t.id').forNoKeyUpdate('t').executeTakeFirst()
  if (!held) throw new ApiError(trackSubject.notFound)
  await lockSubjects(trx, [id])
  if (is_public !== undefined) await setVisibility(trx, id, is_public ? 'public' : 'private')
  if (tags !== undefined) await setTags(trx, id, tags)
  await trx
    .updateTable('tracks')
    // Not now(), when the transaction began to wait for the lock.
    .set({ ...fields, ...(title !== undefined && { title }), updated_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .execute()
  if (is_public) await announceOnce(trx, { track_id: id, owner }, requestId)
  return selectSongs(trx, owner).where('s.id', '=', id).executeTakeFirstOrThrow()
}
