import * as budgets from '@mudig/db/budgets'
import * as digs from '@mudig/db/digs'
import * as music from '@mudig/db/music'
import { PermanentError, QuotaExceededError, RateLimitedError } from '@mudig/shared/errors'
import { matchMusic } from '@mudig/shared/music/queues'
import type { Context, Work } from '../runtime/processor.js'

const budget = 'youtube.search'
/** A playlist waits this long for a search that is only slowed down, rather than do without the video. */
const worthWaitingMs = 20_000
/** YouTube counts quota by its own day, whatever limit we set. */
const quotaDay = { period: 'day', timeZone: 'America/Los_Angeles' } as const

/**
 * Finds the video of one song with one search, for every playlist that waits for it. The job is keyed by the song, so however many listeners
 * ask at once there is one. When no call is left the song waits and its playlists do not.
 */
export const match: Work<typeof matchMusic> = {
  queue: matchMusic,
  run: async ({ music_id }, context) => {
    const song = await music.findUnmatched(context.db, music_id)
    if (!song) return context.complete()
    try {
      const video = await search(song, context)
      await context.complete(trx => digs.settleSong(trx, song.id, video ? { state: 'matched', ...video } : { state: 'missing' }))
    } catch (error) {
      if (error instanceof RateLimitedError && error.until.getTime() - Date.now() > worthWaitingMs) {
        await context.commit(trx => digs.settleSong(trx, song.id, { state: 'deferred' }))
      }
      throw error
    }
  },
  failed: (trx, { music_id }) => digs.settleSong(trx, music_id, { state: 'failed' }),
}

/**
 * Tries the projects in turn until one has a call left and a key that is accepted.
 * @throws RateLimitedError until the first of them opens again
 * @throws PermanentError when no key is accepted
 */
const search = async (
  song: { singer: string; song: string },
  { db, youtube, youtubeProjects, youtubeLimits, signal, requestId, log }: Context,
) => {
  let reopens: number | undefined
  let badKey: PermanentError | undefined
  const closedUntil = (moment: Date) => {
    reopens = Math.min(reopens ?? Number.POSITIVE_INFINITY, moment.getTime())
  }
  for (const project of youtubeProjects) {
    const account = { budget, project: project.name }
    const reservation = await budgets.reserve(db, account, youtubeLimits)
    if (!reservation.granted) {
      closedUntil(reservation.until)
      continue
    }
    // Any of its keys to begin with; the others for the case that it was withdrawn.
    const first = Math.floor(Math.random() * project.keys.length)
    for (const key of [...project.keys.slice(first), ...project.keys.slice(0, first)]) {
      try {
        return await youtube.search({ ...song, key, signal, requestId })
      } catch (error) {
        if (error instanceof QuotaExceededError) {
          log.warn({ project: project.name }, 'YouTube says that this project has no searches left today')
          closedUntil(await budgets.close(db, account, quotaDay))
          break
        }
        if (!(error instanceof PermanentError && error.code === 'youtube_key')) throw error
        log.error({ project: project.name }, 'YouTube does not accept a key of this project')
        badKey = error
      }
    }
  }
  if (reopens === undefined && badKey) throw badKey
  throw new RateLimitedError('youtube_budget', 'no project has a search left', new Date(reopens ?? Date.now()))
}
