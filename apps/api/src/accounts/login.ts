import { findForLogin, findOwnProfile } from '@mudig/db/accounts'
import { countAttempt, forgetAttempts } from '@mudig/db/attempts'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { verifyPassword } from '@mudig/shared/accounts/passwords'
import { emailKey } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/errors'
import type { FastifyRequest } from 'fastify'
import { clientNetwork } from '../http/client-network.js'
import { issueTokens, startSession } from './tokens.js'

const windowSeconds = 15 * 60
/** By account and address: a person who mistypes gets ten, and nobody can lock somebody else out from another address. */
const triesPerAccount = 10
/** By address, over all accounts: for one who tries a few passwords on many. */
const triesPerAddress = 200

/** Same answer, and the same work, for an unknown address, a wrong password and an account without one. */
export const logIn = async (request: FastifyRequest, credentials: { email: string; password: string }) => {
  const { db } = request.server
  const email = emailKey(credentials.email.trim())
  const network = clientNetwork(request.ip)
  const subject = `${email}|${network}`
  const [byAccount, byAddress] = await Promise.all([
    countAttempt(db, 'login', subject, windowSeconds),
    countAttempt(db, 'login.address', network, windowSeconds),
  ])
  const secondsLeft = Math.max(
    byAccount.tries > triesPerAccount ? byAccount.secondsLeft : 0,
    byAddress.tries > triesPerAddress ? byAddress.secondsLeft : 0,
  )
  if (secondsLeft > 0) throw new ApiError(accountErrors.loginTooOften, { retryAfterSeconds: secondsLeft })

  const user = await findForLogin(db, email)
  const matches = await verifyPassword(user?.password_hash ?? null, credentials.password)
  const profile = user && matches ? await findOwnProfile(db, user.id) : undefined
  if (!profile) throw new ApiError(accountErrors.loginFailed)
  const [session] = await Promise.all([startSession(db, request, profile.id), forgetAttempts(db, 'login', subject)])
  return { message: 'Login success', user: profile, token: issueTokens(request.server, session) }
}
