import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { until } from './until.js'

/**
 * One process, told apart from a later one that was given the same number: pid and the system's own word for when it
 * began. On Linux that is field 22 of /proc/<pid>/stat (proc(5)), elsewhere what `ps -o lstart=` prints.
 */
export interface ProcessMark {
  readonly pid: number
  readonly started: string
}

/** The mark of a living process; undefined when there is none. A zombie is not living. */
export const markOf = (pid: number): ProcessMark | undefined => {
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  if (process.platform !== 'linux') {
    try {
      const started = execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim()
      return started === '' ? undefined : { pid, started }
    } catch {
      return undefined
    }
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in the second field may hold spaces and brackets, so count from the last closing one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const started = fields[19]
    return fields[0] === 'Z' || fields[0] === 'X' || started === undefined ? undefined : { pid, started }
  } catch {
    return undefined
  }
}

/** Whether the very process that was marked still runs. */
export const isRunning = (mark: ProcessMark): boolean => markOf(mark.pid)?.started === mark.started

/** The command line of a process, '' when it cannot be read. */
export const commandOf = (pid: number): string => {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return execFileSync('ps', ['-o', 'command=', '-p', `${pid}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return ''
  }
}

/** The working directory of a process; undefined where the system does not tell (only Linux does cheaply). */
export const workingDirectoryOf = (pid: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

export interface EndStep {
  readonly signal: NodeJS.Signals
  readonly waitMs: number
}

/**
 * Sends each signal in turn until the marked process is gone. Resolves to whether it is. `hurry` cuts the first, polite
 * wait.
 */
export const endProcess = async (
  mark: ProcessMark,
  steps: readonly EndStep[],
  hurry?: AbortSignal,
): Promise<boolean> => {
  for (const [index, { signal, waitMs }] of steps.entries()) {
    if (!isRunning(mark)) return true
    try {
      process.kill(mark.pid, signal)
    } catch {
      return !isRunning(mark)
    }
    if (
      await until(() => !isRunning(mark), {
        withinMs: waitMs,
        ...(index === 0 && hurry !== undefined && { signal: hurry }),
      })
    )
      return true
  }
  return !isRunning(mark)
}
