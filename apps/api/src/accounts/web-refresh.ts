import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError } from '@mudig/shared/core/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuseForeignPage } from '../http/origins.js'
import { clearTokenCookies, refreshCookie } from '../http/social.js'
import { refreshOf } from './refresh.js'
import { signInWeb } from './web-session.js'

/**
 * Trades the token of the body or, where there is none, of the cookie. A cookie whose session has ended is taken back.
 * @throws ApiError refreshInvalid; originRefused where the cookie came from a page that is not ours
 */
export const refreshByWeb = async (request: FastifyRequest, reply: FastifyReply, given: string | undefined) => {
  const byCookie = given === undefined || given === '' ? request.cookies[refreshCookie] : undefined
  if (byCookie !== undefined) refuseForeignPage(request.server.config, request.headers)
  const token = byCookie ?? given ?? ''
  try {
    const { user_id, tokens } = await refreshOf(request, token.slice(0, 2_000))
    return await signInWeb(request, reply, user_id, tokens)
  } catch (error) {
    if (byCookie !== undefined && error instanceof ApiError && error.declaration === accountErrors.refreshInvalid)
      clearTokenCookies(request, reply)
    throw error
  }
}
