import type { NewPicture } from '@mudig/db/media'
import { accountErrors } from '@mudig/shared/accounts/errors'
import type { Storage } from '@mudig/shared/clients/storage'
import { ApiError, PermanentError } from '@mudig/shared/errors'
import { newPictureKey, type PictureFolder } from '@mudig/shared/media/keys'
import { normalisePicture } from '@mudig/shared/media/picture'
import type { FastifyRequest } from 'fastify'

/** Longest side of a stored picture, in pixels. */
const maxSide = 1_024

/**
 * Decodes what somebody uploaded, encodes it anew and stores it under a new key. No row names it yet.
 * @throws ApiError pictureNotUsable
 */
export const storeOwnPicture = async (storage: Storage, bytes: Buffer, folder: PictureFolder = 'profile'): Promise<NewPicture> => {
  const { data, contentType, width, height } = await normalised(bytes)
  const key = newPictureKey(folder)
  await storage.put(key, data, contentType)
  return { key, content_type: contentType, width, height, bytes: data.byteLength }
}

const normalised = async (bytes: Buffer) => {
  try {
    return await normalisePicture(bytes, { maxSide })
  } catch (error) {
    if (error instanceof PermanentError) throw new ApiError(accountErrors.pictureNotUsable, { cause: error })
    throw error
  }
}

/** After a transaction that failed. An object that stays because the store is away costs space only: nobody knows its key. */
export const removeAgain = async ({ server, log }: FastifyRequest, key: string): Promise<void> => {
  try {
    await server.storage.remove([key])
  } catch (err) {
    log.warn({ err, key }, 'a picture without an owner was left behind')
  }
}
