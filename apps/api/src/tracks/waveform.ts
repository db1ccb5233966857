import type { Peaks } from '@mudig/shared/clients/ffmpeg/peaks'

/** Peaks with fewer pixels: as many of them in one as leave at least so many a second. */
export const withPixelsPerSecond = (peaks: Peaks, wanted: number): Peaks => {
  const { sampleRate, samplesPerPixel, pairs } = peaks
  const merged = Math.floor(sampleRate / samplesPerPixel / wanted)
  if (merged < 2) return peaks
  const length = pairs.length / 2
  const fewer = new Int8Array(2 * Math.ceil(length / merged))
  for (let pixel = 0; pixel < length; pixel += merged) {
    let [lowest, highest] = [127, -128]
    for (let at = pixel; at < Math.min(length, pixel + merged); at += 1) {
      lowest = Math.min(lowest, pairs[2 * at]!)
      highest = Math.max(highest, pairs[2 * at + 1]!)
    }
    fewer.set([lowest, highest], (2 * pixel) / merged)
  }
  return { ...peaks, samplesPerPixel: samplesPerPixel * merged, pairs: fewer }
}
