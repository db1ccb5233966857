import * as budgets from '@mudig/db/core/budgets'
import { addJob } from '@mudig/db/ledger/add'
import { findForCover } from '@mudig/db/playlists/cover'
import { subjectOf } from '@mudig/db/playlists/steps'
import type { Painter } from '@mudig/shared/clients/core/painter'
import { RateLimitedError } from '@mudig/shared/core/errors'
import { drawCover, paintCover } from '@mudig/shared/playlists/queues'
import { untilStored } from '../objects/until-stored.js'
import { processorOf } from '../runtime/processor.js'
import { storeCover } from './store-cover.js'

/** What paintings are counted by. */
export const accountOf = ({ name: project }: Pick<Painter, 'name'>): budgets.Account => ({ budget: 'images', project })

const negativePrompt =
  'text, letters, watermark, signature, logo, frame, low quality, blurry, deformed, nudity, violence'

/**
 * Has the image model paint the cover. One reservation and one paid call per attempt. When every attempt fails a cover
 * is drawn instead; a painting that comes late still replaces a drawn one.
 */
export const paint = processorOf(paintCover, {
  vendors: ['painter', 'painterLimits', 'storage'],
  run: async ({ playlist_id }, context) => {
    const { db, vendors, signal, requestId, findOrComplete } = context
    const { painter, painterLimits, storage } = vendors
    // A retried compose may be describing the playlist just now, and counts on this job.
    const playlist = await findOrComplete(async (db, lock) => {
      const found = await findForCover(db, playlist_id, ['none', 'drawn'], { lock })
      return found?.image_prompt ? { ...found, image_prompt: found.image_prompt } : undefined
    })
    if (!playlist) return
    // A painting that cannot be stored is paid for and thrown away.
    await untilStored(storage)
    const reservation = await budgets.reserve(db, accountOf(painter), painterLimits)
    if (!reservation.granted) throw new RateLimitedError('image_budget', 'image budget spent', reservation.until)
    const painting = await painter.paint({ prompt: playlist.image_prompt, negativePrompt, signal, requestId })
    await storeCover(playlist.id, painting, 'painted', context)
  },
  failed: async (trx, { playlist_id }, _, { user_id, request_id }) => {
    const about = {
      user_id: user_id ?? undefined,
      request_id: request_id ?? undefined,
      subject: subjectOf(playlist_id),
    }
    await addJob(trx, drawCover, { v: 1, playlist_id }, about)
  },
})
