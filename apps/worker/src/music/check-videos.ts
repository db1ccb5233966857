import * as musicVideos from '@mudig/db/music/videos'
import { RetryableError } from '@mudig/shared/core/errors'
import { checkVideos } from '@mudig/shared/music/queues'
import { processorOf } from '../runtime/processor.js'
import { unitBudget, withYoutubeKey } from './youtube-projects.js'

/**
 * So many videos do not vanish between two looks: YouTube has failed in a way of its own, and nothing is taken from
 * anybody.
 */
const unlikelyLoss = 10

/**
 * Looks at the videos of up to 50 songs with one call. Those that play no longer are dropped, and their songs look for
 * others.
 */
export const check = processorOf(checkVideos, {
  vendors: ['youtube', 'youtubeProjects', 'youtubeLimits'],
  run: async ({ music_ids }, context) => {
    const { db, vendors, signal, requestId, log } = context
    const { youtube, youtubeLimits } = vendors
    const videos = await musicVideos.findVideos(db, music_ids)
    if (videos.length === 0) return context.complete()
    const ids = [...new Set(videos.map(video => video.video_id))]
    const seen = await withYoutubeKey(context, { budget: unitBudget, limits: youtubeLimits.units }, key =>
      youtube.videos({ ids, key, signal, requestId }),
    )
    const playing = videos.flatMap(video => {
      const state = seen.get(video.video_id)
      return state?.playable ? [{ ...video, thumbnail: state.thumbnail }] : []
    })
    const kept = new Set(playing.map(video => video.id))
    const lost = videos.filter(video => !kept.has(video.id))
    if (seen.size === 0 && ids.length >= unlikelyLoss)
      throw new RetryableError('youtube_malformed', `YouTube returned none of ${ids.length} videos`)
    await context.complete(async trx => {
      await musicVideos.refreshThumbnails(trx, playing)
      await musicVideos.dropVideos(trx, lost)
    })
    if (lost.length > 0)
      log.info({ songs: lost.map(video => video.id) }, 'videos no longer playable; their songs are searched again')
  },
})
