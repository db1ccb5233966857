import { findPicture, markThumbnails } from '@mudig/db/objects/pictures'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { bytesOf, thumbnailKeys, thumbnailSizes } from '@mudig/shared/objects/keys'
import { makeThumbnails } from '@mudig/shared/objects/picture'
import * as queues from '@mudig/shared/objects/queues'
import { addedOnce, processorOf } from '../runtime/processor.js'

/**
 * Makes and stores the three sizes of a picture that came without them. Their keys follow from the original's, so a
 * second run writes the same objects again and nothing else.
 */
export const thumbnails = processorOf(queues.makeThumbnails, {
  vendors: ['storage'],
  run: async ({ picture_id }, { vendors: { storage }, signal, complete, findOrComplete }) => {
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
    // notices: what is gone is removed a second time, an hour later.
    const keys = thumbnailKeys(picture.key)
    for (const size of thumbnailSizes) await storage.put(keys[size], made[size], 'image/webp', { signal })
    let known = true
    await complete(async trx => {
      known = await markThumbnails(trx, picture, bytesOf(made))
    })
    if (!known) await storage.remove(Object.values(keys))
  },
})
