import type { Trx } from '../core/client.js'
import { use } from '../objects/lifecycle.js'
import type { TrackVersion } from './create.js'
import { jobSubjectOf } from './subject.js'

export interface NewFile {
  role: 'original' | 'aac' | 'opus' | 'mp3' | 'waveform'
  /** Reserved, and all of it in the store. */
  key: string
  bytes: number
  content_type: string
  sha256?: Buffer
  /** See `Segments`. */
  segments?: Segments
}

/** Where the parts of a fragmented MP4 lie, for HLS: the header's bytes, then offset, bytes and milliseconds of each. */
export interface Segments {
  init: number
  segments: [offset: number, bytes: number, ms: number][]
}

/**
 * Begins to use a stored object as a file of a version.
 * @throws RetryableError as `use` does
 */
export const addFile = async (
  trx: Trx,
  { track_id, version }: TrackVersion,
  owner: number,
  { role, key, segments, sha256, ...facts }: NewFile,
): Promise<void> => {
  await use(trx, key, {
    ...facts,
    ...(sha256 && { sha256 }),
    is_public: false,
    owner,
    subject: jobSubjectOf(track_id),
  })
  await trx
    .insertInto('track_files')
    .values({ track_id, version, role, key, ...facts, ...(segments && { segments: JSON.stringify(segments) }) })
    .execute()
}
