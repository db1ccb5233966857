import type { AnalysisProgress } from '@mudig/shared/clients/ffmpeg/analyse'

/** Of one analysed pixel. */
const msPerPixel = 50
/** As many are told of a track while it is decoded, however long it is; the whole waveform comes as a file. */
const pixelsTold = 800
/** A file that is longer than it says is told of no further than this. */
const mostPixels = 4 * pixelsTold

/**
 * Gathers the pixels of a waveform while it grows, several of them to one where the track is long.
 * @param expectedMs how long the file says it is
 */
export const createPartialWaveform = (expectedMs: number) => {
  const perPixel = Math.max(1, Math.ceil(expectedMs / msPerPixel / pixelsTold))
  let told = 0
  let gathered: number[] = []
  let low = 127
  let high = -128
  let inPixel = 0
  return {
    add: ({ pairs }: Pick<AnalysisProgress, 'pairs'>): void => {
      for (let at = 0; at < pairs.length; at += 2) {
        low = Math.min(low, pairs[at]!)
        high = Math.max(high, pairs[at + 1]!)
        if (++inPixel < perPixel) continue
        if (told + gathered.length / 2 < mostPixels) gathered.push(low, high)
        low = 127
        high = -128
        inPixel = 0
      }
    },
    /** What came since it was asked last; `from` is the number of the first pixel. Undefined where nothing did. */
    take: () => {
      if (gathered.length === 0) return undefined
      const news = { is_whole: false, ms_per_pixel: msPerPixel * perPixel, from: told, data: gathered }
      told += gathered.length / 2
      gathered = []
      return news
    },
  }
}
