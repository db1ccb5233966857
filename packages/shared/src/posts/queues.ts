import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

/** Notifies followers of a post, some hundred at a time. */
export const announcePost = defineQueue({
  name: 'posts.announce',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1), post_id: Id }),
  key: ({ post_id }) => `${post_id}`,
  attempts: 8,
  backoff: { delayMs: 1_000, maxDelayMs: 60_000, jitter: 0.5 },
  timeoutMs: 120_000,
})

export const queues = { announcePost }

/** What jobs are about. */
export const jobSubjects = ['post'] as const
