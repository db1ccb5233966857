import type { RowIndex } from './row-index.js'

/** The numbers that a network consists of, beside its embeddings. */
export interface Layers {
  /**
   * `4 * cells` rows of `width`: what a cell would take in and the share it keeps of what it has, reading forward; then
   * the same reading backward.
   */
  readonly gates: Float64Array
  readonly gateBias: Float64Array
  /** `hidden` rows of `4 * cells`. */
  readonly inner: Float64Array
  readonly innerBias: Float64Array
  readonly outer: Float64Array
  readonly outerBias: Float64Array
}

export interface Shape {
  /** N-grams of 1 to so many letters end at each position. */
  readonly longest: number
  /** Numbers of an embedding. */
  readonly width: number
  /** In each direction. */
  readonly cells: number
  readonly hidden: number
}

/**
 * A quasi-recurrent network (Bradbury and others, 2016, https://arxiv.org/abs/1611.01576) whose convolution is a lookup:
 * the embeddings of the n-grams that end at a position are summed, gates made of them run over the text in both
 * directions, and the largest and the mean value of each cell go through one hidden layer.
 */
export interface Network extends Shape {
  readonly hashes: Int32Array
  readonly index: RowIndex
  /** `width` numbers a row of the index. */
  readonly embeddings: Float32Array
  readonly layers: Layers
}

/** What one reading leaves behind, for the next to overwrite and for training to go back through. */
export interface Trace {
  positions: number
  readonly inputs: Float64Array
  readonly gates: Float64Array
  readonly cells: Float64Array
  /** The largest of each cell, then the mean of each. */
  readonly pooled: Float64Array
  /** Where each cell was largest. */
  readonly peaks: Int32Array
  readonly hidden: Float64Array
}

/** Positions are worked on four at a time. */
const block = 4

export const createTrace = ({ width, cells, hidden }: Shape, mostPositions: number): Trace => {
  const most = Math.ceil(mostPositions / block) * block
  return {
    positions: 0,
    inputs: new Float64Array(most * width),
    gates: new Float64Array(most * 4 * cells),
    cells: new Float64Array(most * 2 * cells),
    pooled: new Float64Array(4 * cells),
    peaks: new Int32Array(2 * cells),
    hidden: new Float64Array(hidden),
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
// Twice as fast as Math.tanh, and as good at the precision of weights of four bits.
const tanh = (x: number): number => 1 - 2 / (1 + Math.exp(2 * x))

/**
 * The log-odds that a text is positive.
 * @param rows of the embeddings, `longest` a position, -1 for none
 * @param kept in training what each pooled number is multiplied by
 */
export const networkScore = (
  network: Pick<Network, keyof Shape | 'embeddings' | 'layers'>,
  rows: Int32Array,
  trace: Trace,
  kept?: Float64Array,
): number => {
  trace.positions = rows.length / network.longest
  embed(network, rows, trace)
  openGates(network, trace)
  runCells(network, trace)
  pool(network, trace)
  if (kept) for (let n = 0; n < kept.length; n++) trace.pooled[n]! *= kept[n]!
  return decide(network, trace)
}

const embed = (
  { longest, width, embeddings }: Pick<Network, keyof Shape | 'embeddings'>,
  rows: Int32Array,
  { positions, inputs }: Trace,
) => {
  inputs.fill(0, 0, Math.ceil(positions / block) * block * width)
  for (let n = 0; n < rows.length; n++) {
    if (rows[n]! < 0) continue
    const from = rows[n]! * width
    const to = Math.floor(n / longest) * width
    for (let j = 0; j < width; j++) inputs[to + j]! += embeddings[from + j]!
  }
}

const openGates = ({ width, cells, layers }: Shape & { layers: Layers }, { positions, inputs, gates }: Trace) => {
  const count = 4 * cells
  const { gates: weights, gateBias } = layers
  for (let gate = 0; gate < count; gate++) {
    const isShare = Math.floor(gate / cells) % 2 === 1
    const from = gate * width
    const bias = gateBias[gate]!
    for (let at = 0; at < positions; at += block) {
      const p0 = at * width
      const p1 = p0 + width
      const p2 = p1 + width
      const p3 = p2 + width
      let s0 = bias
      let s1 = bias
      let s2 = bias
      let s3 = bias
      for (let j = 0; j < width; j++) {
        const w = weights[from + j]!
        s0 += w * inputs[p0 + j]!
        s1 += w * inputs[p1 + j]!
        s2 += w * inputs[p2 + j]!
        s3 += w * inputs[p3 + j]!
      }
      const to = at * count + gate
      gates[to] = isShare ? sigmoid(s0) : tanh(s0)
      gates[to + count] = isShare ? sigmoid(s1) : tanh(s1)
      gates[to + 2 * count] = isShare ? sigmoid(s2) : tanh(s2)
      gates[to + 3 * count] = isShare ? sigmoid(s3) : tanh(s3)
    }
  }
}

const runCells = ({ cells }: Shape, { positions, gates, cells: values }: Trace) => {
  const run = (first: number, last: number, by: number, offset: number) => {
    for (let cell = 0; cell < cells; cell++) {
      let value = 0
      for (let at = first; at !== last + by; at += by) {
        const gate = (at * 4 + offset * 2) * cells + cell
        const share = gates[gate + cells]!
        value = share * value + (1 - share) * gates[gate]!
        values[(at * 2 + offset) * cells + cell] = value
      }
    }
  }
  run(0, positions - 1, 1, 0)
  run(positions - 1, 0, -1, 1)
}

const pool = ({ cells }: Shape, { positions, cells: values, pooled, peaks }: Trace) => {
  const count = 2 * cells
  for (let cell = 0; cell < count; cell++) {
    let largest = Number.NEGATIVE_INFINITY
    let sum = 0
    let peak = 0
    for (let at = 0; at < positions; at++) {
      const value = values[at * count + cell]!
      sum += value
      if (value > largest) {
        largest = value
        peak = at
      }
    }
    pooled[cell] = largest
    pooled[count + cell] = sum / positions
    peaks[cell] = peak
  }
}

const decide = ({ cells, hidden, layers }: Shape & { layers: Layers }, { pooled, hidden: values }: Trace): number => {
  const { inner, innerBias, outer, outerBias } = layers
  const count = 4 * cells
  let score = outerBias[0]!
  for (let n = 0; n < hidden; n++) {
    let sum = innerBias[n]!
    for (let j = 0; j < count; j++) sum += inner[n * count + j]! * pooled[j]!
    values[n] = Math.max(0, sum)
    score += outer[n]! * values[n]!
  }
  return score
}
