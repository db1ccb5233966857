import { notify, spendLinks } from '@mudig/db/account-mails'
import { findPassword, replacePassword } from '@mudig/db/accounts'
import { forgetAttempts } from '@mudig/db/attempts'
import { revokeAll } from '@mudig/db/sessions'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { hashPassword, isCommonPassword, verifyPassword } from '@mudig/shared/accounts/passwords'
import { ApiError } from '@mudig/shared/errors'
import { httpErrors } from '@mudig/shared/http-errors'
import { preferredLanguage } from '@mudig/shared/language'
import type { FastifyRequest } from 'fastify'
import { limitAttempts } from './limits.js'

/** Whoever holds a stolen access token must not find the password out with it. */
const limit = { scope: 'password', tries: 10, windowSeconds: 15 * 60 } as const

/** What an account that is signed in says of its password. @throws ApiError tokenInvalid when the account was withdrawn */
export const requireAccount = async ({ server, user }: FastifyRequest) => {
  const account = await findPassword(server.db, user.id)
  if (!account) throw new ApiError(httpErrors.tokenInvalid)
  return account
}

/** Has somebody who is signed in prove it once more. @throws ApiError passwordWrong, passwordTooOften */
export const confirmPassword = async ({ server, user }: FastifyRequest, hash: string, given: string): Promise<void> => {
  const subject = `${user.id}`
  await limitAttempts(server.db, accountErrors.passwordTooOften, { ...limit, subject })
  if (!(await verifyPassword(hash, given))) throw new ApiError(accountErrors.passwordWrong)
  await forgetAttempts(server.db, limit.scope, subject)
}

/** Replaces the password and ends every session, this one too: whoever else is in is out. */
export const changePassword = async (request: FastifyRequest, given: { old_password: string; new_password: string }): Promise<void> => {
  const { ledger, revocations } = request.server
  const { id } = request.user
  const { email, password_hash } = await requireAccount(request)
  if (password_hash === null) throw new ApiError(accountErrors.passwordNotSet)
  if (isCommonPassword(given.new_password)) throw new ApiError(accountErrors.passwordTooCommon)
  await confirmPassword(request, password_hash, given.old_password)
  const newHash = await hashPassword(given.new_password)
  const language = preferredLanguage(request.headers['accept-language'])
  const ended = await ledger.transaction(async trx => {
    if (!(await replacePassword(trx, id, password_hash, newHash))) throw new ApiError(accountErrors.passwordWrong)
    await spendLinks(trx, email)
    await notify(trx, { user_id: id, kind: 'password_changed', language, request_id: request.id })
    return revokeAll(trx, id, 'password')
  })
  revocations.add(...ended)
}
