import { sql } from 'kysely'
import { noteForAfterCommit } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import { topics } from '../core/topics.js'

export type TrackEventType = 'progress' | 'probed' | 'waveform' | 'loudness' | 'rendition' | 'done' | 'failed'

/**
 * Share of the way to a ready track, 0 to 100. What comes after that moment counts for nothing.
 * @param aac share of the rendition, 0 to 1
 */
export const progressOf = ({ isAnalysed, aac }: { isAnalysed: boolean; aac: number }): number =>
  5 + (isAnalysed ? 30 : 0) + Math.floor(60 * Math.min(1, aac))

/**
 * Adds an event to a track. Its number is given under the row's lock, so that events become visible in order.
 * Does nothing where the track is gone.
 */
export const append = async (
  trx: Trx,
  trackId: number,
  type: TrackEventType,
  data: Record<string, unknown>,
): Promise<void> => {
  const numbered = await trx
    .updateTable('tracks')
    .set({ event_seq: sql`event_seq + 1` })
    .where('id', '=', trackId)
    .returning(['id', 'event_seq', 'status'])
    .executeTakeFirst()
  if (!numbered) return
  const { event_seq: seq, status } = numbered
  await trx
    .insertInto('track_events')
    .values({ track_id: trackId, seq, type, data: JSON.stringify({ status, ...data }) })
    .execute()
  noteForAfterCommit(trx, notes => notes.changes.set(topics.track(trackId), seq))
}

/** Removes events of `days` ago: by then the track itself says everything. @returns how many went */
export const removeOld = async (db: Db, days: number, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from track_events where (track_id, seq) in (
      select track_id, seq from track_events where created_at < now() - ${days} * interval '1 day' order by created_at limit ${limit}
    ) returning seq`.execute(db)
  return rows.length
}
