import type { Trx } from '../core/client.js'
import { insertPicture, type NewPicture } from '../objects/pictures.js'
import type { TrackVersion } from './create.js'
import { append } from './events.js'
import { jobSubjectOf } from './subject.js'
import { findForStep } from './versions.js'

/** Hangs the picture that lay in a file, where the track has none. @returns false where it is not wanted (any more) */
export const writePicture = async (
  trx: Trx,
  of: TrackVersion,
  picture: Omit<NewPicture, 'owner' | 'subject'>,
): Promise<boolean> => {
  const found = await findForStep(trx, of, 'picture', { lock: true })
  if (!found) return false
  await insertPicture(trx, { ...picture, owner: found.owner, subject: jobSubjectOf(of.track_id) })
  await trx.updateTable('tracks').set({ picture: picture.key }).where('id', '=', of.track_id).execute()
  await append(trx, of.track_id, 'progress', { version: of.version, stage: 'picture', picture: picture.key })
  return true
}
