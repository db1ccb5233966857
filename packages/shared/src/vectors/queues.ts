import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

/**
 * Asks for the vectors of texts that have changed, as many as there are, some in each call. There is one at a time, so
 * that texts come together.
 */
export const embedTexts = defineQueue({
  name: 'vectors.embed-texts',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1) }),
  key: () => 'all',
  attempts: 8,
  backoff: { delayMs: 2_000, maxDelayMs: 300_000, jitter: 0.5 },
  timeoutMs: 120_000,
})

/** Asks for the vector of what somebody searches for, who waits for it a little. */
export const embedQuestion = defineQueue({
  name: 'vectors.embed-question',
  lane: 'interactive',
  payload: Type.Object({ v: Type.Literal(1), question_id: Id }),
  key: ({ question_id }) => `${question_id}`,
  attempts: 3,
  backoff: { delayMs: 500, maxDelayMs: 5_000, jitter: 0.5 },
  // Nobody waits for it any longer.
  giveUpAfterMs: 60_000,
  timeoutMs: 12_000,
})

/** Makes the file in which vectors of a kind of subject are found, where Postgres cannot do so itself. */
export const buildIndex = defineQueue({
  name: 'vectors.build-index',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1), kind: Type.String({ pattern: '^[a-z][a-z-]{0,29}$' }) }),
  key: ({ kind }) => kind,
  attempts: 4,
  backoff: { delayMs: 10_000, maxDelayMs: 600_000, jitter: 0.5 },
  // A third of a millisecond for each vector, on a machine that does other things too.
  timeoutMs: 1_800_000,
})

export const queues = { embedTexts, embedQuestion, buildIndex }

/** What jobs are about. */
export const jobSubjects = [] as const
