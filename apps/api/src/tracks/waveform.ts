/** Peaks as audiowaveform has them in version 2 of its format. */
export interface Waveform {
  version: 2
  channels: number
  sample_rate: number
  samples_per_pixel: number
  bits: 8
  /** Pixels. */
  length: number
  /** Lowest and highest of each pixel in turn. */
  data: number[]
}

const headerBytes = 24
const eightBits = 1

/** Reads the binary form. @throws RangeError where it is none of eight bits and one channel */
export const readWaveform = (bytes: Buffer): Waveform => {
  if (bytes.byteLength < headerBytes) throw new RangeError('a waveform has a header of 24 bytes')
  const [version, flags, sample_rate, samples_per_pixel, length, channels] = [0, 4, 8, 12, 16, 20].map(at =>
    bytes.readUInt32LE(at),
  ) as [number, number, number, number, number, number]
  if (version !== 2 || flags !== eightBits || channels !== 1 || bytes.byteLength !== headerBytes + 2 * length)
    throw new RangeError('this is no waveform of eight bits and one channel')
  const data = Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + headerBytes, 2 * length))
  return { version, channels, sample_rate, samples_per_pixel, bits: 8, length, data }
}

/** The same with fewer pixels: as many of them in one as leave at least so many a second. */
export const withPixelsPerSecond = (waveform: Waveform, wanted: number): Waveform => {
  const { sample_rate, samples_per_pixel, length, data } = waveform
  const merged = Math.floor(sample_rate / samples_per_pixel / wanted)
  if (merged < 2) return waveform
  const fewer: number[] = []
  for (let pixel = 0; pixel < length; pixel += merged) {
    let [lowest, highest] = [127, -128]
    for (let at = pixel; at < Math.min(length, pixel + merged); at += 1) {
      lowest = Math.min(lowest, data[2 * at]!)
      highest = Math.max(highest, data[2 * at + 1]!)
    }
    fewer.push(lowest, highest)
  }
  return { ...waveform, samples_per_pixel: samples_per_pixel * merged, length: fewer.length / 2, data: fewer }
}
