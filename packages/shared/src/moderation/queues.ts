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

export const queues = { mailDecision }

/** What jobs are about. */
export const jobSubjects = ['decision'] as const
