import { setTimeout as delay } from 'node:timers/promises'

export interface UntilOptions {
  readonly withinMs: number
  readonly everyMs?: number
  /** Ends the wait early, with the answer false. */
  readonly signal?: AbortSignal
}

/**
 * Asks again until the answer is true or the time is over; what happens in another process cannot be awaited otherwise.
 */
export const until = async (
  check: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 20, signal }: UntilOptions,
): Promise<boolean> => {
  const deadline = performance.now() + withinMs
  for (;;) {
    if (await check()) return true
    if (performance.now() >= deadline || signal?.aborted) return false
    await delay(everyMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
  }
}
