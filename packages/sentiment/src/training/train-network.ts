import { hashesAt, nothing } from '../hashes.js'
import { createMemory, createReader, type Kept, type Network, placesOf, type Shape } from '../network.js'
import { createRowIndex } from '../row-index.js'
import { createAdam } from './adam.js'
import { backwardNumbers, createBackward } from './backward.js'
import type { Example } from './examples.js'
import { createRandom, type Random, shuffle } from './random.js'
import { frequentHashes } from './vocabulary.js'

export interface NetworkSettings extends Shape {
  readonly epochs: number
  /** N-grams that are rarer are not learned. */
  readonly least: number
  readonly embeddingRate: number
  readonly layerRate: number
  /** The share of n-grams that a reading goes without. */
  readonly ngramDropout: number
  /** The share of what layers pass to each other that it goes without. */
  readonly layerDropout: number
  /** The share of pooled numbers that it goes without. */
  readonly pooledDropout: number
  readonly negativeWeight: number
  readonly seed: number
}

/** Layers are stepped once for so many reviews, embeddings for each. */
const batch = 16
/** A review that is judged as well as this teaches nothing; going back through it is left out. */
const closeEnough = 0.05
/** The rates fall to this share of their beginning. */
const leastPace = 0.02

export type Report = (done: number, total: number) => void

/** The embeddings learn by Adagrad, the layers by Adam; every number follows from the examples and the seed. */
export const trainNetwork = (examples: readonly Example[], settings: NetworkSettings, report: Report): Network => {
  const { longest, width, cells, depth, epochs, least, negativeWeight, seed } = settings
  const random = createRandom(seed)
  const hashes = frequentHashes(count => {
    for (const { letters } of examples) count(hashesAt(letters, longest))
  }, least)
  const index = createRowIndex(hashes)
  const embeddings = Float32Array.from({ length: index.size * width }, () => (random() - 0.5) * 0.01)
  const squares = new Float32Array(index.size * width).fill(1e-3)

  const mostPositions = examples.reduce((most, { letters }) => Math.max(most, letters.length), 1)
  const memory = createMemory(settings, mostPositions, backwardNumbers(settings, mostPositions))
  beginParameters(memory.parameters, settings, random)
  const read = createReader(settings, embeddings, memory)
  const back = createBackward(settings, memory, embeddings, squares, mostPositions)
  const step = createAdam(memory.parameters, back.slopes)
  const kept: Kept = {
    inputs: Array.from({ length: depth - 1 }, () => new Float32Array(2 * cells + width)),
    pooled: new Float32Array(4 * cells),
  }
  const choose = (factors: Float32Array, dropout: number) => {
    for (let n = 0; n < factors.length; n++) factors[n] = random() < dropout ? 0 : 1 / (1 - dropout)
  }
  const order = Int32Array.from(examples, (_, n) => n)
  const steps = epochs * examples.length
  let taken = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    for (const n of order) {
      const { letters, isPositive } = examples[n]!
      const rows = hashesAt(letters, longest)
      for (let k = 0; k < rows.length; k++)
        rows[k] = rows[k] === nothing || random() < settings.ngramDropout ? -1 : index.rowOf(rows[k]!)
      for (const factors of kept.inputs) choose(factors, settings.layerDropout)
      choose(kept.pooled, settings.pooledDropout)
      const chance = 1 / (1 + Math.exp(-read(rows, kept)))
      const pace = Math.max(leastPace, 1 - taken / steps)
      const slope = isPositive ? chance - 1 : chance
      if (Math.abs(slope) > closeEnough)
        back.learn(rows, kept, isPositive ? slope : slope * negativeWeight, settings.embeddingRate * pace)
      if (++taken % batch === 0) {
        step(settings.layerRate * pace, batch)
        back.turnGates()
      }
      if (taken % 10_000 === 0) report(taken, steps)
    }
  }
  return { ...settings, hashes, index, embeddings, parameters: memory.parameters.slice() }
}

/** Draws what parameters are before anything is learned. */
export const beginParameters = (parameters: Float32Array, shape: Shape, random: Random) => {
  const { layers, inner, outer } = placesOf(shape)
  const { cells, hidden } = shape
  const spread = (from: number, length: number, by: number) => {
    for (let n = from; n < from + length; n++) parameters[n] = (random() - 0.5) * 2 * by
  }
  for (const [layer, { inputs, gates, gateBias }] of layers.entries()) {
    spread(gates, inputs * 4 * cells, Math.sqrt((layer === 0 ? 3 : 1.5) / inputs))
    // A cell that reads letters begins by keeping most of what it has.
    if (layer === 0) parameters.fill(1, gateBias + 2 * cells, gateBias + 4 * cells)
  }
  spread(inner, hidden * 4 * cells, Math.sqrt(6 / (4 * cells)))
  spread(outer, hidden, 0.2)
}
