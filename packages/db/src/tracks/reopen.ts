import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import type { TrackVersion } from './create.js'
import { append } from './events.js'
import { addSteps } from './probed.js'
import { setTrackState } from './state.js'
import { findForStep, type Step } from './versions.js'

/**
 * Takes up a version again that failed in this step, whose job was replayed: its other steps that are left are queued
 * once more. Nothing for one that has not failed.
 */
export const reopen = async (trx: Trx, of: TrackVersion, step: Step, requestId: string): Promise<void> => {
  const found = await findForStep(trx, of, step, { lock: true })
  if (found?.state !== 'failed') return
  await trx
    .updateTable('track_versions')
    .set({ state: 'processing', error_code: null, failed_step: null, discard_at: null })
    .where('track_id', '=', of.track_id)
    .where('version', '=', of.version)
    .execute()
  if (found.live_version === null) {
    await trx
      .updateTable('tracks')
      .set({ status: 'processing', updated_at: sql<Date>`now()` })
      .where('id', '=', of.track_id)
      .execute()
    await setTrackState(trx, of.track_id, 'draft')
  }
  // Whoever watches from the beginning would be told that it has ended.
  await trx
    .deleteFrom('track_events')
    .where('track_id', '=', of.track_id)
    .where('type', '=', 'failed')
    .where(sql<boolean>`(data->>'version')::integer = ${of.version}`)
    .execute()
  await append(trx, of.track_id, 'progress', { version: of.version, progress: 0, stage: step })
  if (found.probed !== null) await addSteps(trx, found, requestId)
}
