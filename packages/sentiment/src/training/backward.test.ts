import t from 'tap'
import { createMemory, createReader, type Kept } from '../network.js'
import { backwardNumbers, createBackward } from './backward.js'
import { createRandom } from './random.js'
import { beginParameters } from './train-network.js'

const shape = { longest: 2, width: 8, cells: 4, depth: 2, hidden: 8 }
const rowCount = 5
const mostPositions = 10

t.test('slopes are what scores do when numbers change', async t => {
  const random = createRandom(5)
  const memory = createMemory(shape, mostPositions, backwardNumbers(shape, mostPositions))
  const { parameters } = memory
  beginParameters(parameters, shape, random)
  const embeddings = Float32Array.from({ length: rowCount * shape.width }, () => random() - 0.5)
  // So large that steps are tiny, and all of the same length.
  const squares = new Float32Array(embeddings.length).fill(1e6)
  const rows = Int32Array.from({ length: 7 * shape.longest }, () => Math.floor(random() * (rowCount + 1)) - 1)
  const some = (length: number, least: number) => Float32Array.from({ length }, () => (random() < least ? 0 : 1.25))
  const kept: Kept = { inputs: [some(2 * shape.cells + shape.width, 0.2)], pooled: some(4 * shape.cells, 0.3) }
  const read = createReader(shape, embeddings, memory)
  const { slopes, learn } = createBackward(shape, memory, embeddings, squares, mostPositions)
  const before = embeddings.slice()
  const rate = 10
  read(rows, kept)
  learn(rows, kept, 1, rate)
  const stepped = embeddings.map((number, n) => (before[n]! - number) * (1_000 / rate))
  embeddings.set(before)

  const slopeOf = (values: Float32Array, n: number) => {
    const value = values[n]!
    const by = 2 ** -9
    values[n] = value + by
    const above = read(rows, kept)
    values[n] = value - by
    const below = read(rows, kept)
    values[n] = value
    return (above - below) / (2 * by)
  }
  const farFrom = (values: Float32Array, found: Float32Array) =>
    [...values.keys()].filter(n => !(Math.abs(found[n]! - slopeOf(values, n)) < 1e-3))
  t.strictSame(farFrom(parameters, slopes), [])
  t.strictSame(farFrom(embeddings, stepped), [])
})
