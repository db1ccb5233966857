import { findUnverified, markVerified, refuseUpload } from '@mudig/db/objects/verification'
import { readStored, type Storage } from '@mudig/shared/clients/s3/storage'
import { PermanentError } from '@mudig/shared/core/errors'
import { normaliseWithThumbnails } from '@mudig/shared/objects/picture'
import { verifyUpload } from '@mudig/shared/objects/queues'
import { maxUploadBytes } from '@mudig/shared/objects/uploads'
import { processorOf } from '../runtime/processor.js'
import { completeUsing } from './complete-using.js'
import { putPicture } from './put-picture.js'
import { untilStored } from './until-stored.js'

/** Longest side of a picture that somebody sent, in pixels: what the web client sends, and twice the largest thumbnail. */
const maxSide = 2_048

/**
 * Looks at what somebody sent by a form. What its sender said of it counts for nothing: it is a picture if it decodes as
 * one, and what is shown is its pixels, encoded anew.
 */
export const verify = processorOf(verifyUpload, {
  vendors: ['storage'],
  run: async ({ key }, context) => {
    const { db, vendors, signal, log, requestId, findOrComplete, complete } = context
    const upload = await findOrComplete((db, lock) => findUnverified(db, key, { lock }))
    if (!upload) return
    await untilStored(vendors.storage)
    const about = { user_id: upload.user_id, request_id: requestId }
    const picture = await read(vendors.storage, key, signal)
      .then(sent => normaliseWithThumbnails(sent, { maxSide }))
      .catch(unusable)
    if (picture instanceof PermanentError) {
      log.info({ code: picture.code }, 'an uploaded picture is refused')
      return complete(trx => refuseUpload(trx, key, picture.code, about))
    }
    signal.throwIfAborted()
    const stored = await putPicture(vendors.storage, upload.picture, picture, signal)
    await completeUsing(upload.picture, trx => markVerified(trx, key, stored, about), about, { db, complete })
  },
  failed: (trx, { key }, { code }, { user_id, request_id }) =>
    refuseUpload(trx, key, code, { user_id: user_id ?? undefined, request_id: request_id ?? undefined }),
})

/** @throws PermanentError `picture_missing`, `picture_too_large` */
const read = async (storage: Storage, key: string, signal: AbortSignal): Promise<Buffer> => {
  const bytes = await storage.size(key, { signal })
  // The form bounds it, where the store keeps to the form.
  if (bytes !== undefined && bytes > maxUploadBytes)
    throw new PermanentError('picture_too_large', `the picture has more than ${maxUploadBytes} bytes`)
  const sent = bytes === undefined ? undefined : await readStored(storage, key, { signal })
  if (!sent) throw new PermanentError('picture_missing', 'nothing was sent by the form')
  return sent
}

/** Whatever is wrong with it for good. @throws what may be better next time */
const unusable = (error: unknown): PermanentError => {
  if (error instanceof PermanentError) return error
  throw error
}
