import type { TrackFormat } from '@mudig/shared/tracks/queues'
import type { Trx } from '../core/client.js'
import type { TrackVersion } from './create.js'
import { append, progressOf } from './events.js'
import { addFile, type NewFile } from './files.js'
import { finishIfReady } from './ready.js'
import { findForStep } from './versions.js'

/** Adds a rendition, and finishes the track where this came last. @returns false where it is not wanted (any more) */
export const writeRendition = async (
  trx: Trx,
  of: TrackVersion,
  format: TrackFormat,
  file: Omit<NewFile, 'role'>,
  requestId: string,
): Promise<boolean> => {
  const found = await findForStep(trx, of, format, { lock: true })
  if (!found) return false
  await addFile(trx, of, found.owner, { ...file, role: format })
  const progress = format === 'aac' && {
    progress: progressOf({ isAnalysed: found.files.waveform !== undefined, aac: 1 }),
  }
  await append(trx, of.track_id, 'rendition', { version: of.version, ...progress, format, bytes: file.bytes })
  await finishIfReady(trx, found, requestId)
  return true
}
