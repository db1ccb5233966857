import { sql } from 'kysely'
import type { Trx } from '../core/client.js'

/**
 * Writes how far a track has come into its subject, unless that was taken down. Requires the lock of the track's row.
 */
export const setTrackState = async (trx: Trx, trackId: number, state: 'draft' | 'ready' | 'failed'): Promise<void> => {
  await trx
    .updateTable('subjects')
    .set({ state })
    .where('id', '=', trackId)
    .where('state', 'not in', [state, 'removed'])
    .execute()
}

/**
 * After a file of a track has failed: without another one that is heard or still being processed the track has failed.
 * Requires the lock of the track's row.
 */
export const failIfNothingIsLeft = async (trx: Trx, trackId: number): Promise<void> => {
  const failed = await trx
    .updateTable('tracks')
    .set({ status: 'failed', updated_at: sql<Date>`now()` })
    .where('id', '=', trackId)
    .where('live_version', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('track_versions as v')
            .select('v.version')
            .where('v.track_id', '=', trackId)
            .where('v.state', '=', 'processing'),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst()
  if (failed) await setTrackState(trx, trackId, 'failed')
}
