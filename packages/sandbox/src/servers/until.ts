import { setTimeout as delay } from 'node:timers/promises'

export interface UntilOptions {
  readonly withinMs: number
  readonly everyMs?: number
  /** Ends the wait early, with the answer false. */
  readonly signal?: AbortSignal
}

/** A check that is still busy so long after the time is over counts as false. */
const hungAfterMs = 10_000

/**
 * Asks again until the answer is true or the time is over; what happens in another process cannot be awaited otherwise.
 * A check that never answers ends the wait, too.
 */
export const until = async (
  check: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 20, signal }: UntilOptions,
): Promise<boolean> => {
  const deadline = performance.now() + withinMs
  for (;;) {
    if (await answerOf(check, deadline + hungAfterMs)) return true
    if (performance.now() >= deadline || signal?.aborted) return false
    await delay(everyMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
  }
}

const answerOf = async (check: () => boolean | Promise<boolean>, deadline: number): Promise<boolean> => {
  const answer = check()
  if (typeof answer === 'boolean') return answer
  const answered = new AbortController()
  const hangs = delay(deadline - performance.now(), false, { signal: answered.signal, ref: false })
  return Promise.race([answer, hangs.catch(() => false)]).finally(() => answered.abort())
}
