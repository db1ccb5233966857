import { existsSync } from 'node:fs'
import { endLeftOverPostgres } from '../servers/postgres-left-over.js'
import { endGroup } from '../servers/process-group.js'
import { endProcess, isRunning } from '../servers/process-mark.js'
import { endLeftOverRedis } from '../servers/redis.js'
import { until } from '../servers/until.js'
import { dataPath } from './config.js'
import type { RunFile } from './run-file.js'

/** Longer than the guard takes to let running requests and jobs end. */
const guardWithinMs = 60_000

/**
 * Ends what a killed launcher left running, should its guard not have done so. The servers of data that are wanted again are left alone: starting them adopts them.
 *
 * @returns the names of what was ended
 */
export const endLeftOvers = async (
  left: RunFile | undefined,
  keep: { readonly postgres: boolean; readonly redis: boolean },
): Promise<string[]> => {
  const guard = left?.guard
  if (guard !== undefined && !(await until(() => !isRunning(guard), { withinMs: guardWithinMs }))) {
    await endProcess(guard, [{ signal: 'SIGKILL', waitMs: 2_000 }])
  }
  const adopted = ['postgres', 'redis']
  const orphans = Object.entries(left?.processes ?? {}).filter(([name, mark]) => !adopted.includes(name) && isRunning(mark))
  const ended = orphans.map(async ([name, mark]) => {
    await endGroup(mark, [
      { signal: 'SIGTERM', waitMs: 15_000 },
      { signal: 'SIGKILL', waitMs: 3_000 },
    ])
    return `${name} (${mark.pid})`
  })
  const names = await Promise.all(ended)
  if (!keep.postgres && existsSync(dataPath('postgres')) && (await endLeftOverPostgres(dataPath('postgres')))) names.push('PostgreSQL')
  if (!keep.redis && existsSync(dataPath('redis')) && (await endLeftOverRedis(dataPath('redis')))) names.push('Redis')
  return names
}
