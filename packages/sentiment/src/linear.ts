import type { RowIndex } from './row-index.js'

/** A logistic regression over hashed n-grams. */
export interface Linear {
  readonly hashes: Int32Array
  readonly index: RowIndex
  /** One a row of the index. */
  readonly weights: Float32Array
  readonly bias: number
}

/** What a sum over so many features is divided by. */
export const lengthOf = (features: number): number => Math.sqrt(features + 1)

/** The log-odds that a text is positive. */
export const linearScore = ({ index, weights, bias }: Linear, hashes: Int32Array): number => {
  let sum = 0
  for (let n = 0; n < hashes.length; n++) {
    const row = index.rowOf(hashes[n]!)
    if (row >= 0) sum += weights[row]!
  }
  return sum / lengthOf(hashes.length) + bias
}
