import { rotate } from '@mudig/db/accounts/sessions'
import { accountErrors } from '@mudig/shared/accounts/errors'
import type { Tokens } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/core/errors'
import type { FastifyRequest } from 'fastify'
import { issueTokens, type RefreshToken, readRefreshToken } from './tokens.js'

/** Trades a refresh token for its successor and a fresh access token. */
export const refresh = async (request: FastifyRequest, token: string): Promise<Tokens> =>
  (await refreshOf(request, token)).tokens

/** The same, with whose they are. @param read what `token` stands for, where it is no refresh token */
export const refreshOf = async (
  request: FastifyRequest,
  token: string,
  read?: RefreshToken & { seed: Buffer },
): Promise<{ user_id: number; tokens: Tokens }> => {
  const app = request.server
  const presented = read ?? (await readRefreshToken(app, token))
  if (!presented) throw new ApiError(accountErrors.refreshInvalid)
  const { session_id, generation, seed } = presented
  const rotation = await rotate(app.db, session_id, generation)
  if (rotation.outcome === 'reused') {
    app.revocations.add(session_id)
    request.log.warn({ session_id }, 'refresh token reused; the session was revoked')
  }
  if (rotation.outcome === 'reused' || rotation.outcome === 'refused') throw new ApiError(accountErrors.refreshInvalid)
  const { user_id, generation: next } = rotation
  return { user_id, tokens: issueTokens(app, { user_id, seed, session_id, generation: next }) }
}
