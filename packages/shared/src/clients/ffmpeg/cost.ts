import type { Bounds } from './bounded-run.js'

/**
 * What decoding or encoding a track may take: a minute and a tenth of its length, where six channels at 192 kHz
 * take a fortieth. A length that nobody knows counts as the longest.
 */
export const boundsFor = (
  durationMs: number | undefined,
  maxSeconds: number,
): Pick<Bounds, 'cpuSeconds' | 'wallSeconds'> => {
  const seconds = Math.min(durationMs === undefined ? maxSeconds : durationMs / 1_000, maxSeconds)
  const cpuSeconds = Math.ceil(60 + seconds / 10)
  return { cpuSeconds, wallSeconds: 4 * cpuSeconds }
}
