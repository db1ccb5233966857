import { type Kept, type Memory, placesOf, type Shape } from '../network.js'

/** What `createBackward` takes of the memory. */
export const backwardNumbers = (shape: Shape, mostPositions: number): number => {
  const { size, layers } = placesOf(shape)
  const widest = layers.at(-1)!.inputs
  return 2 * size + (mostPositions + 4) * (4 * shape.cells + 2 * widest) + 64
}

/** Goes back through the reading that the memory's trace holds. */
export const createBackward = (
  { longest, width, cells, hidden }: Shape,
  { kernels, places, take, parameters, trace }: Memory,
  embeddings: Float32Array,
  squares: Float32Array,
  mostPositions: number,
) => {
  const states = 2 * cells
  const gatesEach = 4 * cells
  const widest = places.layers.at(-1)!.inputs
  const slopes = take(places.size)
  /** Each layer's gates, a row for each gate, to go from gates to inputs. */
  const turned = places.layers.map(({ inputs }) => take(inputs * gatesEach))
  const ofGates = take((mostPositions + 4) * gatesEach)
  const ofInputs = take((mostPositions + 4) * widest)
  /** Of the embeddings' sums, which every layer reads. */
  const ofText = new Float32Array(mostPositions * width)
  const ofPooled = new Float32Array(gatesEach)
  const ofCells = new Float32Array(mostPositions * states)
  const carried = new Float32Array(cells)

  const turnGates = () => {
    for (const [layer, { inputs, gates }] of places.layers.entries()) {
      const to = turned[layer]!
      for (let input = 0; input < inputs; input++)
        for (let gate = 0; gate < gatesEach; gate++)
          to[gate * inputs + input] = parameters[gates + input * gatesEach + gate]!
    }
  }

  const throughHidden = (kept: Kept, slope: number) => {
    const { inner, innerBias, outer, outerBias } = places
    ofPooled.fill(0)
    slopes[outerBias]! += slope
    for (let n = 0; n < hidden; n++) {
      const value = trace.hidden[n]!
      if (value <= 0) continue
      slopes[outer + n]! += slope * value
      const ofHidden = slope * parameters[outer + n]!
      slopes[innerBias + n]! += ofHidden
      const from = inner + n * gatesEach
      for (let j = 0; j < gatesEach; j++) {
        slopes[from + j]! += ofHidden * trace.pooled[j]!
        ofPooled[j]! += ofHidden * parameters[from + j]!
      }
    }
    for (let j = 0; j < gatesEach; j++) ofPooled[j]! *= kept.pooled[j]!
  }

  const throughPool = () => {
    const { positions, peaks } = trace
    for (let at = 0; at < positions; at++)
      for (let cell = 0; cell < states; cell++) ofCells[at * states + cell] = ofPooled[states + cell]! / positions
    for (let cell = 0; cell < states; cell++) ofCells[peaks[cell]! * states + cell]! += ofPooled[cell]!
  }

  /** Against the direction of reading. */
  const throughCells = (layer: number, first: number, last: number, by: number, offset: number) => {
    const gates = trace.gates[layer]!
    const values = trace.cells[layer]!
    carried.fill(0)
    for (let at = last; at !== first - by; at -= by) {
      const gate = at * gatesEach + offset
      const value = at * states + offset
      const before = (at - by) * states + offset
      for (let cell = 0; cell < cells; cell++) {
        const taken = gates[gate + cell]!
        const share = gates[gate + states + cell]!
        const had = at === first ? 0 : values[before + cell]!
        const ofValue = carried[cell]! + ofCells[value + cell]!
        ofGates[gate + cell] = ofValue * (1 - share) * (1 - taken * taken)
        ofGates[gate + states + cell] = ofValue * (had - taken) * share * (1 - share)
        carried[cell] = ofValue * share
      }
    }
  }

  const throughGates = (layer: number) => {
    const { inputs, gates, gateBias } = places.layers[layer]!
    const { positions } = trace
    const rows = Math.ceil(positions / 4) * 4
    ofGates.fill(0, positions * gatesEach, rows * gatesEach)
    for (let at = 0; at < positions; at++)
      for (let gate = 0; gate < gatesEach; gate++) slopes[gateBias + gate]! += ofGates[at * gatesEach + gate]!
    const read = trace.inputs[layer]!.byteOffset
    const ofParameters = slopes.byteOffset + gates * 4
    kernels.multiply(read, 4, inputs * 4, ofGates.byteOffset, ofParameters, inputs, gatesEach * 4, positions)
    ofInputs.fill(0, 0, rows * inputs)
    const back = turned[layer]!.byteOffset
    kernels.multiply(ofGates.byteOffset, gatesEach * 4, 4, back, ofInputs.byteOffset, rows, inputs * 4, gatesEach)
  }

  /** To the cells of the layer below, and to the text. */
  const throughInputs = (layer: number, kept: Kept) => {
    const { inputs } = places.layers[layer]!
    const { positions } = trace
    if (layer === 0) {
      for (let n = 0; n < positions * width; n++) ofText[n]! += ofInputs[n]!
      return
    }
    const factors = kept.inputs[layer - 1]!
    for (let at = 0; at < positions; at++) {
      for (let n = 0; n < states; n++) ofCells[at * states + n] = ofInputs[at * inputs + n]! * factors[n]!
      for (let n = 0; n < width; n++)
        ofText[at * width + n]! += ofInputs[at * inputs + states + n]! * factors[states + n]!
    }
  }

  const toEmbeddings = (rows: Int32Array, rate: number) => {
    for (let n = 0; n < rows.length; n++) {
      if (rows[n]! < 0) continue
      const from = rows[n]! * width
      const text = Math.floor(n / longest) * width
      for (let j = 0; j < width; j++) {
        const slope = ofText[text + j]!
        squares[from + j]! += slope * slope
        embeddings[from + j]! -= (rate * slope) / Math.sqrt(squares[from + j]!)
      }
    }
  }

  const learn = (rows: Int32Array, kept: Kept, slope: number, rate: number) => {
    const { positions } = trace
    throughHidden(kept, slope)
    throughPool()
    ofText.fill(0, 0, positions * width)
    for (let layer = places.layers.length - 1; layer >= 0; layer--) {
      throughCells(layer, 0, positions - 1, 1, 0)
      throughCells(layer, positions - 1, 0, -1, cells)
      throughGates(layer)
      throughInputs(layer, kept)
    }
    toEmbeddings(rows, rate)
  }
  turnGates()
  return { slopes, turnGates, learn }
}
