import type { Trx } from '@mudig/db/core/client'
import { noteUpload, reserve } from '@mudig/db/objects/lifecycle'
import type { NewFile } from '@mudig/db/tracks/files'
import { aboutTrack, type FoundVersion } from '@mudig/db/tracks/versions'
import { newTrackKey, type TrackEnding } from '@mudig/shared/tracks/keys'
import { completeUsing } from '../objects/complete-using.js'
import type { Context } from '../runtime/processor.js'

export interface Made {
  readonly ending: TrackEnding
  readonly bytes: number
  readonly contentType: string
  readonly body: AsyncIterable<Uint8Array>
}

/**
 * Stores what a step has made under a new key, and completes the job with it. An attempt before this one may have left
 * another, whose reservation is given up in time.
 */
export const storeFile = async (
  { track_id, owner }: Pick<FoundVersion, 'track_id' | 'owner'>,
  { ending, bytes, contentType, body }: Made,
  use: (trx: Trx, file: Omit<NewFile, 'role'>) => Promise<boolean>,
  context: Context<'storage'>,
): Promise<void> => {
  const { db, vendors, signal, requestId } = context
  const key = newTrackKey(ending)
  await reserve(db, key, { kind: 'track', owner })
  await vendors.storage.putStream(key, body, {
    bytes,
    contentType,
    began: uploadId => noteUpload(db, key, uploadId),
    signal,
  })
  const file = { key, bytes, content_type: contentType }
  await completeUsing(key, trx => use(trx, file), aboutTrack({ track_id, owner }, requestId), context)
}
