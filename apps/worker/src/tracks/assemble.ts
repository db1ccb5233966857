import { createHash } from 'node:crypto'
import { failVersion } from '@mudig/db/tracks/fail'
import { reopen } from '@mudig/db/tracks/reopen'
import { findAssembly, finishAssembly } from '@mudig/db/tracks/upload-completion'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { PermanentError, RetryableError } from '@mudig/shared/core/errors'
import { assembleTrack } from '@mudig/shared/tracks/queues'
import { untilStored } from '../objects/until-stored.js'
import { processorOf } from '../runtime/processor.js'

/**
 * Puts the parts of an upload together. Where an attempt ended after the store had done so, the object is there with
 * all its bytes, and nothing is left of the upload in parts: its size alone says that.
 */
export const assemble = processorOf(assembleTrack, {
  vendors: ['storage'],
  run: async (payload, { vendors: { storage }, job, signal, requestId, findOrComplete, commit, complete }) => {
    const wanted = await findOrComplete((db, lock) => findAssembly(db, payload, { lock }))
    if (!wanted) return
    const { key, bytes, sha256, store_upload_id, parts } = wanted
    if (wanted.isLost) throw new PermanentError('upload_lost', 'it waited for longer than what was uploaded is kept')
    await untilStored(storage)
    if (wanted.isFailed) await commit(trx => reopen(trx, payload, 'assemble', requestId))
    if ((await storage.size(key, { signal })) !== bytes) {
      try {
        await storage.completeUpload(key, store_upload_id, parts, { signal })
      } catch (error) {
        if (!isEnded(error)) throw error
        // Done by an attempt that nobody heard of, or ended by somebody who removes the object.
        if ((await storage.size(key, { signal })) === undefined)
          throw new PermanentError('upload_lost', 'the store knows nothing of the upload', { cause: error })
      }
      const size = await storage.size(key, { signal })
      if (size !== bytes)
        throw new RetryableError('wrong_size', `the object has ${size ?? 'no'} bytes, and should have ${bytes}`)
    }
    if (sha256 && !(await hashOf(storage, key, signal)).equals(sha256))
      throw new PermanentError('wrong_hash', 'the object is not the file that was announced')
    await complete(trx =>
      finishAssembly(trx, payload, wanted, {
        ...(job.user_id !== null && { user_id: job.user_id }),
        subject: `track/${payload.track_id}`,
        request_id: requestId,
      }),
    )
  },
  failed: (trx, payload, { code }, { request_id }) =>
    failVersion(trx, payload, 'assemble', code, request_id ?? undefined),
})

const isEnded = (error: unknown): boolean => error instanceof RetryableError && error.code === 'upload_ended'

/** Of all of an object, of which no more than a piece is in memory. */
const hashOf = async (storage: Storage, key: string, signal: AbortSignal): Promise<Buffer> => {
  const object = await storage.get(key, { signal })
  if (!object) throw new RetryableError('storage_unavailable', 'the object is not there')
  const hash = createHash('sha256')
  try {
    for await (const piece of object.body as AsyncIterable<Buffer>) hash.update(piece)
  } catch (error) {
    signal.throwIfAborted()
    throw new RetryableError('storage_unavailable', 'the object store closed the connection', { cause: error })
  } finally {
    object.body.destroy()
  }
  signal.throwIfAborted()
  return hash.digest()
}
