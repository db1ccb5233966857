import { Type } from 'typebox'
import { defineQueue, type Queue } from '../core/define-queue.js'

const payload = Type.Object({ v: Type.Literal(1) })

/** A queue of a test's own, whose failing jobs are tried again at once. */
export const aQueue = (name: string, more: Partial<Omit<Queue<typeof payload>, 'name' | 'payload'>> = {}) =>
  defineQueue({
    name,
    lane: 'interactive',
    payload,
    attempts: 2,
    backoff: { delayMs: 10, maxDelayMs: 10, jitter: 0 },
    timeoutMs: 1_000,
    ...more,
  })
