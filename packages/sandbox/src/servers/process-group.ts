import { readdirSync, readFileSync } from 'node:fs'
import { type EndStep, isRunning, type ProcessMark } from './process-mark.js'
import { until } from './until.js'

/** Whether any living process belongs to the group that the process leads or led. */
export const isGroupRunning = (leader: ProcessMark): boolean => {
  if (isRunning(leader)) return true
  if (process.platform !== 'linux') {
    try {
      process.kill(-leader.pid, 0)
      return true
    } catch {
      return false
    }
  }
  return readdirSync('/proc').some(name => {
    if (!/^\d+$/.test(name)) return false
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      // After the name: state, parent, group (proc(5)). Zombies wait for their parent and run no more.
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(group) === leader.pid && state !== 'Z' && state !== 'X'
    } catch {
      return false
    }
  })
}

/**
 * Sends each signal in turn to the whole group until nobody of it is left. Resolves to whether that is so. `hurry` cuts
 * the first wait.
 */
export const endGroup = async (
  leader: ProcessMark,
  steps: readonly EndStep[],
  hurry?: AbortSignal,
): Promise<boolean> => {
  // A number that belongs to somebody else by now is left alone.
  if (!isRunning(leader)) return !isGroupRunning(leader)
  for (const [index, { signal, waitMs }] of steps.entries()) {
    if (!isGroupRunning(leader)) return true
    try {
      process.kill(-leader.pid, signal)
    } catch {
      // It ended meanwhile.
    }
    const gone = await until(() => !isGroupRunning(leader), {
      withinMs: waitMs,
      ...(index === 0 && hurry !== undefined && { signal: hurry }),
    })
    if (gone) return true
  }
  return !isGroupRunning(leader)
}
