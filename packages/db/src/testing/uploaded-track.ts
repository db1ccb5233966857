import { probeTrack } from '@mudig/shared/tracks/queues'
import type { Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { addVersion, insertTrack, type NewTrack } from '../tracks/create.js'
import { addFile } from '../tracks/files.js'
import { aboutTrack } from '../tracks/versions.js'

export interface Uploaded {
  owner: number
  /** Reserved, and in the store. */
  key: string
  bytes: number
  filename?: string
  /** Of a file that is to replace another one. */
  trackId?: number
  track?: Partial<NewTrack>
}

/** Accepts a file as the API does once all of it is in the store. @returns the track, its version and the first job */
export const uploadedTrack = async (
  trx: Trx,
  { owner, key, bytes, filename = 'song.flac', trackId, track }: Uploaded,
): Promise<{ track_id: number; version: number; job: number }> => {
  const of =
    trackId === undefined
      ? await insertTrack(trx, owner, { title: 'A song', ...track }, filename)
      : await addVersion(trx, owner, trackId, filename)
  await addFile(trx, of, owner, { role: 'original', key, bytes, content_type: 'application/octet-stream' })
  const about = aboutTrack({ ...of, owner }, `request-of-${of.track_id}`)
  const { id: job } = await addJob(trx, probeTrack, { v: 1, ...of }, about)
  return { ...of, job }
}
