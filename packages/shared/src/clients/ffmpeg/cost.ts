import type { Bounds } from './bounded-run.js'

/**
 * What decoding or encoding a track may take: a minute and a fifteenth of its length, where six channels at 192 kHz
 * take a fortieth. A length that nobody knows counts as the longest. Of the longest track it is less than what the
 * queues give a step, minutes to fetch the file included: one that hangs is ended for good, and not begun again.
 */
export const boundsFor = (
  durationMs: number | undefined,
  maxSeconds: number,
): Pick<Bounds, 'cpuSeconds' | 'wallSeconds'> => {
  const seconds = Math.min(durationMs === undefined ? maxSeconds : durationMs / 1_000, maxSeconds)
  const cpuSeconds = Math.ceil(60 + seconds / 15)
  return { cpuSeconds, wallSeconds: 2 * cpuSeconds }
}
