import { findPicture, markThumbnails, reserve } from '@mudig/db/objects/objects'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { thumbnailKeys, thumbnailSizes } from '@mudig/shared/objects/keys'
import { makeThumbnails } from '@mudig/shared/objects/picture'
import type * as queues from '@mudig/shared/objects/queues'
import { addedOnce, type Processor } from '../runtime/processor.js'

/**
 * Makes and stores the three sizes of a picture that came without them. Their keys follow from the original's, so a
 * second run writes the same objects again and nothing else.
 */
export const thumbnails: Processor<typeof queues.makeThumbnails> = async (
  { picture_id },
  { db, storage, signal, complete, findOrComplete },
) => {
  const picture = await findOrComplete(async (db, lock) => {
    const found = await findPicture(db, picture_id, { lock })
    return found?.thumbnails_at ? undefined : found
  })
  if (!picture) return
  const original = await readStored(storage, picture.key, { signal })
  // Its row outlives the object for a moment while it is being removed.
  if (!original) return complete(addedOnce)
  const made = await makeThumbnails(original)
  signal.throwIfAborted()
  // Whoever removes the picture meanwhile may have looked before these are stored, and this process may die before it
  // notices.
  await reserve(db, picture.key)
  const keys = thumbnailKeys(picture.key)
  for (const size of thumbnailSizes) await storage.put(keys[size], made[size], 'image/webp', { signal })
  let known = true
  await complete(async trx => {
    known = await markThumbnails(trx, picture)
  })
  if (!known) await storage.remove(Object.values(keys))
}
