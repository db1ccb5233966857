import type { Linear } from '../linear.js'
import type { Network } from '../network.js'
import { createRowIndex } from '../row-index.js'

/** Keeps the rows that move scores most: the file is small, and without the others hardly worse. */
export const pruneLinear = ({ hashes, weights, bias }: Linear, most: number): Linear => {
  const rows = heaviest(weights.map(Math.abs), most)
  const kept = hashes.filter((_, row) => rows[row])
  return { hashes: kept, index: createRowIndex(kept), weights: weights.filter((_, row) => rows[row]), bias }
}

export const pruneNetwork = (network: Network, most: number): Network => {
  const { width, hashes, embeddings } = network
  const squares = Float32Array.from(hashes, (_, row) => {
    let sum = 0
    for (let n = row * width; n < (row + 1) * width; n++) sum += embeddings[n]! ** 2
    return sum
  })
  const rows = heaviest(squares, most)
  const kept = hashes.filter((_, row) => rows[row])
  return {
    ...network,
    hashes: kept,
    index: createRowIndex(kept),
    embeddings: embeddings.filter((_, n) => rows[Math.floor(n / width)]),
  }
}

/** 1 for each of the `most` largest; of equal ones the first. */
const heaviest = (sizes: Float32Array, most: number): Uint8Array => {
  const order = Uint32Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b)
  const rows = new Uint8Array(sizes.length)
  for (const row of order.subarray(0, most)) rows[row] = 1
  return rows
}
