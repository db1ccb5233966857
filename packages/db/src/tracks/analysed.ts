import type { Trx } from '../core/client.js'
import type { TrackVersion } from './create.js'
import { append } from './events.js'
import { addFile, type NewFile } from './files.js'
import { correctHours } from './hours.js'
import { finishIfReady } from './ready.js'
import { findForStep } from './versions.js'

/** What decoding a file has shown. */
export interface Analysed {
  duration_ms: number
  loudness_lufs: number | null
  /** 270 of them. */
  wave: number[]
  is_truncated: boolean
}

/** Writes it, and finishes the track where this came last. @returns false where it is not wanted (any more) */
export const writeAnalysis = async (
  trx: Trx,
  of: TrackVersion,
  { duration_ms, loudness_lufs, wave, is_truncated }: Analysed,
  waveform: Omit<NewFile, 'role'>,
  requestId: string,
): Promise<boolean> => {
  const found = await findForStep(trx, of, 'analyse', { lock: true })
  if (!found) return false
  const { version } = of
  const warning = is_truncated ? 'truncated' : null
  await correctHours(trx, of, duration_ms)
  await addFile(trx, of, found.owner, { ...waveform, role: 'waveform' })
  await trx
    .updateTable('track_versions')
    .set({ duration_ms, loudness_lufs, wave, warning })
    .where('track_id', '=', of.track_id)
    .where('version', '=', version)
    .execute()
  await append(trx, of.track_id, 'waveform', { version, is_whole: true, duration_ms, wave_data: wave, warning })
  await append(trx, of.track_id, 'loudness', { version, loudness_lufs })
  await finishIfReady(trx, found, requestId)
  return true
}
