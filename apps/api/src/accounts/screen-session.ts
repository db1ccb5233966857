import { findOwnScreenProfile } from '@mudig/db/accounts/screen-people'
import { accountErrors } from '@mudig/shared/accounts/errors'
import type { Tokens } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyRequest } from 'fastify'
import { readExchangeCode } from './exchange-code.js'
import { refreshOf } from './refresh.js'
import { shownAbout } from './screen-about.js'

/** What the pages of movies keep of a sign-in. */
export const signInScreen = async ({ server }: FastifyRequest, id: number, { access, refresh }: Tokens) => {
  const person = await findOwnScreenProfile(server.db, id)
  if (!person) throw new ApiError(httpErrors.tokenInvalid)
  return { access, refresh, id, email: person.email, ...shownAbout(person) }
}

/**
 * Trades a refresh token, or the code that a sign-in through a provider has put in its place.
 * @throws ApiError refreshEnded: with 401 the pages would refresh once more, without end
 */
export const refreshOnScreen = async (request: FastifyRequest, given: string) =>
  ended(refreshOf(request, given, await readExchangeCode(request.server, given)))

/** Trades such a code alone. @throws ApiError refreshEnded */
export const tradeExchangeCode = async (request: FastifyRequest, code: string) => {
  const read = await readExchangeCode(request.server, code)
  if (!read) throw new ApiError(accountErrors.refreshEnded)
  return ended(refreshOf(request, code, read))
}

const ended = <Answer>(refreshed: Promise<Answer>): Promise<Answer> =>
  refreshed.catch(error => {
    if (error instanceof ApiError && error.declaration === accountErrors.refreshInvalid)
      throw new ApiError(accountErrors.refreshEnded, { cause: error })
    throw error
  })
