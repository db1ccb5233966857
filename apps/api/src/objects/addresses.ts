import { ApiError } from '@mudig/shared/core/errors'
import { objectErrors } from '@mudig/shared/objects/errors'
import { isOriginalKey } from '@mudig/shared/objects/keys'
import { isUploadKey, pictureOfUpload } from '@mudig/shared/objects/uploads'
import type { FastifyRequest } from 'fastify'
import { apiBase, mediaBase } from '../http/media-addresses.js'

/** Before the key of what was sent by a form: where the form is posted, and where its owner sees it. */
export const sentBase = (request: FastifyRequest): string => `${apiBase(request)}/images/sent/`

/**
 * The key of the picture that an address stands for: the address of what was sent by a form, here or at the store, or
 * ours of the picture that became of it. Undefined for every other text. Whose it is, `attachPictures` asks.
 */
export const pictureAt = (request: FastifyRequest, address: string): string | undefined => {
  for (const base of [sentBase(request), request.server.storage.formAddress])
    if (address.startsWith(base)) {
      const key = address.slice(base.length)
      return isUploadKey(key) ? pictureOfUpload(key) : undefined
    }
  const ours = mediaBase(request)
  const key = address.startsWith(ours) ? address.slice(ours.length) : ''
  return isOriginalKey(key) && key.startsWith('picture/') ? key : undefined
}

/**
 * The keys of pictures that a client names by their addresses, in their order, for `attachPictures`.
 * @throws ApiError pictureUnknown
 */
export const picturesAt = (request: FastifyRequest, addresses: readonly string[]): string[] => {
  const keys = addresses.map(address => {
    const key = pictureAt(request, address)
    if (key === undefined) throw new ApiError(objectErrors.pictureUnknown)
    return key
  })
  // One picture has several addresses.
  if (new Set(keys).size < keys.length) throw new ApiError(objectErrors.pictureUnknown)
  return keys
}
