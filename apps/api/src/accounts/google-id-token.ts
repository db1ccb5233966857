import { accountErrors } from '@mudig/shared/accounts/errors'
import type { IdTokens } from '@mudig/shared/clients/oauth/id-tokens'
import type { ProviderPerson } from '@mudig/shared/clients/oauth/oauth'
import { ApiError, PermanentError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyRequest } from 'fastify'
import { signInPerson } from './social.js'

const missing = { field: 'id_token', rule: 'required', ko: '필수 항목입니다.', en: 'is required.' }

/** Signs in whoever a token of Google is about, or gives the right to sign up. */
export const signInWithIdToken = async (
  request: FastifyRequest,
  idTokens: IdTokens | undefined,
  token: string | undefined,
) => {
  if (!idTokens) throw new ApiError(accountErrors.providerNotOffered)
  if (token === undefined) throw new ApiError(httpErrors.invalidInput, { faults: [missing] })
  return signInPerson(request, 'google', await verified(request, idTokens, token))
}

/** @throws ApiError providerRefused, providerUnavailable */
const verified = async (request: FastifyRequest, idTokens: IdTokens, token: string): Promise<ProviderPerson> => {
  try {
    return await idTokens.verify(token, { requestId: request.id, log: request.log })
  } catch (cause) {
    const isRefusal = cause instanceof PermanentError
    request.log.warn(
      { provider: 'google', reason: cause instanceof Error ? cause.message : 'unknown' },
      isRefusal ? 'token of the provider refused' : 'provider call failed',
    )
    if (isRefusal) throw new ApiError(accountErrors.providerRefused, { cause })
    throw new ApiError(accountErrors.providerUnavailable, { cause, retryAfterSeconds: 5 })
  }
}
