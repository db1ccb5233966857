import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'
import { type Act, actIds, actNames } from './kinds.js'

/**
 * Makes notifications fit how things stand. The payload names an act that was done or undone, not which of the two: the
 * job looks. So one that is repeated, late or overtaken by its opposite does what is right, and somebody who likes and
 * unlikes a hundred times costs one job at a time.
 */
export const notify = defineQueue({
  name: 'notifications.notify',
  lane: 'interactive',
  // Which acts there are is declared by the domains, in their notices.ts.
  payload: Type.Unsafe<Act>(
    Type.Union(
      actNames.map(act =>
        Type.Object({
          v: Type.Literal(1),
          act: Type.Literal(act),
          ...Object.fromEntries(actIds[act].map(field => [field, Id])),
        }),
      ),
    ),
  ),
  key: payload => [payload.act, ...actIds[payload.act].map(id => payload[id as keyof typeof payload])].join('/'),
  attempts: 10,
  backoff: { delayMs: 500, maxDelayMs: 60_000, jitter: 0.5 },
  timeoutMs: 10_000,
})

export const queues = { notify }

/** None of its own: each is about what was done. */
export const jobSubjects = [] as const
