import { ApiError } from '@mudig/shared/core/errors'
import type { Trx } from '../core/client.js'
import type { AddOptions } from '../ledger/add.js'
import { discard } from '../objects/lifecycle.js'
import { deleteSubjects, lockSubjects } from '../subjects/subjects.js'
import { ownTrack } from './edit.js'
import { trackSubject } from './subject.js'

/**
 * Removes a track of one's own with everything under it, whatever state it is in, and gives up what lies in the store.
 * Jobs that work on it find it gone.
 * @throws ApiError trackNotFound
 */
export const deleteTrack = async (trx: Trx, id: number, owner: number, options: AddOptions = {}): Promise<void> => {
  const own = ownTrack(trx, id, owner).select('t.picture')
  // Looked at before any lock is taken: strangers make nobody wait.
  if (!(await own.executeTakeFirst())) throw new ApiError(trackSubject.notFound)
  const track = await own.forNoKeyUpdate('t').executeTakeFirst()
  if (!track) throw new ApiError(trackSubject.notFound)
  await lockSubjects(trx, [id], { forRemoval: true })
  const files = await trx.selectFrom('track_files').select('key').where('track_id', '=', id).execute()
  await deleteSubjects(trx, [id])
  await discard(trx, [...files.map(({ key }) => key), ...(track.picture === null ? [] : [track.picture])], options)
}
