import type { Probed } from '@mudig/shared/clients/ffmpeg/probe'
import { analyseTrack, extractPicture, renderTrack } from '@mudig/shared/tracks/queues'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import type { TrackVersion } from './create.js'
import { append, progressOf } from './events.js'
import { countHours } from './hours.js'
import { aboutTrack, findForStep, type Workable } from './versions.js'

export interface ProbeFacts {
  hoursPerDay: number
  maxSeconds: number
  requestId: string
  /** Of the uploaded file. */
  sha256: Buffer
}

/**
 * Writes what a file is, and queues what follows from that. Nothing where the probe is not left to do.
 *
 * @throws PermanentError `too_many_hours`
 */
export const writeProbed = async (
  trx: Trx,
  of: TrackVersion,
  probed: Probed,
  { hoursPerDay, maxSeconds, requestId, sha256 }: ProbeFacts,
): Promise<void> => {
  const found = await findForStep(trx, of, 'probe', { lock: true })
  if (!found) return
  await countHours(trx, found.owner, of, probed.duration?.ms ?? maxSeconds * 1_000, hoursPerDay)
  const { codec, sampleRate, channels, duration, tags } = probed
  await trx
    .updateTable('track_versions')
    .set({
      probed: JSON.stringify(probed),
      ...{ sample_rate: sampleRate, channels, codec, sha256 },
      // Another track of theirs that has the same file.
      duplicate_of: sql<number | null>`(
        select same.track_id from track_versions same join tracks t on t.id = same.track_id
        where t.owner = ${found.owner} and same.sha256 = ${sha256} and same.track_id <> ${of.track_id}
          and same.state <> 'failed' order by same.track_id limit 1)`,
    })
    .where('track_id', '=', of.track_id)
    .where('version', '=', of.version)
    .execute()
  // Now that this one is known to be sound, one that was not ready yet never will be.
  await trx
    .updateTable('track_versions')
    .set({ state: 'failed', error_code: 'replaced', discard_at: sql<Date>`now()` })
    .where('track_id', '=', of.track_id)
    .where('version', '<', of.version)
    .where('state', '=', 'processing')
    .execute()
  await append(trx, of.track_id, 'probed', {
    version: of.version,
    progress: progressOf({ isAnalysed: false, aac: 0 }),
    codec,
    sample_rate: sampleRate,
    channels,
    // Of the container, which may be wrong; what is decoded follows.
    duration_ms: duration?.ms ?? null,
    tags,
    has_picture: probed.pictureStream !== undefined,
  })
  await addSteps(trx, { ...found, probed }, requestId)
}

/** Queues the steps that are left between the probe and a ready track, peaks first. One that is active is no second one. */
export const addSteps = async (trx: Trx, found: Workable, requestId: string | undefined): Promise<void> => {
  const { track_id, version, probed, files, picture } = found
  const about = aboutTrack(found, requestId)
  const of = { v: 1, track_id, version } as const
  if (!files.waveform) await addJob(trx, analyseTrack, of, about)
  if (!files.aac) await addJob(trx, renderTrack, { ...of, format: 'aac' }, about)
  if (probed?.pictureStream !== undefined && picture === null) await addJob(trx, extractPicture, of, about)
}
