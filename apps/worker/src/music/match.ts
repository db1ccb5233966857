import * as music from '@mudig/db/music/music'
import { settleSong } from '@mudig/db/playlists/match'
import { RateLimitedError } from '@mudig/shared/core/errors'
import { matchMusic } from '@mudig/shared/music/queues'
import { type Context, processorOf } from '../runtime/processor.js'
import { findPlayable } from './find-playable.js'
import { healingShare, noCallLeft, searchBudget, withYoutubeKey } from './youtube-projects.js'

/** A playlist waits this long for a search that is only slowed down, rather than do without the video. */
const worthWaitingMs = 20_000
/**
 * A vendor that asks us to slow down is asked again by the same job; for longer than this the song waits without one.
 */
const longestBurstMs = 600_000

/**
 * Finds the video of one song with one search, for every playlist that waits for it. The job is keyed by the song, so
 * however many listeners ask at once there is one. When the day has no call left the job ends and the song is deferred:
 * its playlists do not wait, and a schedule has it searched when there are calls again.
 */
export const match = processorOf(matchMusic, {
  vendors: ['youtube', 'youtubeProjects', 'youtubeLimits'],
  run: async ({ music_id }, context) => {
    const song = await context.findOrComplete((db, lock) => music.findUnmatched(db, music_id, { lock }))
    if (!song) return
    const settlement = await searchOrDefer(song, context)
    await context.complete(trx => settleSong(trx, song.id, settlement))
  },
  failed: (trx, { music_id }) => settleSong(trx, music_id, { state: 'failed' }),
})

type Song = NonNullable<Awaited<ReturnType<typeof music.findUnmatched>>>
type SearchContext = Context<'youtube' | 'youtubeProjects' | 'youtubeLimits'>

const searchOrDefer = async (song: Song, context: SearchContext): Promise<music.Settlement> => {
  try {
    const video = await search(song, context)
    return video ? { state: 'matched', ...video } : { state: 'missing' }
  } catch (error) {
    if (!(error instanceof RateLimitedError)) throw error
    const waitMs = error.until.getTime() - Date.now()
    if (waitMs <= worthWaitingMs) throw error
    if (error.code === noCallLeft || waitMs > longestBurstMs) return { state: 'deferred' }
    await context.commit(trx => settleSong(trx, song.id, { state: 'deferred' }))
    throw error
  }
}

/** Only what plays is shown. Healing must not cost new playlists their videos. */
const search = async ({ singer, song, lost_video_id, healing }: Song, context: SearchContext) => {
  const { vendors, signal, requestId } = context
  const { youtube, youtubeLimits } = vendors
  const limits = healing
    ? youtubeLimits.search.map(limit => ({ ...limit, calls: Math.max(1, Math.floor(limit.calls * healingShare)) }))
    : youtubeLimits.search
  const candidates = await withYoutubeKey(context, { budget: searchBudget, limits }, key =>
    youtube.candidates({ singer, song, except: lost_video_id, key, signal, requestId }),
  )
  return findPlayable(candidates, context)
}
