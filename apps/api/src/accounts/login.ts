import { findForLogin, findOwnProfile, holdPassword } from '@mudig/db/accounts/accounts'
import { forgetAttempts } from '@mudig/db/core/attempts'
import type { Db } from '@mudig/db/core/client'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { refuseWhileBusy } from '@mudig/shared/accounts/hashing'
import { verifyPassword } from '@mudig/shared/accounts/passwords'
import { emailKey } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/core/errors'
import type { FastifyRequest } from 'fastify'
import { clientNetwork } from '../http/client-network.js'
import { limitAttempts } from './limits.js'
import { loginSubject } from './login-subject.js'
import { requestMail } from './recovery.js'
import { issueTokens, startSession } from './tokens.js'

/**
 * By account and network: a person who mistypes gets ten, and nobody can lock somebody else out from another network.
 */
const perAccount = { scope: 'login', tries: 10, windowSeconds: 15 * 60 } as const
/** By network, over all accounts: for one who tries a few passwords on many. */
const perNetwork = { scope: 'login.address', tries: 200, windowSeconds: 15 * 60 } as const

/** How a client tells people whose account is not open. */
export interface Inactive<Waiting extends { password_hash: string }> {
  /** A sign-up whose account is still to be opened. */
  find: (db: Db, email: string) => Promise<Waiting | undefined>
  refuse: (request: FastifyRequest, email: string, waiting: Waiting | undefined) => Promise<never>
}

/** Same answer, and the same work, for an unknown address, a wrong password and an account without one. */
export const logIn = async <Waiting extends { password_hash: string }>(
  request: FastifyRequest,
  credentials: { email: string; password: string },
  inactive?: Inactive<Waiting>,
) => {
  const { db, ledger } = request.server
  // Before the database is asked for anything.
  refuseWhileBusy()
  const email = emailKey(credentials.email)
  const subject = loginSubject(request, email)
  await limitAttempts(
    db,
    accountErrors.loginTooOften,
    { ...perAccount, subject },
    { ...perNetwork, subject: clientNetwork(request.ip) },
  )

  const [user, signUp] = await Promise.all([findForLogin(db, email), inactive?.find(db, email)])
  const waiting = user ? undefined : signUp
  const matches = await verifyPassword((user ?? waiting)?.password_hash ?? null, credentials.password)
  if (waiting && matches) return inactive!.refuse(request, email, waiting)
  if (!user?.password_hash || !matches) throw new ApiError(accountErrors.loginFailed)
  const { id, password_hash, is_active } = user
  if (!is_active) return (inactive?.refuse ?? refuseWithdrawn)(request, email, undefined)
  const opened = await ledger.transaction(async trx => {
    if (!(await holdPassword(trx, id, password_hash))) return undefined
    return { session: await startSession(trx, request, id), profile: await findOwnProfile(trx, id) }
  })
  if (!opened?.profile) throw new ApiError(accountErrors.loginFailed)
  await forgetAttempts(db, 'login', subject)
  return { message: 'Login success', user: opened.profile, token: issueTokens(request.server, opened.session) }
}

/** Only who knows the password gets here; the mail tells them the way back, the answer tells nothing. */
const refuseWithdrawn = async (request: FastifyRequest, email: string): Promise<never> => {
  try {
    await requestMail(request, 'recovery', email)
  } catch (error) {
    // Enough such mails are on their way.
    if (!(error instanceof ApiError)) throw error
  }
  throw new ApiError(accountErrors.loginFailed)
}
