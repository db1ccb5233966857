import { countOtpTry, insertOtpRequest, redeemOtp } from '@mudig/db/accounts'
import { add } from '@mudig/db/jobs'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { isOtpCode } from '@mudig/shared/accounts/otp'
import { emailKey } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/errors'
import { preferredLanguage } from '@mudig/shared/language'
import { sendOtpMail } from '@mudig/shared/mail/queues'
import type { FastifyRequest } from 'fastify'
import { clientNetwork } from '../http/client-network.js'
import { limitAttempts } from './limits.js'
import { randomToken, tokenHash } from './tokens.js'

/** Mails to one address: enough for somebody who waits for a slow mailbox, too few to annoy somebody else with. */
const perEmail = { scope: 'otp', tries: 5, windowSeconds: 15 * 60 } as const
/** Codes asked for from one address: an office behind one address may sign up together. */
const perAddress = { scope: 'otp.address', tries: 100, windowSeconds: 3_600 } as const

/** The answer and its work are the same whoever asks: which mail is sent is for the job to decide. */
export const requestOtp = async (request: FastifyRequest, given: string): Promise<void> => {
  const { db, ledger } = request.server
  const email = emailKey(given)
  await limitAttempts(db, accountErrors.otpTooOften, { ...perEmail, subject: email }, { ...perAddress, subject: clientNetwork(request.ip) })

  const language = preferredLanguage(request.headers['accept-language'])
  await ledger.transaction(async trx => {
    const id = await insertOtpRequest(trx, { email, purpose: 'signup', language })
    await add(trx, sendOtpMail, { v: 1, otp_request_id: id }, { subject: `otp/${id}`, request_id: request.id })
  })
}

/** @returns the token that opens one account for the address */
export const verifyOtp = async (request: FastifyRequest, given: { email: string; otp: string }): Promise<string> => {
  const { db, config } = request.server
  const email = emailKey(given.email)
  const attempt = await countOtpTry(db, email, 'signup')
  if (attempt.outcome === 'spent') throw new ApiError(accountErrors.otpSpent)
  const row = attempt.outcome === 'counted' ? attempt : { id: 0, nonce: '' }
  const isRight = isOtpCode(config.otpSecret, { id: row.id, nonce: row.nonce, email, purpose: 'signup' }, given.otp.trim())
  if (attempt.outcome !== 'counted' || !isRight) throw new ApiError(accountErrors.otpWrong)
  const token = randomToken()
  if (!(await redeemOtp(db, row.id, tokenHash(token)))) throw new ApiError(accountErrors.otpWrong)
  return token
}
