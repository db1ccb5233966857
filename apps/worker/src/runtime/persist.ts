import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseAway } from '@mudig/db/core/outage'
import type { Runtime } from './runtime.js'

const shortestPauseMs = 250
const longestPauseMs = 2_000

/**
 * Does it again while Postgres is away, for as long as this process is not told to stop: the process that knows how an
 * attempt ended is the one that should say so. Without it the job would be taken for lost.
 * @param atFirst called once, when the first try has failed
 */
export const persist = async <T>(
  { leases }: Pick<Runtime, 'leases'>,
  write: () => Promise<T>,
  atFirst?: () => void,
): Promise<T> => {
  for (let pauseMs = shortestPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await write()
    } catch (error) {
      if (!isDatabaseAway(error) || leases.isClosed()) throw error
      if (pauseMs === shortestPauseMs) atFirst?.()
      await sleep(pauseMs)
    }
  }
}
