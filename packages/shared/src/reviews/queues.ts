import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

/** Finds out whether a review speaks well of its film. What is found about words that were changed since is dropped. */
export const analyseReview = defineQueue({
  name: 'reviews.sentiment',
  lane: 'bulk',
  payload: Type.Object({
    v: Type.Literal(1),
    review_id: Id,
    text_hash: Type.String({ pattern: '^[0-9a-f]{32}$', maxLength: 32 }),
    /** It was private when it was judged first: a job for that may still run. */
    again: Type.Optional(Type.Literal(true)),
  }),
  key: ({ review_id, text_hash, again }) => `${review_id}:${text_hash}${again ? ':again' : ''}`,
  attempts: 5,
  backoff: { delayMs: 5_000, maxDelayMs: 600_000, jitter: 0.5 },
  timeoutMs: 60_000,
})

/** Has a review put into another voice, while its writer waits. */
export const rewriteReview = defineQueue({
  name: 'reviews.tone',
  lane: 'interactive',
  payload: Type.Object({ v: Type.Literal(1), voice_id: Id }),
  attempts: 3,
  backoff: { delayMs: 300, maxDelayMs: 3_000, jitter: 0.5 },
  // Nobody waits for longer.
  giveUpAfterMs: 60_000,
  timeoutMs: 30_000,
})

export const queues = { analyseReview, rewriteReview }

/** What jobs are about. */
export const jobSubjects = ['review'] as const
