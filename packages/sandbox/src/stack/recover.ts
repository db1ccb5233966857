import { existsSync } from 'node:fs'
import { endLeftOverPostgres } from '../servers/postgres-left-over.js'
import { endGroup } from '../servers/process-group.js'
import { endProcess, isRunning } from '../servers/process-mark.js'
import { endLeftOverRedis } from '../servers/redis.js'
import { until } from '../servers/until.js'
import { dataPath } from './config.js'
import type { RunFile } from './run-file.js'

/**
 * Longer than the guard gives the apps for their running requests and jobs (25 s and 3 s). The rest takes a moment, or
 * is stuck.
 */
const guardWithinMs = 30_000

export interface Wait {
  say(line: string): void
  /** Ends the wait, and leaves the guard to what it is at. */
  readonly signal?: AbortSignal
  readonly withinMs?: number
}

/**
 * Ends what a killed launcher left running, should its guard not have done so. The servers of data that are wanted
 * again are left alone: starting them adopts them.
 *
 * @returns the names of what was ended
 */
export const endLeftOvers = async (
  left: RunFile | undefined,
  keep: { readonly postgres: boolean; readonly redis: boolean },
  { say, signal, withinMs = guardWithinMs }: Wait,
): Promise<string[]> => {
  const guard = left?.guard
  if (guard !== undefined && isRunning(guard)) {
    say(
      `The last start was killed and is still being ended by process ${guard.pid}; waiting for that, ${withinMs / 1_000} s at most.`,
    )
    const isOver = await until(() => !isRunning(guard), { withinMs, ...(signal !== undefined && { signal }) })
    signal?.throwIfAborted()
    if (!isOver) await endProcess(guard, [{ signal: 'SIGKILL', waitMs: 2_000 }])
  }
  const adopted = ['postgres', 'redis']
  const orphans = Object.entries(left?.processes ?? {}).filter(
    ([name, mark]) => !adopted.includes(name) && isRunning(mark),
  )
  const ended = orphans.map(async ([name, mark]) => {
    await endGroup(mark, [
      { signal: 'SIGTERM', waitMs: 15_000 },
      { signal: 'SIGKILL', waitMs: 3_000 },
    ])
    return `${name} (${mark.pid})`
  })
  const names = await Promise.all(ended)
  if (!keep.postgres && existsSync(dataPath('postgres')) && (await endLeftOverPostgres(dataPath('postgres'))))
    names.push('PostgreSQL')
  if (!keep.redis && existsSync(dataPath('redis')) && (await endLeftOverRedis(dataPath('redis')))) names.push('Redis')
  return names
}
