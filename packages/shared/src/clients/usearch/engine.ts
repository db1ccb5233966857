import { createRequire } from 'node:module'
import type { Index as UsearchIndex } from 'usearch'

/*
 * A graph of vectors in which the nearest are found by walking (HNSW). Native: where no build of it fits the machine
 * there is none, and whoever asks does without.
 */

/** Neighbours of each, twice as many at the ground. With fewer, recall on real texts asks for longer walks. */
const connectivity = 32
/** How far a vector's place is looked for. */
const expansionAdd = 128
/**
 * How many are looked at before the nearest are known: recall@10 on 20,000 real Korean texts is 0.98 at this
 * (docs/benchmarks.md). Whoever asks for more than so many gets an index that looks at as many.
 */
export const expansionSearch = 256

export type Graph = UsearchIndex

const load = (): typeof import('usearch') | undefined => {
  try {
    return createRequire(import.meta.url)('usearch')
  } catch {
    return undefined
  }
}

let loaded: { usearch: typeof import('usearch') | undefined } | undefined

/** Whether this machine can make and read graphs. */
export const isAvailable = (): boolean => {
  loaded ??= { usearch: load() }
  return loaded.usearch !== undefined
}

/** An empty graph. Its numbers are kept in half precision: what it finds is compared exactly elsewhere. */
export const createGraph = (dimensions: number, expansion = expansionSearch): Graph => {
  if (!isAvailable()) throw new Error('usearch has no build for this machine')
  const { Index, MetricKind, ScalarKind } = loaded!.usearch!
  return new Index({
    dimensions,
    metric: MetricKind.IP,
    quantization: ScalarKind.F16,
    connectivity,
    expansion_add: expansionAdd,
    expansion_search: expansion,
    multi: false,
  })
}

export const addTo = (graph: Graph, id: number, vector: Float32Array): void => graph.add(BigInt(id), vector, 1)

export interface Neighbour {
  readonly id: number
  /** 0 for the vector itself; of half precision. */
  readonly distance: number
}

/** The nearest, nearest first. */
export const nearestIn = (graph: Graph, vector: Float32Array, count: number): Neighbour[] => {
  const wanted = Math.min(count, graph.size())
  if (wanted === 0) return []
  const { keys, distances } = graph.search(vector, wanted, 1)
  return Array.from(keys, (id, n) => ({ id: Number(id), distance: distances[n]! }))
}
