import { lifetimeSeconds } from '@mudig/db/accounts/sessions'
import { findOwnSocialProfile } from '@mudig/db/accounts/social-people'
import type { Tokens } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { accessSeconds } from '../http/auth.js'
import { setTokenCookies } from '../http/social.js'

/** Signs the web client of posts and chat in: by its cookies, and by what it keeps itself. */
export const signInWeb = async (request: FastifyRequest, reply: FastifyReply, id: number, tokens: Tokens) => {
  const user = await findOwnSocialProfile(request.server.db, id)
  if (!user) throw new ApiError(httpErrors.tokenInvalid)
  setTokenCookies(request, reply, tokens, { access: accessSeconds, refresh: lifetimeSeconds })
  return { ...tokens, user }
}
