import { discard, reserve } from '@mudig/db/objects/lifecycle'
import { insertPicture } from '@mudig/db/objects/pictures'
import { setCover } from '@mudig/db/playlists/cover'
import { subjectOf } from '@mudig/db/playlists/steps'
import { newPictureKey } from '@mudig/shared/objects/keys'
import { normaliseWithThumbnails } from '@mudig/shared/objects/picture'
import { completeUsing } from '../objects/complete-using.js'
import { putPicture } from '../objects/put-picture.js'
import type { Context } from '../runtime/processor.js'

/**
 * Normalises and stores a picture with its thumbnails under a new key, and hangs it in the transaction that completes
 * the job. If that transaction does not come to pass, or the cover is not wanted any more, the objects are removed
 * again.
 */
export const storeCover = async (
  playlistId: number,
  picture: Buffer,
  by: 'painted' | 'drawn',
  context: Context<'storage'>,
): Promise<void> => {
  const { db, vendors, signal, requestId } = context
  const normalised = await normaliseWithThumbnails(picture, { maxSide: 1_024 })
  const key = newPictureKey('karlo')
  const about = { subject: subjectOf(playlistId), request_id: requestId }
  await reserve(db, key)
  const stored = await putPicture(vendors.storage, key, normalised, signal)
  const use = async (trx: Parameters<typeof setCover>[0]): Promise<boolean> => {
    const replaced = await setCover(trx, playlistId, { key, by })
    if (replaced === undefined) return false
    await insertPicture(trx, { ...stored, subject: about.subject })
    if (replaced) await discard(trx, [replaced], about)
    return true
  }
  await completeUsing(key, use, about, context)
}
