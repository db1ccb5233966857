import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

const payload = Type.Object({ v: Type.Literal(1), playlist_id: Id })
const key = ({ playlist_id }: { playlist_id: number }) => `${playlist_id}`

/** Asks the chat model for title, text, cover prompt and songs, using each as it streams in. */
export const composePlaylist = defineQueue({
  name: 'playlists.compose',
  lane: 'interactive',
  payload,
  key,
  attempts: 4,
  backoff: { delayMs: 500, maxDelayMs: 10_000, jitter: 0.5 },
  // Nobody watches an empty playlist for longer; then a reason helps more than patience.
  giveUpAfterMs: 180_000,
  // A stream of 10 songs takes seconds; a slow-loris is cut by the client's idle watchdog long before.
  timeoutMs: 60_000,
})

/** Has the cover painted by the image model and puts it into the store. */
export const paintCover = defineQueue({
  name: 'playlists.paint-cover',
  lane: 'interactive',
  payload,
  key,
  attempts: 3,
  backoff: { delayMs: 1_000, maxDelayMs: 15_000, jitter: 0.5 },
  // A drawn cover hangs by then, and fresh digs want the vendor's minute more.
  giveUpAfterMs: 3_600_000,
  timeoutMs: 45_000,
})

/** Draws a cover here if there is none by the time the job runs; the second line behind the image model. */
export const drawCover = defineQueue({
  name: 'playlists.draw-cover',
  lane: 'interactive',
  payload,
  // No key: the one that waits for the deadline and the one that a failed painting asks for are both needed.
  attempts: 5,
  backoff: { delayMs: 500, maxDelayMs: 5_000, jitter: 0.5 },
  // For a store that is away: with the painting's patience before it, the playlist is ready within the promised minute.
  giveUpAfterMs: 10_000,
  timeoutMs: 15_000,
})

/**
 * A listener waits this long for a painting; then a drawn cover completes the playlist. Leaves room below the promised
 * 60 s.
 */
export const paintingPatienceMs = 45_000

export const queues = { composePlaylist, paintCover, drawCover }

/** What jobs are about. */
export const jobSubjects = ['playlist'] as const
