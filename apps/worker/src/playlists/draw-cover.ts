import { findForCover, setCover } from '@mudig/db/playlists/cover'
import { RateLimitedError } from '@mudig/shared/core/errors'
import { placeholderCoverKey } from '@mudig/shared/objects/shipped'
import { drawCover } from '@mudig/shared/playlists/queues'
import { untilStored } from '../objects/until-stored.js'
import { processorOf } from '../runtime/processor.js'
import { coverArt } from './cover-art.js'
import { storeCover } from './store-cover.js'

/**
 * A painting can fail before the model has written the title, which is to stand on the cover: it waits for it so long,
 * and then does without.
 */
const titlePauseMs = 500
const titlePatienceSeconds = 5

/** Draws a cover from title and keywords, unless there is one by now. */
export const draw = processorOf(drawCover, {
  vendors: ['storage'],
  run: async ({ playlist_id }, context) => {
    const playlist = await findForCover(context.db, playlist_id, ['none'])
    if (!playlist) return context.complete()
    const isUntitled =
      playlist.status === 'composing' && playlist.title === playlist.situations && playlist.keywords.length === 0
    if (isUntitled && context.job.active_seconds < titlePatienceSeconds)
      throw new RateLimitedError('not_described', 'the title is not written yet', new Date(Date.now() + titlePauseMs))
    await untilStored(context.vendors.storage)
    const picture = await coverArt({ title: playlist.title, keywords: playlist.keywords, seed: `${playlist.id}` })
    await storeCover(playlist.id, picture, 'drawn', context)
  },
  // The store is away for longer than a listener waits. Without a cover the dig would never end; a painting that comes
  // later replaces this one.
  failed: async (trx, { playlist_id }) => {
    await setCover(trx, playlist_id, { key: placeholderCoverKey, by: 'drawn' })
  },
})
