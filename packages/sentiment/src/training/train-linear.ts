import { hashesOf } from '../hashes.js'
import { partsOf } from '../letters.js'
import { type Linear, lengthOf } from '../linear.js'
import { createRowIndex } from '../row-index.js'
import type { Example } from './examples.js'
import { createRandom, shuffle } from './random.js'
import { frequentHashes } from './vocabulary.js'

export interface LinearSettings {
  readonly epochs: number
  readonly rate: number
  /** N-grams that are rarer are not learned. */
  readonly least: number
  /** What a negative review counts, beside a positive one: the corpus has few of them. */
  readonly negativeWeight: number
  readonly seed: number
}

const hashesIn = ({ letters }: Example) => hashesOf(letters, partsOf(letters))

/**
 * Logistic regression by Adagrad (Duchi and others, 2011, https://jmlr.org/papers/v12/duchi11a.html), its rate falling to
 * zero.
 */
export const trainLinear = (examples: readonly Example[], settings: LinearSettings): Linear => {
  const { epochs, rate, least, negativeWeight, seed } = settings
  const hashes = frequentHashes(count => {
    for (const example of examples) count(hashesIn(example))
  }, least)
  const index = createRowIndex(hashes)
  const weights = new Float32Array(index.size)
  const squares = new Float32Array(index.size).fill(1e-2)
  const order = Int32Array.from(examples, (_, n) => n)
  const random = createRandom(seed)
  const steps = epochs * examples.length
  let bias = 0
  let taken = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    for (const n of order) {
      const example = examples[n]!
      const features = hashesIn(example)
      const rows = new Int32Array(features.length)
      let sum = 0
      for (let k = 0; k < features.length; k++) {
        rows[k] = index.rowOf(features[k]!)
        if (rows[k]! >= 0) sum += weights[rows[k]!]!
      }
      const length = lengthOf(features.length)
      const chance = 1 / (1 + Math.exp(-(sum / length + bias)))
      const slope = example.isPositive ? chance - 1 : chance * negativeWeight
      const pace = rate * (1 - taken++ / steps)
      bias -= 0.01 * pace * slope
      const step = slope / length
      for (const row of rows) {
        if (row < 0) continue
        squares[row]! += step * step
        weights[row]! -= (pace * step) / Math.sqrt(squares[row]!)
      }
    }
  }
  return { hashes, index, weights, bias }
}
