import type { Trx } from '@mudig/db/core/client'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError } from '@mudig/shared/core/errors'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import type { FastifyRequest } from 'fastify'

/** The key of the picture that an address stands for, which somebody's profile shows from then on. */
export const showProfilePicture = async (_trx: Trx, _request: FastifyRequest, address: string): Promise<string> => {
  if (address === '') return basicProfileKey
  throw new ApiError(accountErrors.pictureNotUsable)
}
