/** The bars that clients of the first day draw: 270 whole numbers from 0 to 300. */
export const barCount = 270
const highestBar = 300

const pixelsPerSecond = 20
/** Sums are kept in at most so many pieces, of which each bar gets fifteen or more. */
const mostPieces = 8_192

export interface Peaks {
  /** Hz. */
  readonly sampleRate: number
  readonly samplesPerPixel: number
  /** Lowest and highest of each pixel in turn, -128 to 127. */
  readonly pairs: Int8Array
}

/** Takes in mono samples of 16 bits as they come. Memory grows by 40 bytes a second of sound and by nothing else. */
export interface PeakMeter {
  add(samples: Int16Array): void
  /** Samples so far. */
  readonly count: number
  /** The pixels that are complete, from the one numbered `from`; valid until the next `add`. */
  pairsFrom(from: number): Int8Array
  /** What there is, with a last pixel that may be incomplete. */
  end(): { readonly peaks: Peaks; readonly bars: number[] }
}

export const createPeakMeter = (sampleRate: number): PeakMeter => {
  const samplesPerPixel = Math.max(1, Math.round(sampleRate / pixelsPerSecond))
  let pairs = new Int8Array(4_096)
  let pixels = 0
  let low = 32_767
  let high = -32_768
  let leftInPixel = samplesPerPixel
  // How long the sound is shows at its end, so the pieces begin as single samples and are joined in twos when there is
  // no room for more.
  const sums = new Float64Array(mostPieces)
  let perPiece = 1
  let pieces = 0
  let sum = 0
  let leftInPiece = 1
  let count = 0

  const closePixel = (): void => {
    if (pixels * 2 === pairs.length) {
      const larger = new Int8Array(pairs.length * 2)
      larger.set(pairs)
      pairs = larger
    }
    pairs[pixels * 2] = low >> 8
    pairs[pixels * 2 + 1] = high >> 8
    pixels++
    low = 32_767
    high = -32_768
    leftInPixel = samplesPerPixel
  }
  const closePiece = (): void => {
    sums[pieces++] = sum
    sum = 0
    if (pieces === mostPieces) {
      pieces = mostPieces / 2
      for (let i = 0; i < pieces; i++) sums[i] = sums[2 * i]! + sums[2 * i + 1]!
      perPiece *= 2
    }
    leftInPiece = perPiece
  }

  return {
    get count() {
      return count
    },
    add: samples => {
      const { length } = samples
      count += length
      let at = 0
      while (at < length) {
        const run = Math.min(leftInPixel, leftInPiece, length - at)
        const until = at + run
        for (; at < until; at++) {
          const value = samples[at]!
          if (value < low) low = value
          if (value > high) high = value
          sum += value < 0 ? -value : value
        }
        leftInPixel -= run
        leftInPiece -= run
        if (leftInPixel === 0) closePixel()
        if (leftInPiece === 0) closePiece()
      }
    },
    pairsFrom: from => pairs.subarray(from * 2, pixels * 2),
    end: () => {
      const bars = barsOf([...sums.subarray(0, pieces), sum], perPiece, count)
      if (leftInPixel < samplesPerPixel) closePixel()
      return { peaks: { sampleRate, samplesPerPixel, pairs: pairs.slice(0, pixels * 2) }, bars }
    },
  }
}

/** A piece on the border of two bars belongs to each by the part that lies in it. */
const barsOf = (sums: readonly number[], perPiece: number, count: number): number[] =>
  Array.from({ length: barCount }, (_, bar) => {
    const from = (count * bar) / barCount
    const to = (count * (bar + 1)) / barCount
    let total = 0
    for (let piece = Math.floor(from / perPiece); piece < sums.length && piece * perPiece < to; piece++) {
      const start = piece * perPiece
      const end = Math.min(start + perPiece, count)
      if (end > start) total += (sums[piece]! * (Math.min(end, to) - Math.max(start, from))) / (end - start)
    }
    const mean = to > from ? total / (to - from) / 32_768 : 0
    // As the first clients' server rounds: three digits, then whole.
    return Math.trunc((Math.round(mean * 1_000) / 1_000) * highestBar)
  })
