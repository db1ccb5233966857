export interface Watchdog {
  /** Aborts once one step took too long; combine it with the caller's own signal. */
  readonly signal: AbortSignal
  /** Runs one step of at most `ms`. Time between the steps is the caller's own and is not counted. */
  within<T>(ms: number, step: () => PromiseLike<T>): Promise<T>
}

/** Bounds the silences of a stream, where one timeout for the whole could not tell a long answer from a dead one. */
export const createWatchdog = (): Watchdog => {
  const controller = new AbortController()
  return {
    signal: controller.signal,
    within: async (ms, step) => {
      const timer = setTimeout(() => controller.abort(new Error(`nothing arrived for ${ms} ms`)), ms)
      try {
        return await step()
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
