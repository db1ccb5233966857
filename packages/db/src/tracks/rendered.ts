import type { TrackFormat } from '@mudig/shared/tracks/queues'
import type { Trx } from '../core/client.js'
import type { TrackVersion } from './create.js'
import { append } from './events.js'
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
  await append(trx, of.track_id, 'rendition', { version: of.version, format, bytes: file.bytes })
  await finishIfReady(trx, found, requestId)
  return true
}
