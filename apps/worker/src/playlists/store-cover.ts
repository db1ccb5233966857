import { LostLeaseError } from '@mudig/db/ledger/lease'
import { abandon, discard, reserve } from '@mudig/db/objects/lifecycle'
import { insertPicture } from '@mudig/db/objects/pictures'
import { setCover } from '@mudig/db/playlists/cover'
import { subjectOf } from '@mudig/db/playlists/steps'
import { JobError, RateLimitedError } from '@mudig/shared/core/errors'
import { bytesOf, newPictureKey, sha256, thumbnailKeys, thumbnailSizes } from '@mudig/shared/objects/keys'
import { normaliseWithThumbnails } from '@mudig/shared/objects/picture'
import type { Context } from '../runtime/processor.js'
import type { Vendors } from '../vendors.js'

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
  const { db, vendors, signal, complete, requestId } = context
  const { data, contentType, width, height, thumbnails } = await normaliseWithThumbnails(picture, { maxSide: 1_024 })
  const key = newPictureKey('karlo')
  const about = { subject: subjectOf(playlistId), request_id: requestId }
  await reserve(db, key)
  const keys = thumbnailKeys(key)
  await allSettled([
    vendors.storage.put(key, data, contentType, { signal }),
    ...thumbnailSizes.map(size => vendors.storage.put(keys[size], thumbnails[size], contentType, { signal })),
  ])
  try {
    await complete(async trx => {
      const replaced = await setCover(trx, playlistId, { key, by })
      if (replaced === undefined) return abandon(trx, key, about)
      await insertPicture(trx, {
        key,
        content_type: contentType,
        width,
        height,
        bytes: data.length,
        sha256: sha256(data),
        thumbnails: bytesOf(thumbnails),
        subject: about.subject,
      })
      if (replaced) await discard(trx, [replaced], about)
    })
  } catch (error) {
    // Only these prove a rollback. After any other the commit may have happened; if it has not, the reservation is
    // found in time.
    const isRolledBack =
      error instanceof LostLeaseError || (error instanceof JobError && error.code === 'reservation_lost')
    if (isRolledBack) await db.transaction().execute(trx => abandon(trx, key, about))
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
const answeredAt = new WeakMap<Vendors['storage'], number>()

/** Lets a job wait for a store that is away, instead of spending its attempts on it. @throws RateLimitedError */
export const untilStored = async (storage: Vendors['storage']): Promise<void> => {
  if (performance.now() - (answeredAt.get(storage) ?? Number.NEGATIVE_INFINITY) < storeTrustedMs) return
  try {
    await storage.check()
    answeredAt.set(storage, performance.now())
  } catch (cause) {
    throw new RateLimitedError('storage_unavailable', 'object store unreachable', new Date(Date.now() + storePauseMs), {
      cause,
    })
  }
}
