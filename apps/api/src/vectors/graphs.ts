import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import type { Db } from '@mudig/db/core/client'
import { findIndex, type IndexFile, vectorsAfter } from '@mudig/db/vectors/indexes'
import type { Model } from '@mudig/db/vectors/models'
import type { NearVector } from '@mudig/db/vectors/near'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { addTo, createGraph, type Graph, nearestIn } from '@mudig/shared/clients/usearch/engine'

/*
 * How a process of the API finds vectors where Postgres cannot: in the newest file that a worker has made, mapped into
 * memory, and in what has come since, which the process adds to a graph of its own.
 */

interface Graphs {
  /** The file's; undefined where there is none. */
  readonly file: Graph | undefined
  readonly key: string | undefined
  /** What came after it. */
  readonly since: Graph
  seq: number
}

/** Added between two turns of the event loop: some ten milliseconds. */
const addedAtOnce = 32
const readAtOnce = 500
/** A file that lacks more than this is not made any longer, and memory has an end. */
const mostSince = 50_000

interface Parts {
  readonly db: Db
  readonly storage: Storage
  readonly model: Model
  readonly kind: string
}

/** One kind's graphs of one model. Begins empty. */
export const createGraphs = (parts: Parts) => {
  const { db, model, kind } = parts
  const empty = () => createGraph(model.dimensions)
  let graphs: Graphs = { file: undefined, key: undefined, since: empty(), seq: 0 }

  /** Follows Postgres. Searches go on in what was there before until the new file can be searched. */
  const refresh = async (): Promise<void> => {
    const newest = await findIndex(db, model, kind)
    if (newest && newest.object_key !== graphs.key) {
      const next = await open(parts, newest, empty()).catch(async error => {
        // While the store is away, what is new is added to what is there.
        if (graphs.seq > 0) await addNewer(parts, graphs)
        throw error
      })
      // Removed by a worker that has made a newer one: the next look finds that.
      if (next) {
        await addNewer(parts, next)
        graphs = next
        return
      }
    }
    await addNewer(parts, graphs)
  }

  /** The nearest vectors, nearest first. */
  const nearest = (vector: readonly number[], count: number): NearVector[] => {
    const floats = Float32Array.from(vector)
    const { file, since } = graphs
    return [...(file ? nearestIn(file, floats, count) : []), ...nearestIn(since, floats, count)]
      .sort((a, b) => a.distance - b.distance)
      .slice(0, count)
      .map(({ id, distance }) => ({ id, likeness: 1 - distance }))
  }

  return { refresh, nearest }
}

const addNewer = async ({ db, model, kind }: Parts, graphs: Graphs): Promise<void> => {
  while (graphs.since.size() < mostSince) {
    const rows = await vectorsAfter(db, model, kind, graphs.seq, readAtOnce)
    for (const [n, { id, seq, vector }] of rows.entries()) {
      addTo(graphs.since, id, Float32Array.from(vector))
      graphs.seq = seq
      if (n % addedAtOnce === addedAtOnce - 1) await setImmediate()
    }
    if (rows.length < readAtOnce) return
  }
}

/** Fetches a file and maps it. Its name goes at once: the memory keeps what it needs, and nothing is left by a kill. */
const open = async (
  { storage, model }: Parts,
  { object_key, seq }: IndexFile,
  since: Graph,
): Promise<Graphs | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'mudig-vectors-'))
  try {
    const object = await storage.get(object_key)
    if (!object) return undefined
    const path = join(folder, 'graph')
    await pipeline(object.body, createWriteStream(path))
    const file = createGraph(model.dimensions)
    file.view(path)
    return { file, key: object_key, since, seq }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
