import { reserve } from '@mudig/db/objects/lifecycle'
import { writePicture } from '@mudig/db/tracks/picture'
import { aboutTrack } from '@mudig/db/tracks/versions'
import { PermanentError } from '@mudig/shared/core/errors'
import { newPictureKey } from '@mudig/shared/objects/keys'
import { normaliseWithThumbnails } from '@mudig/shared/objects/picture'
import { extractPicture } from '@mudig/shared/tracks/queues'
import { completeUsing } from '../objects/complete-using.js'
import { putPicture } from '../objects/put-picture.js'
import { addedOnce, processorOf } from '../runtime/processor.js'
import { workOn } from './work-on.js'

/** Takes the picture out of a file, for a track that has none. One that is broken or too large is none. */
export const extract = processorOf(extractPicture, {
  vendors: ['ffmpeg', 'storage'],
  run: (of, context) =>
    workOn(of, 'picture', context, async (found, { path, signal }) => {
      const { vendors, db, log, complete, requestId } = context
      const embedded = await vendors.ffmpeg.extractPicture(path, { probed: found.probed, signal })
      const picture = embedded && (await normaliseWithThumbnails(embedded, { maxSide: 1_024 }).catch(unusable))
      if (!picture || picture instanceof PermanentError) {
        log.info({ code: picture?.code }, 'the picture in a track cannot be used')
        // Only the probe adds this job, once.
        return complete(addedOnce)
      }
      const key = newPictureKey('track')
      await reserve(db, key, { owner: found.owner })
      const stored = await putPicture(vendors.storage, key, picture, signal)
      await completeUsing(key, trx => writePicture(trx, of, stored), aboutTrack(found, requestId), context)
    }),
})

/** Whatever is wrong with it for good. @throws what may be better next time */
const unusable = (error: unknown): PermanentError => {
  if (error instanceof PermanentError) return error
  throw error
}
