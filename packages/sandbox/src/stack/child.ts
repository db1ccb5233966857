import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Guarded, guardProcess } from '../servers/guard.js'
import { endGroup } from '../servers/process-group.js'
import { type EndStep, markOf, type ProcessMark } from '../servers/process-mark.js'
import { reaped } from '../servers/reaped.js'
import { tailLog } from './log-tail.js'

export interface ChildOptions {
  readonly name: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly logPath: string
  /** When it ends, should the launcher be gone without having ended it. */
  readonly stage: Guarded['stage']
  /** A crash is not followed by a start until `restart` is called: what crashed is being worked on. */
  readonly waitsForRestart?: boolean
  onLine(line: string): void
  /** Told of each process that runs, so that it is noted before anything can happen to us. */
  onStart(mark: ProcessMark): void
  /** It ended although nobody asked it to, and is started again in `delayMs`; undefined: it stays down. */
  onCrash(why: string, delayMs: number | undefined): void
}

export interface Child {
  readonly name: string
  /** Ends the process and starts it anew; while that goes on, asking again changes nothing. */
  restart(): Promise<void>
  /** Ends the process and its descendants: asks, waits, kills. Safe to call twice. */
  stop(hurry?: AbortSignal): Promise<void>
}

/** Restarts after a crash wait longer each time; a minute without a crash starts over. */
const restartDelaysMs = [250, 1_000, 2_000, 4_000, 8_000]
const quietMs = 60_000

/** Longer than the worker's own bound for draining. */
const endSteps: readonly EndStep[] = [
  { signal: 'SIGTERM', waitMs: 25_000 },
  { signal: 'SIGKILL', waitMs: 3_000 },
]
/** Somebody who saves a file waits for this; open event streams and running jobs are not worth more. */
const restartSteps: readonly EndStep[] = [
  { signal: 'SIGTERM', waitMs: 3_000 },
  { signal: 'SIGKILL', waitMs: 3_000 },
]
const largestLogBytes = 20 * 1024 * 1024

/**
 * Runs a Node process as a group of its own, which a terminal's Ctrl-C does not reach, and starts it again when it
 * crashes.
 */
export const startChild = (options: ChildOptions): Child => {
  const { name, args, cwd, env, logPath, stage, waitsForRestart = false, onLine, onStart, onCrash } = options
  mkdirSync(dirname(logPath), { recursive: true, mode: 0o700 })
  if (existsSync(logPath) && statSync(logPath).size > largestLogBytes) renameSync(logPath, `${logPath}.1`)
  closeSync(openSync(logPath, 'a', 0o600))
  const tail = tailLog(logPath, onLine)
  let stopping = false
  let restarting: Promise<void> | undefined
  let crashes = 0
  let mark: ProcessMark | undefined
  let child: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  const run = (): void => {
    const out = openSync(logPath, 'a', 0o600)
    const since = performance.now()
    child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', out, out] })
    closeSync(out)
    mark = child.pid === undefined ? undefined : markOf(child.pid)
    if (mark !== undefined) {
      guardProcess({ mark, group: true, steps: endSteps, stage })
      onStart(mark)
    }
    let over = false
    const ended = (why: string): void => {
      if (over || stopping || restarting !== undefined) return
      over = true
      if (performance.now() - since > quietMs) crashes = 0
      const delayMs = waitsForRestart ? undefined : restartDelaysMs[crashes]
      crashes += 1
      onCrash(why, delayMs)
      if (delayMs !== undefined) timer = setTimeout(run, delayMs)
    }
    child.once('error', error => ended(error.message))
    child.once('exit', (code, signal) => ended(signal === null ? `exit code ${code}` : `signal ${signal}`))
  }
  run()
  const end = async (steps: readonly EndStep[], hurry?: AbortSignal): Promise<void> => {
    clearTimeout(timer)
    if (mark !== undefined) await endGroup(mark, steps, hurry)
    await reaped(child)
  }
  const restart = async (): Promise<void> => {
    await end(restartSteps)
    restarting = undefined
    if (!stopping) run()
  }
  const stop = async (hurry?: AbortSignal): Promise<void> => {
    stopping = true
    await end(endSteps, hurry)
    tail.close()
  }
  let stopped: Promise<void> | undefined
  return {
    name,
    restart: async () => {
      if (stopping) return
      restarting ??= restart()
      await restarting
    },
    stop: hurry => {
      stopped ??= stop(hurry)
      return stopped
    },
  }
}

/** The last lines of a log. */
export const endOf = (path: string, lines = 10): string =>
  existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : ''
