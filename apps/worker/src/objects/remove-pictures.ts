import { findUploads, forgetGone, markGone } from '@mudig/db/objects/lifecycle'
import { isObjectKey, withDerived } from '@mudig/shared/objects/keys'
import { removePictures } from '@mudig/shared/objects/queues'
import { processorOf } from '../runtime/processor.js'

/**
 * Removes objects with all that was made from them. Shipped pictures, which a listener's row may name as well, are left
 * alone.
 */
export const remove = processorOf(removePictures, {
  vendors: ['storage'],
  run: async ({ keys }, { db, vendors: { storage }, signal, complete }) => {
    const ours = keys.filter(isObjectKey)
    // The rows go first: thumbnails that are being made just now find none when they are done and are removed by their
    // own job.
    await markGone(db, ours)
    for (const { key, upload_id } of await findUploads(db, ours)) await storage.endUpload(key, upload_id, { signal })
    await storage.remove(ours.flatMap(withDerived), { signal })
    await complete(trx => forgetGone(trx, ours))
  },
})
