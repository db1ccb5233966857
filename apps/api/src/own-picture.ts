import { abandon, type NewPicture, reserve } from '@mudig/db/media'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError, PermanentError } from '@mudig/shared/errors'
import { newPictureKey, type PictureFolder } from '@mudig/shared/media/keys'
import { normalisePicture } from '@mudig/shared/media/picture'
import type { FastifyRequest } from 'fastify'
import type { Upload } from './http/uploads.js'

/** Longest side of a stored picture, in pixels. */
const maxSide = 1_024

/**
 * Decodes what somebody uploaded, encodes it anew, stores it under a new key and has it shown. Where that fails the object is removed:
 * by a job, or an hour later where Postgres cannot even be told that.
 *
 * @param show the transaction that begins to show the picture, with `insertPicture`; it gets none where none was uploaded
 * @throws ApiError pictureNotUsable, and what `show` throws
 */
export const showOwnPicture = async <T>(
  request: FastifyRequest,
  { image, folder = 'profile' }: { image: Upload | undefined; folder?: PictureFolder },
  show: (picture: NewPicture | undefined) => Promise<T>,
): Promise<T> => {
  if (!image) return show(undefined)
  const { db, storage } = request.server
  const { data, contentType, width, height } = await normalised(image.bytes)
  const key = newPictureKey(folder)
  await reserve(db, key)
  // What fails here may still arrive at the store, so nothing is removed before nobody sends any more.
  await storage.put(key, data, contentType)
  try {
    return await show({ key, content_type: contentType, width, height, bytes: data.byteLength })
  } catch (error) {
    await giveUp(request, key)
    throw error
  }
}

const normalised = async (bytes: Buffer) => {
  try {
    return await normalisePicture(bytes, { maxSide })
  } catch (error) {
    if (error instanceof PermanentError) throw new ApiError(accountErrors.pictureNotUsable, { cause: error })
    throw error
  }
}

/** Also where nobody knows whether the commit was done: if it was, the reservation is gone and nothing is removed. */
const giveUp = async ({ server, id, log }: FastifyRequest, key: string): Promise<void> => {
  try {
    await server.ledger.transaction(trx => abandon(trx, key, { request_id: id }))
  } catch (err) {
    log.warn({ err, key }, 'a picture without an owner is removed later')
  }
}
