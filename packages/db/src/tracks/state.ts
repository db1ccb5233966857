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
