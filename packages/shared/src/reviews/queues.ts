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
  }),
  key: ({ review_id, text_hash }) => `${review_id}:${text_hash}`,
  attempts: 5,
  backoff: { delayMs: 5_000, maxDelayMs: 600_000, jitter: 0.5 },
  timeoutMs: 60_000,
})

export const queues = { analyseReview }

/** What jobs are about. */
export const jobSubjects = ['review'] as const
