import * as digs from '@mudig/db/digs'
import * as jobs from '@mudig/db/jobs'
import * as media from '@mudig/db/media'
import { RateLimitedError } from '@mudig/shared/errors'
import { newPictureKey } from '@mudig/shared/media/keys'
import { normalisePicture } from '@mudig/shared/media/picture'
import { makeThumbnails, removePictures } from '@mudig/shared/media/queues'
import type { Context } from '../runtime/processor.js'

/**
 * Normalises and stores a picture under a new key, and hangs it in the transaction that completes the job. If that transaction does not
 * come to pass, or the cover is not wanted any more, the object is removed again.
 */
export const hangCover = async (
  playlistId: number,
  picture: Buffer,
  by: 'painted' | 'drawn',
  { storage, signal, complete, requestId, log }: Context,
) => {
  const { data, contentType, width, height } = await normalisePicture(picture, { maxSide: 1_024 })
  const key = newPictureKey('karlo')
  await storage.put(key, data, contentType, { signal })
  const unwanted = () =>
    // An object that no row names costs storage only, so failing to remove it is no reason to fail.
    storage.remove([key]).catch(error => log.warn({ err: error, key }, 'an unused cover stays in the store'))
  let hung = false
  try {
    await complete(async trx => {
      const replaced = await digs.setCover(trx, playlistId, { key, by })
      if (replaced === undefined) return
      hung = true
      const { id: picture_id } = await media.insertPicture(trx, { key, content_type: contentType, width, height, bytes: data.length })
      await jobs.add(trx, makeThumbnails, { v: 1, picture_id }, { subject: digs.subjectOf(playlistId), request_id: requestId })
      if (replaced)
        await jobs.add(trx, removePictures, { v: 1, keys: [replaced] }, { subject: digs.subjectOf(playlistId), request_id: requestId })
    })
  } catch (error) {
    // Only this error proves a rollback. After any other the commit may have happened, and then the picture is in use.
    if (error instanceof jobs.LostLeaseError) await unwanted()
    throw error
  }
  if (!hung) await unwanted()
}

const storePauseMs = 3_000

/** Lets a job wait for a store that is away, instead of spending its attempts on it. @throws RateLimitedError */
export const untilStored = async (storage: Context['storage']): Promise<void> => {
  try {
    await storage.check()
  } catch (cause) {
    throw new RateLimitedError('storage_unavailable', 'the store is away', new Date(Date.now() + storePauseMs), { cause })
  }
}
