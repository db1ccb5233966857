import { Type } from 'typebox'
import { defineQueue } from '../define-queue.js'
import { Id } from '../ids.js'

/**
 * Mails the code of one OTP row, or, to an address that has an account, a note that says so. At least once: a worker killed between the
 * mail server's answer and its commit sends the same message again, with the same Message-ID, which most mailboxes show once.
 */
export const sendOtpMail = defineQueue({
  name: 'mail.otp',
  payload: Type.Object({ v: Type.Literal(1), otp_request_id: Id }),
  key: ({ otp_request_id }) => `${otp_request_id}`,
  attempts: 6,
  // A code lives for ten minutes: the last attempt starts within about one.
  backoff: { delayMs: 2_000, maxDelayMs: 30_000, jitter: 0.5 },
  timeoutMs: 20_000,
  concurrency: 5,
  rateLimit: { max: 20, durationMs: 1_000 },
})
