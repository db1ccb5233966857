import { createKernels } from './kernels.js'
import type { RowIndex } from './row-index.js'

export interface Shape {
  /** N-grams of 1 to so many letters end at each position. */
  readonly longest: number
  /** Numbers of an embedding; a multiple of eight. */
  readonly width: number
  /** In each direction of each layer; a multiple of four. */
  readonly cells: number
  /** Layers of cells, each reading what those below it made of the text, beside the text. */
  readonly depth: number
  readonly hidden: number
}

/**
 * A quasi-recurrent network (Bradbury and others, 2016, https://arxiv.org/abs/1611.01576) whose convolution is a lookup:
 * the embeddings of the n-grams that end at a position are summed, gates made of them run over the text in both
 * directions, and the largest and the mean value of each of the last layer's cells go through one hidden layer.
 */
export interface Network extends Shape {
  readonly hashes: Int32Array
  readonly index: RowIndex
  /** `width` numbers a row of the index. */
  readonly embeddings: Float32Array
  /** All the others, placed by `placesOf`. */
  readonly parameters: Float32Array
}

/** Where each of a network's numbers begins among its parameters. */
export interface Places {
  /**
   * `inputs` rows of `4 * cells`: what a cell would take in, those that read forward and those that read backward, then
   * the share that each keeps of what it has; and a bias for each.
   */
  readonly layers: readonly { readonly inputs: number; readonly gates: number; readonly gateBias: number }[]
  /** `hidden` rows of `4 * cells`. */
  readonly inner: number
  readonly innerBias: number
  readonly outer: number
  readonly outerBias: number
  /** Of all. */
  readonly size: number
}

export const placesOf = ({ width, cells, depth, hidden }: Omit<Shape, 'longest'>): Places => {
  let size = 0
  const place = (length: number) => {
    size += length
    return size - length
  }
  const layers = Array.from({ length: depth }, (_, layer) => {
    const inputs = layer === 0 ? width : 2 * cells + width
    return { inputs, gates: place(inputs * 4 * cells), gateBias: place(4 * cells) }
  })
  const inner = place(hidden * 4 * cells)
  const [innerBias, outer, outerBias] = [place(hidden), place(hidden), place(1)]
  return { layers, inner, innerBias, outer, outerBias, size }
}

/** Positions are worked on four at a time. */
const block = 4
const blocked = (positions: number) => Math.ceil(positions / block) * block

/** What one reading leaves behind, for the next to overwrite and for training to go back through. */
export interface Trace {
  positions: number
  /** Of each layer, a row a position. */
  readonly inputs: readonly Float32Array[]
  readonly gates: readonly Float32Array[]
  readonly cells: readonly Float32Array[]
  /** The largest of each cell of the last layer, then the mean of each. */
  readonly pooled: Float32Array
  /** Where each cell was largest. */
  readonly peaks: Int32Array
  readonly hidden: Float32Array
}

/** What training multiplies numbers by, 0 for those that a reading goes without. */
export interface Kept {
  /** Of each layer but the first, one for each column of its inputs. */
  readonly inputs: readonly Float32Array[]
  readonly pooled: Float32Array
}

/** The memory that a network of this shape computes in. */
export const createMemory = (shape: Shape, mostPositions: number, more = 0) => {
  const { cells, hidden } = shape
  const places = placesOf(shape)
  const most = blocked(mostPositions)
  const sizes = places.layers.map(({ inputs }) => most * (inputs + 4 * cells + 2 * cells))
  const bytes = 4 * (places.size + sizes.reduce((sum, size) => sum + size, 0) + more) + 1_024
  const { kernels, memory } = createKernels(bytes)
  let at = 0
  /** Numbers at a multiple of 16 bytes. */
  const take = (length: number): Float32Array => {
    const numbers = new Float32Array(memory, at, length)
    at = Math.ceil((at + length * 4) / 16) * 16
    return numbers
  }
  const parameters = take(places.size)
  const trace: Trace = {
    positions: 0,
    inputs: places.layers.map(({ inputs }) => take(most * inputs)),
    gates: places.layers.map(() => take(most * 4 * cells)),
    cells: places.layers.map(() => take(most * 2 * cells)),
    pooled: new Float32Array(4 * cells),
    peaks: new Int32Array(2 * cells),
    hidden: new Float32Array(hidden),
  }
  return { kernels, places, take, parameters, trace }
}

export type Memory = ReturnType<typeof createMemory>

/**
 * Reads texts with the parameters in `memory` and tells the log-odds that one is positive.
 * The rows are those of the embeddings, `longest` a position, -1 for none.
 */
export const createReader = (shape: Shape, embeddings: Float32Array, memory: Memory) => {
  const { longest, width, cells, hidden } = shape
  const { kernels, places, parameters, trace } = memory
  const states = 2 * cells
  const gatesEach = 4 * cells

  const embed = (rows: Int32Array) => {
    const inputs = trace.inputs[0]!
    inputs.fill(0, 0, blocked(trace.positions) * width)
    for (let n = 0; n < rows.length; n++) {
      if (rows[n]! < 0) continue
      const from = rows[n]! * width
      const to = Math.floor(n / longest) * width
      for (let j = 0; j < width; j++) inputs[to + j]! += embeddings[from + j]!
    }
  }

  const openGates = (layer: number) => {
    const { inputs, gates, gateBias } = places.layers[layer]!
    const values = trace.gates[layer]!
    const rows = blocked(trace.positions)
    const bias = parameters.subarray(gateBias, gateBias + gatesEach)
    for (let at = 0; at < rows; at++) values.set(bias, at * gatesEach)
    const from = trace.inputs[layer]!.byteOffset
    kernels.multiply(from, inputs * 4, 4, gates * 4, values.byteOffset, rows, gatesEach * 4, inputs)
    kernels.open(values.byteOffset, rows, states * 4)
  }

  const runCells = (layer: number) => {
    const gates = trace.gates[layer]!
    const values = trace.cells[layer]!
    const { positions } = trace
    const run = (first: number, end: number, by: number, offset: number) => {
      for (let at = first; at !== end; at += by) {
        const gate = at * gatesEach
        const to = at * states
        const before = (at - by) * states
        for (let cell = offset; cell < offset + cells; cell++) {
          const share = gates[gate + states + cell]!
          const last = at === first ? 0 : values[before + cell]!
          const taken = gates[gate + cell]!
          values[to + cell] = taken + share * (last - taken)
        }
      }
    }
    run(0, positions, 1, 0)
    run(positions - 1, -1, -1, cells)
  }

  /** What the next layer reads: this one's cells, and the text once more. */
  const passOn = (layer: number, kept?: Kept) => {
    const { inputs } = places.layers[layer + 1]!
    const values = trace.cells[layer]!
    const text = trace.inputs[0]!
    const to = trace.inputs[layer + 1]!
    const { positions } = trace
    for (let at = 0; at < positions; at++) {
      for (let n = 0; n < states; n++) to[at * inputs + n] = values[at * states + n]!
      for (let n = 0; n < width; n++) to[at * inputs + states + n] = text[at * width + n]!
    }
    to.fill(0, positions * inputs, blocked(positions) * inputs)
    const factors = kept?.inputs[layer]
    if (factors)
      for (let at = 0; at < positions; at++) for (let n = 0; n < inputs; n++) to[at * inputs + n]! *= factors[n]!
  }

  const pool = () => {
    const values = trace.cells.at(-1)!
    const { positions, pooled, peaks } = trace
    for (let cell = 0; cell < states; cell++) {
      let largest = Number.NEGATIVE_INFINITY
      let sum = 0
      let peak = 0
      for (let at = 0; at < positions; at++) {
        const value = values[at * states + cell]!
        sum += value
        if (value > largest) {
          largest = value
          peak = at
        }
      }
      pooled[cell] = largest
      pooled[states + cell] = sum / positions
      peaks[cell] = peak
    }
  }

  const decide = (): number => {
    const { inner, innerBias, outer, outerBias } = places
    const { pooled } = trace
    let score = parameters[outerBias]!
    for (let n = 0; n < hidden; n++) {
      let sum = parameters[innerBias + n]!
      const from = inner + n * gatesEach
      for (let j = 0; j < gatesEach; j++) sum += parameters[from + j]! * pooled[j]!
      trace.hidden[n] = Math.max(0, sum)
      score += parameters[outer + n]! * trace.hidden[n]!
    }
    return score
  }

  return (rows: Int32Array, kept?: Kept): number => {
    trace.positions = rows.length / longest
    embed(rows)
    for (let layer = 0; layer < shape.depth; layer++) {
      openGates(layer)
      runCells(layer)
      if (layer < shape.depth - 1) passOn(layer, kept)
    }
    pool()
    if (kept) for (let n = 0; n < kept.pooled.length; n++) trace.pooled[n]! *= kept.pooled[n]!
    return decide()
  }
}
