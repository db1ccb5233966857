import { Type } from 'typebox'
import { defineQueue } from '../define-queue.js'
import { Id } from '../ids.js'

const payload = Type.Object({ v: Type.Literal(1), user_id: Id })

/** Cancels what is still being made for somebody who has left: nobody will see it, and it costs vendors' calls. */
export const stopDigs = defineQueue({
  name: 'accounts.stop-digs',
  payload,
  attempts: 10,
  backoff: { delayMs: 500, maxDelayMs: 60_000, jitter: 0.5 },
  timeoutMs: 20_000,
  concurrency: 4,
  rateLimit: { max: 50, durationMs: 1_000 },
})

/** Erases the personal data of an account whose period for a return is over. Its pictures go by jobs that it adds. */
export const eraseAccount = defineQueue({
  name: 'accounts.erase',
  payload,
  key: ({ user_id }) => `${user_id}`,
  attempts: 10,
  backoff: { delayMs: 5_000, maxDelayMs: 3_600_000, jitter: 0.5 },
  timeoutMs: 60_000,
  concurrency: 1,
  rateLimit: { max: 10, durationMs: 1_000 },
})
