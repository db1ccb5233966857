import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { Trx } from '../core/client.js'
import type { AddOptions } from '../ledger/add.js'
import { discard } from '../objects/lifecycle.js'
import { deleteSubjects, lockSubjects } from '../subjects/subjects.js'

/**
 * Removes a track of one's own, whatever state it is in, with everything that people left there and all that lies in the
 * store. Steps that are at work find it gone when they commit, and give up what they have stored.
 *
 * @throws ApiError trackNotFound
 */
export const deleteTrack = async (trx: Trx, id: number, owner: number, options: AddOptions = {}): Promise<void> => {
  const own = trx
    .selectFrom('tracks as t')
    .innerJoin('subjects as s', 's.id', 't.id')
    .select('t.picture')
    .where('t.id', '=', id)
    .where('t.owner', '=', owner)
    .where('s.state', '<>', 'removed')
  // Looked at before any lock is taken: strangers make nobody wait.
  if (!(await own.executeTakeFirst())) throw new ApiError(trackErrors.trackNotFound)
  const track = await own.forNoKeyUpdate('t').executeTakeFirst()
  if (!track) throw new ApiError(trackErrors.trackNotFound)
  await lockSubjects(trx, [id], { forRemoval: true })
  const files = await trx.selectFrom('track_files').select('key').where('track_id', '=', id).execute()
  await deleteSubjects(trx, [id])
  await discard(trx, [...files.map(({ key }) => key), ...(track.picture === null ? [] : [track.picture])], options)
}
