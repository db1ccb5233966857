import { findWithoutPoster, jobSubjectOf, setPoster } from '@mudig/db/films/posters'
import { reserve } from '@mudig/db/objects/lifecycle'
import { PermanentError, RetryableError } from '@mudig/shared/core/errors'
import { fetchPoster } from '@mudig/shared/films/queues'
import { newPictureKey } from '@mudig/shared/objects/keys'
import { normaliseWithThumbnails } from '@mudig/shared/objects/picture'
import { completeUsing } from '../objects/complete-using.js'
import { putPicture } from '../objects/put-picture.js'
import { processorOf } from '../runtime/processor.js'

const maxSide = 1_024

/** Fetches the first of a film's posters that can be had, encodes it anew and shows that. */
export const poster = processorOf(fetchPoster, {
  vendors: ['storage', 'download'],
  run: async ({ film_id }, context) => {
    const { db, vendors, signal, complete, requestId, findOrComplete } = context
    const sources = await findOrComplete((db, lock) => findWithoutPoster(db, film_id, { lock }))
    if (!sources) return
    const first = async () => {
      let failed: unknown
      for (const source of sources) {
        try {
          return await normaliseWithThumbnails(await vendors.download(source, { signal }), { maxSide })
        } catch (error) {
          signal.throwIfAborted()
          // One that may be had later counts for more than one that never will.
          if (!(failed instanceof RetryableError)) failed = error
        }
      }
      throw failed ?? new PermanentError('poster_missing', 'no poster can be had')
    }
    const picture = await first()
    const key = newPictureKey('picture')
    await reserve(db, key, { subject: jobSubjectOf(film_id) })
    const stored = await putPicture(vendors.storage, key, picture, signal)
    const about = { subject: jobSubjectOf(film_id), request_id: requestId }
    await completeUsing(key, trx => setPoster(trx, film_id, stored), about, { db, complete })
  },
})
