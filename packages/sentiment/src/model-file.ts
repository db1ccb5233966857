import { createHash } from 'node:crypto'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { readBytes, writeBytes } from './bytes.js'
import { type Network, placesOf } from './network.js'
import { createRowIndex } from './row-index.js'
import type { Ensemble } from './sentiment.js'

/** Begins every file; its last letter is the version of what follows. */
const mark = Buffer.from('mudig-sentiment-2')
const hashBytes = 32
/** A model of today unpacks to a quarter of this. */
const mostBytes = 64 * 1024 * 1024

/** Steps that an embedding's numbers have on either side of zero; seven instead of three were no better. */
const steps = 3
/** Scales are written as powers of two, so many to a doubling. */
const scaleFineness = 8
const scaleOffset = 160

const weightSteps = 127

/** More than any network of today has. */
const mostLayers = 8

/** The file that keeps a model: weights in eight bits, embeddings in less than three, as few as brotli makes of them. */
export const encodeModel = (ensemble: Ensemble): Buffer => {
  const packed = brotliCompressSync(encodeEnsemble(ensemble), { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } })
  return Buffer.concat([mark, createHash('sha256').update(packed).digest(), packed])
}

/** The model as it will be read back from its file, rounding included. */
export const roundModel = (ensemble: Ensemble): Ensemble => decodeEnsemble(readBytes(encodeEnsemble(ensemble)))

const encodeEnsemble = ({ linear, networks, mix }: Ensemble): Buffer => {
  const out = writeBytes()
  out.floats([...mix.weights, mix.bias, linear.bias])
  const order = inOrder(linear.hashes)
  const largest = linear.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  out.rising(Uint32Array.from(order, row => linear.hashes[row]! >>> 0))
  out.floats([largest / weightSteps])
  out.small(Int8Array.from(order, row => Math.round((linear.weights[row]! / largest) * weightSteps)))
  out.unsigned(networks.length)
  for (const network of networks) encodeNetwork(network, out)
  return out.whole()
}

const encodeNetwork = (network: Network, out: ReturnType<typeof writeBytes>) => {
  const { longest, width, cells, depth, hidden, hashes, embeddings, parameters } = network
  for (const number of [longest, width, cells, depth, hidden]) out.unsigned(number)
  const order = inOrder(hashes)
  const scales = new Uint8Array(order.length)
  const numbers = new Int8Array(order.length * width)
  for (const [n, row] of order.entries()) {
    const embedding = embeddings.subarray(row * width, (row + 1) * width)
    const largest = embedding.reduce((most, number) => Math.max(most, Math.abs(number)), 1e-6)
    // Rounded up, so that nothing is larger than seven steps.
    scales[n] = Math.min(255, Math.max(0, Math.ceil(Math.log2(largest / steps) * scaleFineness) + scaleOffset))
    for (const [j, number] of embedding.entries())
      numbers[n * width + j] = Math.max(-steps, Math.min(steps, Math.round(number / scaleOf(scales[n]!))))
  }
  out.rising(Uint32Array.from(order, row => hashes[row]! >>> 0))
  out.small(scales)
  out.small(numbers)
  out.floats(parameters)
}

const scaleOf = (written: number): number => 2 ** ((written - scaleOffset) / scaleFineness)

/** Rows by their hashes, as numbers without a sign. */
const inOrder = (hashes: Int32Array): Uint32Array =>
  Uint32Array.from(hashes.keys()).sort((a, b) => (hashes[a]! >>> 0) - (hashes[b]! >>> 0))

/** What a file is no model for. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError'
}

/** @throws ModelFileError for anything but a whole file of `encodeModel` */
export const decodeModel = (file: Buffer): Ensemble => {
  if (!file.subarray(0, mark.length).equals(mark))
    throw new ModelFileError(`the file does not begin as a sentiment model of this version does ("${mark}")`)
  const packed = file.subarray(mark.length + hashBytes)
  const hash = createHash('sha256').update(packed).digest()
  if (!hash.equals(file.subarray(mark.length, mark.length + hashBytes)))
    throw new ModelFileError('the sentiment model is damaged or cut off: its checksum does not fit')
  try {
    const from = readBytes(brotliDecompressSync(packed, { maxOutputLength: mostBytes }))
    const ensemble = decodeEnsemble(from)
    if (!from.isOver()) throw new RangeError('bytes are left over')
    return ensemble
  } catch (error) {
    throw new ModelFileError(`the sentiment model cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

const decodeEnsemble = (from: ReturnType<typeof readBytes>): Ensemble => {
  const mixed = [...from.floats()]
  const linearBias = mixed.pop()!
  const bias = mixed.pop()!
  const hashes = Int32Array.from(from.rising())
  const [scale] = from.floats()
  const weights = Float32Array.from(from.small(), written => written * scale!)
  const linear = { hashes, index: createRowIndex(hashes), weights, bias: linearBias }
  const networks = Array.from({ length: from.unsigned() }, () => decodeNetwork(from))
  if (weights.length !== hashes.length || mixed.length !== networks.length + 1)
    throw new RangeError('its parts do not fit each other')
  return { linear, networks, mix: { weights: mixed, bias } }
}

const decodeNetwork = (from: ReturnType<typeof readBytes>): Network => {
  const [longest, width, cells, depth, hidden] = Array.from({ length: 5 }, () => from.unsigned()) as [
    number,
    number,
    number,
    number,
    number,
  ]
  if (depth < 1 || depth > mostLayers) throw new RangeError(`it has ${depth} layers`)
  const hashes = Int32Array.from(from.rising())
  const scales = from.small()
  const numbers = from.small()
  if (scales.length !== hashes.length || numbers.length !== hashes.length * width)
    throw new RangeError('its parts do not fit each other')
  const embeddings = new Float32Array(numbers.length)
  for (let row = 0; row < scales.length; row++) {
    const scale = scaleOf(scales[row]! & 0xff)
    for (let n = row * width; n < (row + 1) * width; n++) embeddings[n] = numbers[n]! * scale
  }
  const parameters = from.floats()
  const shape = { longest, width, cells, depth, hidden }
  if (parameters.length !== placesOf(shape).size) throw new RangeError('its parts do not fit each other')
  return { ...shape, hashes, index: createRowIndex(hashes), embeddings, parameters }
}
