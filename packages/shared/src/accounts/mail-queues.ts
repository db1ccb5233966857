import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

/**
 * Mails the code of one OTP row, or, to an address that has an account, a note that says so. At least once: a worker
 * killed between the mail server's answer and its commit sends the same message again, with the same Message-ID, which
 * most mailboxes show once.
 */
export const sendOtpMail = defineQueue({
  name: 'mail.otp',
  lane: 'mail',
  payload: Type.Object({ v: Type.Literal(1), otp_request_id: Id }),
  key: ({ otp_request_id }) => `${otp_request_id}`,
  attempts: 6,
  // A code lives for ten minutes: the last attempt starts within about one.
  backoff: { delayMs: 2_000, maxDelayMs: 30_000, jitter: 0.5 },
  timeoutMs: 20_000,
})

/**
 * Sends one mail about an account: a link to reset the password or to come back, a reminder, a notice. What it says,
 * and whether anything is sent at all, follows from the account's state when the job runs, so that asking looks the
 * same for every address. At least once, as above.
 */
export const sendAccountMail = defineQueue({
  name: 'mail.account',
  lane: 'mail',
  payload: Type.Object({ v: Type.Literal(1), account_mail_id: Id }),
  key: ({ account_mail_id }) => `${account_mail_id}`,
  attempts: 8,
  // A link lives for 15 minutes: the last attempt starts within about four.
  backoff: { delayMs: 2_000, maxDelayMs: 120_000, jitter: 0.5 },
  timeoutMs: 20_000,
})
