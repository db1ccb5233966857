import * as digs from '@mudig/db/digs'
import * as music from '@mudig/db/music'
import { RateLimitedError } from '@mudig/shared/errors'
import { matchMusic } from '@mudig/shared/music/queues'
import type { Context, Work } from '../runtime/processor.js'
import { withYoutubeKey } from './youtube-projects.js'

/** A playlist waits this long for a search that is only slowed down, rather than do without the video. */
const worthWaitingMs = 20_000
/** Songs that lost a video are searched while the day has spent less than this share: the rest is for songs that somebody waits for. */
const healingShare = 0.5

/**
 * Finds the video of one song with one search, for every playlist that waits for it. The job is keyed by the song, so however many listeners
 * ask at once there is one. When no call is left the song waits and its playlists do not.
 */
export const match: Work<typeof matchMusic> = {
  queue: matchMusic,
  run: async ({ music_id }, context) => {
    const song = await context.findOrComplete((db, lock) => music.findUnmatched(db, music_id, { lock }))
    if (!song) return
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

/** Healing must not cost new playlists their videos. */
const search = ({ singer, song, lost_video_id }: { singer: string; song: string; lost_video_id: string | null }, context: Context) => {
  const { youtube, youtubeLimits, signal, requestId } = context
  const limits =
    lost_video_id === null
      ? youtubeLimits.search
      : youtubeLimits.search.map(limit => ({ ...limit, calls: Math.max(1, Math.floor(limit.calls * healingShare)) }))
  return withYoutubeKey(context, { budget: 'youtube.search', limits }, key =>
    youtube.search({ singer, song, except: lost_video_id, key, signal, requestId }),
  )
}
