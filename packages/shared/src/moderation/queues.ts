import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

/** Tells whoever a decision is about what was decided and why. At least once, with the same Message-ID. */
export const mailDecision = defineQueue({
  name: 'moderation.mail',
  lane: 'mail',
  payload: Type.Object({ v: Type.Literal(1), decision_id: Id }),
  key: ({ decision_id }) => `${decision_id}`,
  attempts: 8,
  backoff: { delayMs: 2_000, maxDelayMs: 600_000, jitter: 0.5 },
  timeoutMs: 20_000,
})

/** Looks whether somebody has had so much removed that they are suspended. */
export const admonishAuthor = defineQueue({
  name: 'moderation.admonish',
  lane: 'interactive',
  payload: Type.Object({
    v: Type.Literal(1),
    person: Id,
    suspension_days: Type.Integer({ minimum: 1, maximum: 3_650 }),
  }),
  attempts: 8,
  backoff: { delayMs: 1_000, maxDelayMs: 60_000, jitter: 0.5 },
  timeoutMs: 10_000,
})

export const queues = { mailDecision, admonishAuthor }

/** What jobs are about. */
export const jobSubjects = ['decision'] as const
