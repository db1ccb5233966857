import { findPassword, replacePassword } from '@mudig/db/accounts/accounts'
import { notify, spendLinks } from '@mudig/db/accounts/mails'
import { findRecentChange, rememberChange } from '@mudig/db/accounts/password-changes'
import { isLive, revokeAll } from '@mudig/db/accounts/sessions'
import { forgetAttempts } from '@mudig/db/core/attempts'
import type { Db } from '@mudig/db/core/client'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { hashPassword, isCommonPassword, verifyPassword } from '@mudig/shared/accounts/passwords'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import type { FastifyRequest } from 'fastify'
import type { SignedInUser } from '../http/auth.js'
import { limitAttempts } from './limits.js'

/** Whoever holds a stolen access token must not find the password out with it. */
const limit = { scope: 'password', tries: 10, windowSeconds: 15 * 60 } as const

/**
 * What an account that is signed in says of its password.
 * @throws ApiError tokenInvalid when the account was withdrawn
 */
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

interface GivenChange {
  old_password: string
  new_password: string
}

/**
 * For a session that has ended: whether it is the one that changed the password just now, so that its request may be
 * that change again.
 */
export const hasJustChangedPassword = async (db: Db, { id, session_id }: SignedInUser): Promise<boolean> =>
  (await findRecentChange(db, id, session_id)) !== undefined

/**
 * Front ends submit a form twice for one click, and people see the second answer. So the very change that this session
 * made just now succeeds again and does nothing. Both passwords have to be right, and the try is counted: whoever holds
 * the token learns no more from it than by the first.
 *
 * @param mayDiffer whether the session goes on, so that it may make another change at once
 * @returns false where this session made no change just now
 * @throws ApiError passwordWrong where it was another one, passwordTooOften
 */
const isRepeated = async (
  { server, user }: FastifyRequest,
  given: GivenChange,
  mayDiffer = false,
): Promise<boolean> => {
  const change = await findRecentChange(server.db, user.id, user.session_id)
  if (!change) return false
  const subject = `${user.id}`
  await limitAttempts(server.db, accountErrors.passwordTooOften, { ...limit, subject })
  const isOld = await verifyPassword(change.replaced_hash, given.old_password)
  const isNew = await verifyPassword(change.new_hash, given.new_password)
  if (mayDiffer && !(isOld && isNew)) return false
  if (!isOld || !isNew) throw new ApiError(accountErrors.passwordWrong)
  await forgetAttempts(server.db, limit.scope, subject)
  return true
}

/**
 * Replaces the password and ends every session: whoever else is in is out.
 * @param keepsSession whether the one that asks goes on, because its page does
 */
export const changePassword = async (
  request: FastifyRequest,
  given: GivenChange,
  { keepsSession = false } = {},
): Promise<void> => {
  const { ledger, revocations } = request.server
  const { id, session_id } = request.user
  const { email, password_hash } = await requireAccount(request)
  if (password_hash === null) throw new ApiError(accountErrors.passwordNotSet)
  if (isCommonPassword(given.new_password)) throw new ApiError(accountErrors.passwordTooCommon)
  // First, because another process may not know yet that the session has ended.
  if (await isRepeated(request, given, keepsSession)) return
  await confirmPassword(request, password_hash, given.old_password)
  const newHash = await hashPassword(given.new_password)
  const language = preferredLanguage(request.headers['accept-language'])
  const ended = await ledger.transaction(async trx => {
    if (!(await replacePassword(trx, id, password_hash, newHash))) return undefined
    // It may have ended elsewhere while the passwords were compared.
    if (!(await isLive(trx, session_id))) throw new ApiError(httpErrors.tokenInvalid)
    await rememberChange(trx, session_id, { replaced_hash: password_hash, new_hash: newHash })
    await spendLinks(trx, email)
    await notify(trx, { user_id: id, kind: 'password_changed', language, request_id: request.id })
    return revokeAll(trx, id, 'password', keepsSession ? session_id : undefined)
  })
  if (ended) revocations.add(...ended)
  // Another change was faster: the same one, where the form was submitted twice at the same moment.
  else if (!(await isRepeated(request, given))) throw new ApiError(accountErrors.passwordWrong)
}
