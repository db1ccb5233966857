import { countOtpTry, insertOtpRequest, redeemOtp } from '@mudig/db/accounts/accounts'
import { addJob } from '@mudig/db/ledger/add'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { sendOtpMail } from '@mudig/shared/accounts/mail-queues'
import { isOtpCode } from '@mudig/shared/accounts/otp'
import { emailKey } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { tokenHash } from '@mudig/shared/core/token-hash'
import type { FastifyRequest } from 'fastify'
import { clientNetwork } from '../http/client-network.js'
import { limitAttempts } from './limits.js'
import { randomToken } from './tokens.js'

/** Mails to one address that one network asks for: enough for somebody who waits for a slow mailbox. */
const perEmail = { scope: 'otp', tries: 5, windowSeconds: 15 * 60 } as const
/**
 * Mails to one address in all: more, so that one network cannot keep another one's owner out, and too few to annoy
 * anybody with.
 */
const perEmailInAll = { scope: 'otp.email', tries: 15, windowSeconds: 15 * 60 } as const
/** Codes asked for from one address: an office behind one address may sign up together. */
const perAddress = { scope: 'otp.address', tries: 100, windowSeconds: 3_600 } as const

/** The answer and its work are the same whoever asks: which mail is sent is for the job to decide. */
export const requestOtp = async (request: FastifyRequest, given: string): Promise<void> => {
  const { db, ledger } = request.server
  const email = emailKey(given)
  const network = clientNetwork(request.ip)
  // What a network may not ask for is not counted against the address.
  await limitAttempts(
    db,
    accountErrors.otpTooOften,
    { ...perEmail, subject: `${email}|${network}` },
    { ...perAddress, subject: network },
  )
  await limitAttempts(db, accountErrors.otpTooOften, { ...perEmailInAll, subject: email })

  const language = preferredLanguage(request.headers['accept-language'])
  await ledger.transaction(async trx => {
    const id = await insertOtpRequest(trx, { email, purpose: 'signup', language, network })
    await addJob(trx, sendOtpMail, { v: 1, otp_request_id: id }, { subject: `otp/${id}`, request_id: request.id })
  })
}

/** @returns the token that opens one account for the address */
export const verifyOtp = async (request: FastifyRequest, given: { email: string; otp: string }): Promise<string> => {
  const { db, config } = request.server
  const email = emailKey(given.email)
  const attempt = await countOtpTry(db, email, 'signup', clientNetwork(request.ip))
  if (attempt.outcome === 'spent') throw new ApiError(accountErrors.otpSpent)
  // Somebody who asked for no code waits as long as somebody who did.
  const candidates = attempt.outcome === 'counted' ? attempt.candidates : [{ id: 0, nonce: '' }]
  const right = candidates.filter(row =>
    isOtpCode(config.otpSecret, { ...row, email, purpose: 'signup' }, given.otp),
  )[0]
  if (attempt.outcome !== 'counted' || !right) throw new ApiError(accountErrors.otpWrong)
  const token = randomToken()
  if (!(await redeemOtp(db, right.id, tokenHash(token)))) throw new ApiError(accountErrors.otpWrong)
  return token
}
