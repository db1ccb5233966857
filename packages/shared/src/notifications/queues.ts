import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

const v = Type.Literal(1)

/**
 * Makes notifications fit how things stand. The payload names an act that was done or undone, not which of the two: the
 * job looks. So one that is repeated, late or overtaken by its opposite does what is right, and somebody who likes and
 * unlikes a hundred times costs one job at a time.
 */
export const notify = defineQueue({
  name: 'notifications.notify',
  payload: Type.Union([
    Type.Object({ v, act: Type.Literal('follow'), follower: Id, followee: Id }),
    Type.Object({ v, act: Type.Literal('like'), user_id: Id, playlist_id: Id }),
    Type.Object({ v, act: Type.Literal('comment'), comment_id: Id }),
    Type.Object({ v, act: Type.Literal('ready'), playlist_id: Id }),
  ]),
  key: payload => {
    switch (payload.act) {
      case 'follow':
        return `follow/${payload.follower}/${payload.followee}`
      case 'like':
        return `like/${payload.user_id}/${payload.playlist_id}`
      case 'comment':
        return `comment/${payload.comment_id}`
      case 'ready':
        return `ready/${payload.playlist_id}`
    }
  },
  attempts: 10,
  backoff: { delayMs: 500, maxDelayMs: 60_000, jitter: 0.5 },
  timeoutMs: 10_000,
  concurrency: 8,
  rateLimit: { max: 500, durationMs: 1_000 },
})
