import { findStaffOfUser } from '@mudig/db/moderation/staff'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyRequest } from 'fastify'

/** Who of the staff asks. @throws ApiError forbidden */
export const requireStaffUser = async ({ server, user }: FastifyRequest) => {
  const member = await findStaffOfUser(server.db, user.id)
  if (!member) throw new ApiError(httpErrors.forbidden)
  return member
}
