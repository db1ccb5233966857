import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

/** Reads how the words of one mood sound. */
export const readTone = defineQueue({
  name: 'moods.read-tone',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1), mood_id: Id }),
  key: ({ mood_id }) => `${mood_id}`,
  attempts: 4,
  backoff: { delayMs: 500, maxDelayMs: 10_000, jitter: 0.5 },
  timeoutMs: 5_000,
})

export const queues = { readTone }

/** What jobs are about. */
export const jobSubjects = ['mood'] as const
