import { deletePictures } from '@mudig/db/objects/objects'
import { isOriginalKey, thumbnailKeys } from '@mudig/shared/objects/keys'
import type { removePictures } from '@mudig/shared/objects/queues'
import type { Processor } from '../runtime/processor.js'

/** Removes pictures and their thumbnails. Shipped ones, which a listener's row may name as well, are left alone. */
export const remove: Processor<typeof removePictures> = async ({ keys }, { db, storage, signal, complete }) => {
  const originals = keys.filter(isOriginalKey)
  // The rows go first: thumbnails that are being made just now find none when they are done and are removed by their
  // own job.
  await deletePictures(db, originals)
  await storage.remove(
    originals.flatMap(key => [key, ...Object.values(thumbnailKeys(key))]),
    { signal },
  )
  await complete()
}
