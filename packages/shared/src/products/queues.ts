import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

/** Fetches the picture that a product links to, so that whoever looks at a list tells nothing to other people's servers. */
export const fetchPreview = defineQueue({
  name: 'products.fetch-preview',
  lane: 'bulk',
  payload: Type.Object({
    v: Type.Literal(1),
    product_id: Id,
    version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  }),
  key: ({ product_id, version }) => `${product_id}:${version}`,
  attempts: 4,
  backoff: { delayMs: 5_000, maxDelayMs: 300_000, jitter: 0.5 },
  timeoutMs: 60_000,
})

export const queues = { fetchPreview }

/** What jobs are about. */
export const jobSubjects = ['product'] as const
