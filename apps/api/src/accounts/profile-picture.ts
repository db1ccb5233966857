import { holdPicture } from '@mudig/db/accounts/accounts'
import type { Trx } from '@mudig/db/core/client'
import { attachPictures } from '@mudig/db/objects/uploads'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import type { FastifyRequest } from 'fastify'
import { mediaBase } from '../http/media-addresses.js'
import { picturesAt } from '../objects/addresses.js'

/**
 * The key of the picture that an address stands for, which somebody's profile shows from then on: an upload of their own.
 * @returns undefined where it is the one that it shows already
 * @throws ApiError pictureUnknown
 */
export const showProfilePicture = async (
  trx: Trx,
  request: FastifyRequest,
  address: string,
): Promise<string | undefined> => {
  const { id } = request.user
  if (address === '') return basicProfileKey
  // Before the upload, as a job locks them that finds it is no picture.
  const own = await holdPicture(trx, id)
  if (own && address === `${mediaBase(request)}${own.image}`) return undefined
  const [key] = picturesAt(request, [address])
  await attachPictures(trx, [key!], { owner: id, subject: `user/${id}`, request_id: request.id })
  return key
}
