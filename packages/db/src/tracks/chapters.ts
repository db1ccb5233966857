import { ApiError } from '@mudig/shared/core/errors'
import { areChapters, type Chapter } from '@mudig/shared/tracks/chapters'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'

/** Of a track under an alias `t`. A file that replaced another may have left some behind its end, for the reader to leave out. */
export const chaptersOf = sql<Chapter[]>`coalesce(
  (select h.chapters from track_chapters h where h.track_id = t.id), '[]'::jsonb)`

/**
 * Puts chapters in the place of those before.
 * @param durationMs of the track, null while it is not known
 * @throws ApiError wrongChapters
 */
export const setChapters = async (
  trx: Trx,
  trackId: number,
  chapters: readonly Chapter[],
  durationMs: number | null,
): Promise<void> => {
  if (!areChapters(chapters, durationMs)) throw new ApiError(trackErrors.wrongChapters)
  if (chapters.length === 0) {
    await trx.deleteFrom('track_chapters').where('track_id', '=', trackId).execute()
    return
  }
  const written = JSON.stringify(chapters)
  await trx
    .insertInto('track_chapters')
    .values({ track_id: trackId, chapters: written })
    .onConflict(conflict => conflict.column('track_id').doUpdateSet({ chapters: written }))
    .execute()
}
