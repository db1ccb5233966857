import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

/**
 * Finds the video of one song, once for everybody who waits for it. Source of the limits: YouTube Data API,
 * search.list.
 */
export const matchMusic = defineQueue({
  name: 'music.match',
  lane: 'interactive',
  payload: Type.Object({ v: Type.Literal(1), music_id: Id }),
  key: ({ music_id }) => `${music_id}`,
  attempts: 5,
  backoff: { delayMs: 1_000, maxDelayMs: 30_000, jitter: 0.5 },
  // A search of 8 s at most, and a look at what it found of 3 s.
  timeoutMs: 12_000,
})

/** Source: YouTube Data API, videos.list takes 50 ids for one unit of quota. */
export const videosPerCheck = 50

/** Asks whether the videos of some songs still play, and looks for others where they do not. */
export const checkVideos = defineQueue({
  name: 'music.check-videos',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1), music_ids: Type.Array(Id, { minItems: 1, maxItems: videosPerCheck }) }),
  attempts: 5,
  backoff: { delayMs: 10_000, maxDelayMs: 600_000, jitter: 0.5 },
  timeoutMs: 10_000,
})

export const queues = { matchMusic, checkVideos }

/** What jobs are about. */
export const jobSubjects = ['music'] as const
