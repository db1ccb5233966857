import { addJob } from '@mudig/db/ledger/add'
import { LostLeaseError } from '@mudig/db/ledger/lease'
import * as media from '@mudig/db/objects/objects'
import * as digs from '@mudig/db/playlists/digs'
import { JobError, RateLimitedError } from '@mudig/shared/core/errors'
import { newPictureKey, thumbnailKeys, thumbnailSizes } from '@mudig/shared/objects/keys'
import { normaliseWithThumbnails } from '@mudig/shared/objects/picture'
import { removePictures } from '@mudig/shared/objects/queues'
import type { Context } from '../runtime/processor.js'

/**
 * Normalises and stores a picture with its thumbnails under a new key, and hangs it in the transaction that completes
 * the job. If that transaction does not come to pass, or the cover is not wanted any more, the objects are removed
 * again.
 */
export const hangCover = async (
  playlistId: number,
  picture: Buffer,
  by: 'painted' | 'drawn',
  context: Context,
): Promise<void> => {
  const { db, storage, signal, complete, requestId } = context
  const { data, contentType, width, height, thumbnails } = await normaliseWithThumbnails(picture, { maxSide: 1_024 })
  const key = newPictureKey('karlo')
  const about = { subject: digs.subjectOf(playlistId), request_id: requestId }
  await media.reserve(db, key)
  const keys = thumbnailKeys(key)
  await allSettled([
    storage.put(key, data, contentType, { signal }),
    ...thumbnailSizes.map(size => storage.put(keys[size], thumbnails[size], contentType, { signal })),
  ])
  try {
    await complete(async trx => {
      const replaced = await digs.setCover(trx, playlistId, { key, by })
      if (replaced === undefined) return media.abandon(trx, key, about)
      await media.insertPicture(trx, {
        key,
        content_type: contentType,
        width,
        height,
        bytes: data.length,
        hasThumbnails: true,
      })
      if (replaced) await addJob(trx, removePictures, { v: 1, keys: [replaced] }, about)
    })
  } catch (error) {
    // Only these prove a rollback. After any other the commit may have happened; if it has not, the reservation is
    // found in time.
    const isRolledBack =
      error instanceof LostLeaseError || (error instanceof JobError && error.code === 'reservation_lost')
    if (isRolledBack) await db.transaction().execute(trx => media.abandon(trx, key, about))
    throw error
  }
}

/**
 * Waits for all of them, also where one fails, so that none is still being sent when its object is removed.
 * @throws the first failure
 */
const allSettled = async (steps: readonly Promise<unknown>[]): Promise<void> => {
  const failed = (await Promise.allSettled(steps)).find(step => step.status === 'rejected')
  if (failed) throw failed.reason
}

const storePauseMs = 3_000
/** Many covers at once need not ask each for itself. */
const storeTrustedMs = 1_000
const answeredAt = new WeakMap<Context['storage'], number>()

/** Lets a job wait for a store that is away, instead of spending its attempts on it. @throws RateLimitedError */
export const untilStored = async (storage: Context['storage']): Promise<void> => {
  if (performance.now() - (answeredAt.get(storage) ?? Number.NEGATIVE_INFINITY) < storeTrustedMs) return
  try {
    await storage.check()
    answeredAt.set(storage, performance.now())
  } catch (cause) {
    throw new RateLimitedError('storage_unavailable', 'the store is away', new Date(Date.now() + storePauseMs), {
      cause,
    })
  }
}
