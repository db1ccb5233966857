import { insertState, spendState, stateTtlSeconds } from '@mudig/db/accounts/identities'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { drawName } from '@mudig/shared/accounts/names'
import { ApiError } from '@mudig/shared/core/errors'
import { tokenHash } from '@mudig/shared/core/token-hash'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ProviderClient } from './providers.js'
import { signInPerson, socialJoin } from './social.js'
import { randomToken } from './tokens.js'

/** Binds a popup to the browser that opened it. */
const cookieName = 'google_state'
const cookieOptions = ({ server }: FastifyRequest) => ({
  path: '/accounts/google',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: server.config.https,
})

/** What a popup of Google is opened with. @throws ApiError providerNotOffered */
export const beginGoogleCode = async (request: FastifyRequest, reply: FastifyReply) => {
  const { config, db } = request.server
  const { google } = config.providers
  if (!google) throw new ApiError(accountErrors.providerNotOffered)
  const state = randomToken()
  await insertState(db, { hash: tokenHash(state), provider: 'google', verifier: null, user_id: null })
  reply.setCookie(cookieName, state, { ...cookieOptions(request), maxAge: stateTtlSeconds })
  reply.header('cache-control', 'no-store')
  return { client_id: google.id, state }
}

/**
 * Signs in whoever a code of a popup is about; somebody new gets an account with a drawn name. Clients that were there
 * before send no state: which page sends the code is all that guards them, see `fromOwnPages`.
 */
export const signInWithGoogleCode = async (
  request: FastifyRequest,
  reply: FastifyReply,
  client: ProviderClient | undefined,
  { code, state }: { code: string; state?: string },
) => {
  if (!client) throw new ApiError(accountErrors.providerNotOffered)
  const bound = request.cookies[cookieName]
  if (bound !== undefined && bound !== state) throw new ApiError(accountErrors.stateInvalid)
  if (state !== undefined) {
    const spent = await spendState(request.server.db, { hash: tokenHash(state), provider: 'google', user_id: null })
    if (!spent) throw new ApiError(accountErrors.stateInvalid)
  }
  if (bound !== undefined) reply.clearCookie(cookieName, cookieOptions(request))
  const person = await client.end(request, { code, state: state ?? 'none', verifier: null })
  const known = await signInPerson(request, 'google', person)
  if (known.user !== undefined) return known
  return socialJoin(request, { name: drawName(), signup_token: known.signup_token })
}
