import { hashesAt } from '../hashes.js'
import { createTrace, type Layers, type Network, networkScore, type Shape, type Trace } from '../network.js'
import { createRowIndex } from '../row-index.js'
import { createAdam } from './adam.js'
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
  const { longest, width, epochs, least, negativeWeight, seed } = settings
  const random = createRandom(seed)
  const hashes = frequentHashes(count => {
    for (const { letters } of examples) count(hashesAt(letters, longest))
  }, least)
  const index = createRowIndex(hashes)
  const embeddings = Float32Array.from({ length: index.size * width }, () => (random() - 0.5) * 0.01)
  const squares = new Float32Array(index.size * width).fill(1e-3)
  const layers = createLayers(settings, random)
  const network: Network = { ...settings, hashes, index, embeddings, layers }

  const mostPositions = examples.reduce((most, { letters }) => Math.max(most, letters.length), 1)
  const trace = createTrace(settings, mostPositions)
  const back = createBackward(network, squares, trace, mostPositions)
  const adam = createAdam(layers, back.slopes)
  const kept = new Float64Array(4 * settings.cells)
  const order = Int32Array.from(examples, (_, n) => n)
  const steps = epochs * examples.length
  let taken = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    for (const n of order) {
      const { letters, isPositive } = examples[n]!
      const rows = hashesAt(letters, longest)
      for (let k = 0; k < rows.length; k++)
        rows[k] = rows[k] === 0 || random() < settings.ngramDropout ? -1 : index.rowOf(rows[k]!)
      for (let k = 0; k < kept.length; k++)
        kept[k] = random() < settings.pooledDropout ? 0 : 1 / (1 - settings.pooledDropout)
      const chance = 1 / (1 + Math.exp(-networkScore(network, rows, trace, kept)))
      const pace = Math.max(leastPace, 1 - taken / steps)
      const slope = isPositive ? chance - 1 : chance
      if (Math.abs(slope) > closeEnough)
        back.learn(rows, kept, isPositive ? slope : slope * negativeWeight, settings.embeddingRate * pace)
      if (++taken % batch === 0) adam.step(settings.layerRate * pace, batch)
      if (taken % 10_000 === 0) report(taken, steps)
    }
  }
  return network
}

const createLayers = ({ width, cells, hidden }: Shape, random: Random): Layers => {
  const spread = (length: number, by: number) => Float64Array.from({ length }, () => (random() - 0.5) * 2 * by)
  return {
    gates: spread(4 * cells * width, Math.sqrt(3 / width)),
    // A cell begins by keeping most of what it has.
    gateBias: Float64Array.from({ length: 4 * cells }, (_, gate) => Math.floor(gate / cells) % 2),
    inner: spread(hidden * 4 * cells, Math.sqrt(6 / (4 * cells))),
    innerBias: new Float64Array(hidden),
    outer: spread(hidden, 0.2),
    outerBias: new Float64Array(1),
  }
}

/** Goes back through the reading that `trace` holds. */
const createBackward = (network: Network, squares: Float32Array, trace: Trace, mostPositions: number) => {
  const { longest, width, cells, hidden, embeddings, layers } = network
  const count = 4 * cells
  const slopes: Layers = {
    gates: new Float64Array(layers.gates.length),
    gateBias: new Float64Array(count),
    inner: new Float64Array(layers.inner.length),
    innerBias: new Float64Array(hidden),
    outer: new Float64Array(hidden),
    outerBias: new Float64Array(1),
  }
  const ofPooled = new Float64Array(count)
  const ofGates = new Float64Array(mostPositions * count)
  const ofInput = new Float64Array(width)

  const throughHidden = (kept: Float64Array, slope: number) => {
    ofPooled.fill(0)
    slopes.outerBias[0]! += slope
    for (let n = 0; n < hidden; n++) {
      const value = trace.hidden[n]!
      if (value <= 0) continue
      slopes.outer[n]! += slope * value
      const ofHidden = slope * layers.outer[n]!
      slopes.innerBias[n]! += ofHidden
      for (let j = 0; j < count; j++) {
        slopes.inner[n * count + j]! += ofHidden * trace.pooled[j]!
        ofPooled[j]! += ofHidden * layers.inner[n * count + j]!
      }
    }
    for (let j = 0; j < count; j++) ofPooled[j]! *= kept[j]!
  }

  const throughCells = (first: number, last: number, by: number, offset: number) => {
    const { positions, gates, cells: values, peaks } = trace
    for (let cell = 0; cell < cells; cell++) {
      const column = offset * cells + cell
      const ofMean = ofPooled[2 * cells + column]! / positions
      let carried = 0
      // Against the direction of reading.
      for (let at = last; at !== first - by; at -= by) {
        const gate = (at * 4 + offset * 2) * cells + cell
        const taken = gates[gate]!
        const share = gates[gate + cells]!
        const before = at === first ? 0 : values[(at - by) * 2 * cells + column]!
        const ofValue = carried + ofMean + (peaks[column] === at ? ofPooled[column]! : 0)
        ofGates[gate] = ofValue * (1 - share) * (1 - taken * taken)
        ofGates[gate + cells] = ofValue * (before - taken) * share * (1 - share)
        carried = ofValue * share
      }
    }
  }

  const throughGates = (at: number) => {
    const { inputs } = trace
    const { gates: weights } = layers
    const { gates: ofWeights, gateBias: ofBias } = slopes
    ofInput.fill(0)
    for (let gate = 0; gate < count; gate += 4) {
      const g = at * count + gate
      const s0 = ofGates[g]!
      const s1 = ofGates[g + 1]!
      const s2 = ofGates[g + 2]!
      const s3 = ofGates[g + 3]!
      ofBias[gate]! += s0
      ofBias[gate + 1]! += s1
      ofBias[gate + 2]! += s2
      ofBias[gate + 3]! += s3
      const w0 = gate * width
      const w1 = w0 + width
      const w2 = w1 + width
      const w3 = w2 + width
      for (let j = 0; j < width; j++) {
        const x = inputs[at * width + j]!
        ofWeights[w0 + j]! += s0 * x
        ofWeights[w1 + j]! += s1 * x
        ofWeights[w2 + j]! += s2 * x
        ofWeights[w3 + j]! += s3 * x
        ofInput[j]! += s0 * weights[w0 + j]! + s1 * weights[w1 + j]! + s2 * weights[w2 + j]! + s3 * weights[w3 + j]!
      }
    }
  }

  const toEmbeddings = (rows: Int32Array, at: number, rate: number) => {
    for (let n = at * longest; n < (at + 1) * longest; n++) {
      if (rows[n]! < 0) continue
      const from = rows[n]! * width
      for (let j = 0; j < width; j++) {
        const slope = ofInput[j]!
        squares[from + j]! += slope * slope
        embeddings[from + j]! -= (rate * slope) / Math.sqrt(squares[from + j]!)
      }
    }
  }

  const learn = (rows: Int32Array, kept: Float64Array, slope: number, rate: number) => {
    throughHidden(kept, slope)
    throughCells(0, trace.positions - 1, 1, 0)
    throughCells(trace.positions - 1, 0, -1, 1)
    for (let at = 0; at < trace.positions; at++) {
      throughGates(at)
      toEmbeddings(rows, at, rate)
    }
  }
  return { slopes, learn }
}
