import { findPicture, markThumbnails } from '@mudig/db/media'
import { readStored } from '@mudig/shared/clients/storage'
import { thumbnailKeys, thumbnailSides, thumbnailSizes } from '@mudig/shared/media/keys'
import { resizeToWebp } from '@mudig/shared/media/picture'
import type { makeThumbnails } from '@mudig/shared/media/queues'
import { addedOnce, type Processor } from '../runtime/processor.js'

/**
 * Makes and stores the three sizes of a picture. Their keys follow from the original's, so a second run writes the same objects again and
 * nothing else.
 */
export const thumbnails: Processor<typeof makeThumbnails> = async ({ picture_id }, { storage, signal, complete, findOrComplete }) => {
  const picture = await findOrComplete(async (db, lock) => {
    const found = await findPicture(db, picture_id, { lock })
    return found?.thumbnails_at ? undefined : found
  })
  if (!picture) return
  const original = await readStored(storage, picture.key, { signal })
  // Its row outlives the object for a moment while it is being removed.
  if (!original) return complete(addedOnce)
  const keys = thumbnailKeys(picture.key)
  for (const size of thumbnailSizes) {
    const resized = await resizeToWebp(original, thumbnailSides[size])
    signal.throwIfAborted()
    await storage.put(keys[size], resized, 'image/webp', { signal })
  }
  let known = true
  await complete(async trx => {
    known = await markThumbnails(trx, picture_id)
  })
  // Removed while we were at it: whoever removed it may have looked before these were stored.
  if (!known) await storage.remove(Object.values(keys))
}
