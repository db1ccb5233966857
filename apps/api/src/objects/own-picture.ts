import { forgetReservation, reserve } from '@mudig/db/objects/lifecycle'
import type { NewPicture } from '@mudig/db/objects/pictures'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError, PermanentError } from '@mudig/shared/core/errors'
import { newPictureKey, type PictureFolder, sha256 } from '@mudig/shared/objects/keys'
import { normalisePicture } from '@mudig/shared/objects/picture'
import type { FastifyRequest } from 'fastify'
import { isOutage } from '../http/outage.js'
import type { Upload } from '../http/uploads.js'

/** Longest side of a stored picture, in pixels. */
const maxSide = 1_024

/**
 * Decodes what somebody uploaded, encodes it anew, stores it under a new key and has it shown. Where that fails the
 * object is removed: at once, or by a schedule that finds its reservation.
 *
 * @param show the transaction that begins to show the picture, with `insertPicture`; it gets none where none was
 * uploaded
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
    return await show({
      key,
      content_type: contentType,
      width,
      height,
      bytes: data.byteLength,
      sha256: sha256(data),
    })
  } catch (error) {
    // Where the connection broke nobody knows whether the commit was done; then the picture may have an owner, or else
    // its reservation is found.
    if (!isOutage(error)) await giveUp(request, key)
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

const giveUp = async ({ server, log }: FastifyRequest, key: string): Promise<void> => {
  try {
    await server.storage.remove([key])
    await forgetReservation(server.db, key)
  } catch (err) {
    log.warn({ err, key }, 'unused picture could not be removed; the cleanup of objects removes it later')
  }
}
