import { notify } from '@mudig/shared/notifications/queues'
import { trackFailure } from '@mudig/shared/tracks/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import type { TrackVersion } from './create.js'
import { append } from './events.js'
import { failIfNothingIsLeft } from './state.js'
import { aboutTrack, type Step } from './versions.js'

/** How long the files of a version stay that failed, for a replay of the step that it failed in. */
const failedDays = 3
/** Nothing is there for a replay. */
const lost = 'upload_lost'

/**
 * Ends a version that cannot become ready, and tells its owner why. What is heard stays what it is; of a track that has
 * nothing to be heard this is the end, until another file is uploaded. Nothing for a version that has ended.
 */
export const failVersion = async (
  trx: Trx,
  { track_id, version }: TrackVersion,
  step: Step,
  code: string,
  requestId: string | undefined,
): Promise<void> => {
  const track = await trx
    .selectFrom('tracks')
    .select('owner')
    .where('id', '=', track_id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!track) return
  const failed = await trx
    .updateTable('track_versions')
    .set({
      state: 'failed',
      error_code: code.slice(0, 60),
      failed_step: step,
      discard_at: sql<Date>`now() + ${code === lost ? 0 : failedDays} * interval '1 day'`,
    })
    .where('track_id', '=', track_id)
    .where('version', '=', version)
    .where('state', '=', 'processing')
    .returning('version')
    .executeTakeFirst()
  if (!failed) return
  await failIfNothingIsLeft(trx, track_id)
  await append(trx, track_id, 'failed', { version, stage: step, code, reason: trackFailure(code) })
  await addJob(
    trx,
    notify,
    { v: 1, act: 'track_failed', track_id },
    aboutTrack({ track_id, owner: track.owner }, requestId),
  )
}
