import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '@mudig/db/core/client'
import { reserve } from '@mudig/db/objects/lifecycle'
import { type IndexFile, putIndex, vectorsAfter } from '@mudig/db/vectors/indexes'
import type { Model } from '@mudig/db/vectors/models'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { buildGraph } from '@mudig/shared/clients/usearch/build'

const readAtOnce = 500

/** Makes the file of a kind's vectors, puts it into the store and shows it, as the worker's job does. */
export const putIndexFile = async (db: Db, storage: Storage, model: Model, kind: string): Promise<IndexFile> => {
  const folder = await mkdtemp(join(tmpdir(), 'mudig-test-'))
  try {
    const path = join(folder, 'graph')
    let seq = 0
    const batches = async function* () {
      for (;;) {
        const rows = await vectorsAfter(db, model, kind, seq, readAtOnce)
        if (rows.length === 0) return
        seq = rows.at(-1)!.seq
        yield { ids: rows.map(({ id }) => id), vectors: rows.map(({ vector }) => vector) }
      }
    }
    const { signal } = new AbortController()
    const vectors = await buildGraph({ dimensions: model.dimensions, path, signal }, batches())
    const { size: bytes } = await stat(path)
    const object_key = `vectors/${randomBytes(16).toString('base64url')}.usearch`
    await reserve(db, object_key, { kind: 'vectors' })
    const contentType = 'application/octet-stream'
    await storage.putStream(object_key, createReadStream(path), { bytes, contentType, began: async () => true, signal })
    const file = { object_key, seq, vectors, bytes }
    await db.transaction().execute(trx => putIndex(trx, model, kind, file))
    return file
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
