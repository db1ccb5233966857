import type { Logger } from 'pino'

export interface Timer {
  /** Ends the repetition and waits for a run under way. */
  stop: () => Promise<void>
  /**
   * When a run last ended, well or badly, in epoch milliseconds: whether this process moves does not depend on its
   * database.
   */
  lastRun: () => number
}

/**
 * Repeats a task, never two at once, at an interval that varies by a fifth so that many workers do not march in step. A
 * failing run is logged and the next one tries again: every task here is a repetition by nature.
 */
export const every = (name: string, intervalMs: number, log: Logger, task: () => Promise<void>): Timer => {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let lastRun = Date.now()
  let timer: NodeJS.Timeout

  const plan = () => {
    timer = setTimeout(
      () => {
        running = task()
          .catch(error =>
            log.warn({ err: error, task: name }, 'periodic task failed; it runs again after its interval'),
          )
          .finally(() => {
            lastRun = Date.now()
            if (!stopped) plan()
          })
      },
      intervalMs * (0.9 + Math.random() / 5),
    )
  }
  plan()

  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
      return running
    },
    lastRun: () => lastRun,
  }
}
