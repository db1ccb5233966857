import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '@mudig/db/core/client'
import { forgetReservation, noteUpload, reserve } from '@mudig/db/objects/lifecycle'
import { hasNearIndex, hasPgvector, isIndexDue, makeNearIndex, putIndex, vectorsAfter } from '@mudig/db/vectors/indexes'
import { currentModel, type Model } from '@mudig/db/vectors/models'
import { type Batch, buildGraph } from '@mudig/shared/clients/usearch/build'
import { isAvailable } from '@mudig/shared/clients/usearch/engine'
import { buildIndex } from '@mudig/shared/vectors/queues'
import { sweepLeftOvers } from '../runtime/left-overs.js'
import { addedOnce, type Context, processorOf } from '../runtime/processor.js'

/** Read together, and added while the next are read. */
const vectorsAtOnce = 500

/**
 * Makes what vectors of a kind are found by: pgvector's index where Postgres has the extension, else a file in the store
 * that every process of the API fetches. Searches go on with the one before until the new one is there.
 */
export const build = processorOf(buildIndex, {
  vendors: ['storage'],
  run: async ({ kind }, context) => {
    const model = await currentModel(context.db)
    // The schedule asks again: nobody counts on a job that finds nothing to do.
    if (!model || !(await isDue(context.db, model, kind))) return context.complete(addedOnce)
    if (await hasPgvector(context.db)) {
      await makeNearIndex(context.db, model, kind)
      return context.complete(addedOnce)
    }
    await buildFile(context, model, kind)
  },
})

/** Whether a kind lacks an index, or has one that is too old. */
export const isDue = async (db: Db, model: Model, kind: string): Promise<boolean> =>
  (await hasPgvector(db))
    ? !(await hasNearIndex(db, model, kind))
    : isAvailable() && (await isIndexDue(db, model, kind))

const prefix = 'mudig-vectors-'

const buildFile = async (context: Context<'storage'>, model: Model, kind: string): Promise<void> => {
  const { db, vendors, signal, complete } = context
  await sweepLeftOvers([prefix])
  const folder = await mkdtemp(join(tmpdir(), prefix))
  const path = join(folder, 'graph')
  const key = `vectors/${randomBytes(16).toString('base64url')}.usearch`
  try {
    let seq = 0
    const read = async function* (): AsyncGenerator<Batch> {
      for (;;) {
        const rows = await vectorsAfter(db, model, kind, seq, vectorsAtOnce)
        if (rows.length === 0) return
        seq = rows.at(-1)!.seq
        yield { ids: rows.map(({ id }) => id), vectors: rows.map(({ vector }) => vector) }
      }
    }
    const vectors = await buildGraph({ dimensions: model.dimensions, path, signal }, read())
    const { size: bytes } = await stat(path)
    await reserve(db, key, { kind: 'vectors' })
    await vendors.storage.putStream(key, createReadStream(path), {
      bytes,
      contentType: 'application/octet-stream',
      began: uploadId => noteUpload(db, key, uploadId),
      signal,
    })
    let isNewest = false
    await complete(async trx => {
      isNewest = await putIndex(trx, model, kind, { object_key: key, seq, vectors, bytes })
    })
    if (!isNewest) {
      await vendors.storage.remove([key])
      await forgetReservation(db, key)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
