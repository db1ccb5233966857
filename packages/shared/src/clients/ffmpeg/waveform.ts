import type { Peaks } from './peaks.js'

/** Peaks as audiowaveform writes them, version 2 of its format; players take it as it is. */
export interface WaveformJson {
  readonly version: 2
  readonly channels: 1
  readonly sample_rate: number
  readonly samples_per_pixel: number
  readonly bits: 8
  /** Pixels. */
  readonly length: number
  /** Lowest and highest of each pixel in turn. */
  readonly data: number[]
}

export const waveformJson = ({ sampleRate, samplesPerPixel, pairs }: Peaks): WaveformJson => ({
  version: 2,
  channels: 1,
  sample_rate: sampleRate,
  samples_per_pixel: samplesPerPixel,
  bits: 8,
  length: pairs.length / 2,
  data: Array.from(pairs),
})

const headerBytes = 24
const eightBits = 1

/** The same in binary: six numbers of 32 bits, little-endian, then the pairs. */
export const waveformDat = ({ sampleRate, samplesPerPixel, pairs }: Peaks): Buffer => {
  const bytes = Buffer.alloc(headerBytes + pairs.length)
  for (const [index, value] of [2, eightBits, sampleRate, samplesPerPixel, pairs.length / 2, 1].entries())
    bytes.writeUInt32LE(value, index * 4)
  bytes.set(new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.length), headerBytes)
  return bytes
}

/** Reads what `waveformDat` wrote. @throws Error for anything else */
export const readWaveformDat = (bytes: Buffer): Peaks => {
  const numbers = Array.from({ length: 6 }, (_, index) => bytes.readUInt32LE(index * 4))
  const [version, flags, sampleRate = 0, samplesPerPixel = 0, length = 0, channels] = numbers
  if (version !== 2 || flags !== eightBits || channels !== 1 || bytes.byteLength !== headerBytes + length * 2)
    throw new Error('this is no waveform of eight bits and one channel')
  return { sampleRate, samplesPerPixel, pairs: new Int8Array(bytes.subarray(headerBytes)) }
}
