import { resetPassword } from '@mudig/db/accounts/accounts'
import { type AskedMail, askForMail, findLink, notify, spendLinks } from '@mudig/db/accounts/mails'
import { revokeAll } from '@mudig/db/accounts/sessions'
import { forgetAttempts } from '@mudig/db/core/attempts'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { isLinkSignature, type LinkPurpose, type LinkRow, readLinkHeader } from '@mudig/shared/accounts/links'
import { hashPassword, isCommonPassword } from '@mudig/shared/accounts/passwords'
import { emailKey } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import type { FastifyRequest } from 'fastify'
import { clientNetwork } from '../http/client-network.js'
import { limitAttempts } from './limits.js'
import { loginSubject } from './login-subject.js'

/**
 * Mails to one address. Somebody else who uses them up locks nobody out: each of those mails bears a link that works.
 */
const perEmail = { scope: 'mail', tries: 5, windowSeconds: 15 * 60 } as const
/** Mails asked for from one network. */
const perNetwork = { scope: 'mail.address', tries: 100, windowSeconds: 3_600 } as const

/** Counts a mail that somebody asks for. @throws ApiError mailTooOften */
export const limitMails = (request: FastifyRequest, kind: AskedMail, email: string): Promise<void> =>
  limitAttempts(
    request.server.db,
    accountErrors.mailTooOften,
    { ...perEmail, subject: `${email}|${kind}` },
    { ...perNetwork, subject: clientNetwork(request.ip) },
  )

/** The answer and its work are the same for every address: what is mailed, if anything, is for the job to decide. */
export const requestMail = async (
  request: FastifyRequest,
  kind: Exclude<AskedMail, 'signup'>,
  given: string,
): Promise<void> => {
  const email = emailKey(given)
  await limitMails(request, kind, email)
  const language = preferredLanguage(request.headers['accept-language'])
  await request.server.ledger.transaction(trx => askForMail(trx, { email, kind, language, request_id: request.id }))
}

/**
 * The row of the mailed token that the request bears. @param token where the body brought it
 * @throws ApiError linkInvalid, whatever is wrong with it
 */
export const requireLink = async (
  { server, headers }: FastifyRequest,
  purpose: LinkPurpose,
  token?: string,
): Promise<LinkRow> => {
  const given = readLinkHeader(token === undefined ? headers.authorization : `Bearer ${token}`)
  const row = given && (await findLink(server.db, given.id, purpose === 'confirm' ? 'signup' : 'recovery'))
  if (!row || !isLinkSignature(server.config.otpSecret, row, purpose, given.mac))
    throw new ApiError(accountErrors.linkInvalid)
  return row
}

/** Sets a new password by a mailed link, which is spent by a success only, and ends every session. */
export const resetForgottenPassword = async (
  request: FastifyRequest,
  newPassword: string,
  token?: string,
): Promise<void> => {
  const { db, ledger, revocations } = request.server
  const { id, email } = await requireLink(request, 'reset', token)
  if (isCommonPassword(newPassword)) throw new ApiError(accountErrors.passwordTooCommon)
  const hash = await hashPassword(newPassword)
  const language = preferredLanguage(request.headers['accept-language'])
  const ended = await ledger.transaction(async trx => {
    const user = await resetPassword(trx, email, hash)
    if (!user || !(await spendLinks(trx, email)).includes(id)) throw new ApiError(accountErrors.linkInvalid)
    await notify(trx, { user_id: user.id, kind: 'password_changed', language, request_id: request.id })
    return revokeAll(trx, user.id, 'password')
  })
  revocations.add(...ended)
  // Whoever mistyped the old password too often may sign in with the new one.
  await forgetAttempts(db, 'login', loginSubject(request, email))
}
