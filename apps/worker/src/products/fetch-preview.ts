import { reserve } from '@mudig/db/objects/lifecycle'
import { findWithoutPreview, setPreview } from '@mudig/db/products/preview'
import { jobSubjectOf } from '@mudig/db/products/subject'
import { newPictureKey } from '@mudig/shared/objects/keys'
import { normaliseWithThumbnails } from '@mudig/shared/objects/picture'
import { fetchPreview } from '@mudig/shared/products/queues'
import { completeUsing } from '../objects/complete-using.js'
import { putPicture } from '../objects/put-picture.js'
import { processorOf } from '../runtime/processor.js'

const maxSide = 1_024

/**
 * Fetches a product's picture by the address that its seller named, encodes it anew and shows that. Where it cannot be
 * had the product stays without.
 */
export const fetch = processorOf(fetchPreview, {
  vendors: ['storage', 'download'],
  run: async (of, context) => {
    const { db, vendors, signal, complete, requestId, findOrComplete } = context
    const found = await findOrComplete((db, lock) => findWithoutPreview(db, of, { lock }))
    if (!found) return
    const picture = await normaliseWithThumbnails(await vendors.download(found.image_link, { signal }), { maxSide })
    signal.throwIfAborted()
    const key = newPictureKey('picture')
    await reserve(db, key, { owner: found.owner, subject: jobSubjectOf(of.product_id) })
    const stored = await putPicture(vendors.storage, key, picture, signal)
    const about = { user_id: found.owner, subject: jobSubjectOf(of.product_id), request_id: requestId }
    await completeUsing(key, trx => setPreview(trx, of, stored), about, { db, complete })
  },
})
