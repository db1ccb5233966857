import type { FoundVideo } from '@mudig/shared/clients/youtube/youtube'
import { JobError, RetryableError } from '@mudig/shared/core/errors'
import type { Context } from '../runtime/processor.js'
import { unitBudget, withYoutubeKey } from './youtube-projects.js'

/**
 * The song that a listener waits for was found; a look that takes longer is not worth the wait, nor the search if the
 * job ran out of time.
 */
const lookPatienceMs = 3_000

/**
 * The first of the candidates that plays, null when none does. All of them are asked about with one call, one unit of
 * the day's 10,000, of which a search leads to one. When that call cannot be made or fails the best one is taken
 * unseen, and is due for the next check of videos: another search would cost one of a hundred.
 */
export const findPlayable = async (
  candidates: readonly FoundVideo[],
  context: Context<'youtube' | 'youtubeProjects' | 'youtubeLimits'>,
): Promise<(FoundVideo & { isChecked: boolean }) | null> => {
  const [best] = candidates
  if (!best) return null
  const { vendors, signal, requestId, log } = context
  const { youtube, youtubeLimits } = vendors
  const patience = AbortSignal.timeout(lookPatienceMs)
  try {
    const ids = [...new Set(candidates.map(video => video.video_id))]
    const seen = await withYoutubeKey(context, { budget: unitBudget, limits: youtubeLimits.units }, key =>
      youtube.videos({ ids, key, signal: AbortSignal.any([signal, patience]), requestId }),
    )
    // Not one of those that a search has just named: the look has failed, whatever its status says.
    if (seen.size === 0) throw new RetryableError('youtube_malformed', `YouTube returned none of ${ids.length} videos`)
    const playing = candidates.find(video => seen.get(video.video_id)?.playable)
    return playing ? { ...playing, isChecked: true } : null
  } catch (error) {
    if (signal.aborted || !(error instanceof JobError || patience.aborted)) throw error
    log.warn(
      { reason: error instanceof JobError ? error.code : 'youtube_timeout' },
      'video check failed; the new video is shown unchecked',
    )
    return { ...best, isChecked: false }
  }
}
