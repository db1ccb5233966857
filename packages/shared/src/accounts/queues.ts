import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'
import { sendAccountMail, sendOtpMail } from './mail-queues.js'

const payload = Type.Object({ v: Type.Literal(1), user_id: Id })

/**
 * Cancels what is still being made for somebody who has left or is suspended: nobody will see it, and it costs vendors'
 * calls and hours of a processor.
 */
export const stopDigs = defineQueue({
  name: 'accounts.stop-digs',
  lane: 'interactive',
  payload,
  attempts: 10,
  backoff: { delayMs: 500, maxDelayMs: 60_000, jitter: 0.5 },
  timeoutMs: 20_000,
})

/** Lets in everybody who waits for somebody who asks no longer: whose account is public from now on. */
export const acceptFollowers = defineQueue({
  name: 'accounts.accept-followers',
  lane: 'bulk',
  payload,
  attempts: 10,
  backoff: { delayMs: 1_000, maxDelayMs: 600_000, jitter: 0.5 },
  timeoutMs: 60_000,
})

/** Erases the personal data of an account whose period for a return is over. Its pictures go by jobs that it adds. */
export const eraseAccount = defineQueue({
  name: 'accounts.erase',
  lane: 'bulk',
  payload,
  key: ({ user_id }) => `${user_id}`,
  attempts: 10,
  backoff: { delayMs: 5_000, maxDelayMs: 3_600_000, jitter: 0.5 },
  timeoutMs: 60_000,
})

/**
 * Writes a copy of what is known of somebody into the store, and has a link to it mailed. Every attempt begins anew and
 * writes the same object, so that none is left over.
 */
export const exportAccount = defineQueue({
  name: 'accounts.export',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1), export_id: Id }),
  key: ({ export_id }) => `${export_id}`,
  attempts: 8,
  backoff: { delayMs: 2_000, maxDelayMs: 600_000, jitter: 0.5 },
  // Thousands of covers, one after the other.
  timeoutMs: 900_000,
})

/** Removes a copy that has expired or may not be fetched any longer, and what an attempt has left in the store. */
export const removeExport = defineQueue({
  name: 'accounts.remove-export',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1), export_id: Id }),
  key: ({ export_id }) => `${export_id}`,
  attempts: 10,
  backoff: { delayMs: 2_000, maxDelayMs: 3_600_000, jitter: 0.5 },
  timeoutMs: 60_000,
})

export const queues = {
  sendOtpMail,
  sendAccountMail,
  stopDigs,
  acceptFollowers,
  eraseAccount,
  exportAccount,
  removeExport,
}

/** What jobs are about. */
export const jobSubjects = ['account-mail', 'export', 'otp', 'user'] as const
