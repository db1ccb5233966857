import type { Trx } from '../core/client.js'
import type { TrackVersion } from './create.js'

/** Ends a version that cannot become ready, with the step that it failed in. Nothing for a version that has ended. */
export const failVersion = async (
  trx: Trx,
  { track_id, version }: TrackVersion,
  _step: 'assemble',
  code: string,
  _requestId: string | undefined,
): Promise<void> => {
  await trx
    .updateTable('track_versions')
    .set({ state: 'failed', error_code: code.slice(0, 60) })
    .where('track_id', '=', track_id)
    .where('version', '=', version)
    .where('state', '=', 'processing')
    .execute()
}
