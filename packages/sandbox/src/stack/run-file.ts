import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isRunning, markOf, type ProcessMark } from '../servers/process-mark.js'
import { writePrivately } from './write-privately.js'

export interface Login {
  readonly email: string
  readonly password: string
}

/** What `.mudig/run.json` says about the stack that runs in this checkout. Readable by its owner alone. */
export interface RunFile {
  /** `starting` until everything answers. */
  readonly state: 'starting' | 'ready'
  readonly started_at: string
  /** Who owns the stack. The file of a launcher that is gone is what a kill -9 left. */
  readonly launcher: ProcessMark
  /** name -> address that a person or a tool may open. */
  readonly addresses: Readonly<Record<string, string>>
  /** name -> process id. */
  readonly pids: Readonly<Record<string, number>>
  /** The same with what tells each from a later process of the same number. Groups are led by these. */
  readonly processes: Readonly<Record<string, ProcessMark>>
  /** Ends the processes when the launcher has gone without doing so (servers/guard.ts). */
  readonly guard?: ProcessMark
  readonly staff?: Login
  readonly demo?: Login
  /** The programs that tracks are made with: named by somebody or found, being fetched, or not to be had. */
  readonly ffmpeg: 'there' | 'coming' | 'missing'
  /** The vendors that the sandbox plays. */
  readonly played: readonly string[]
  /** What commands like `npm run staff` need to reach the same servers. */
  readonly env: Readonly<Record<string, string>>
}

export const readRunFile = (path: string): RunFile | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunFile
  } catch {
    return undefined
  }
}

/** The stack that runs in this checkout now, if one does. */
export const runningStack = (path: string): RunFile | undefined => {
  const run = readRunFile(path)
  return run !== undefined && isRunning(run.launcher) ? run : undefined
}

/** This process's claim on the checkout, kept up to date while it holds it. */
export interface Claim {
  readonly path: string
  /** What the previous owner left when it was killed. */
  readonly left: RunFile | undefined
  current: RunFile
  update(change: Partial<RunFile>): void
  release(): void
}

/** Somebody else runs this checkout's stack. */
export class StackRuns extends Error {
  constructor(readonly run: RunFile) {
    super('The stack of this checkout runs already.')
    this.name = 'StackRuns'
  }
}

/**
 * Makes this process the owner of the checkout's stack.
 *
 * @throws StackRuns when a living process owns it; of two that start at once, one gets this
 */
export const claimStack = (path: string): Claim => {
  const launcher = markOf(process.pid)
  if (launcher === undefined) throw new Error('Could not read the start time of this process')
  const first: RunFile = {
    state: 'starting',
    started_at: new Date().toISOString(),
    launcher,
    addresses: {},
    pids: { launcher: process.pid },
    processes: {},
    ffmpeg: 'there',
    played: [],
    env: {},
  }
  let left: RunFile | undefined
  const lock = `${path}.lock`
  for (;;) {
    const run = readRunFile(path)
    if (run !== undefined && isRunning(run.launcher)) throw new StackRuns(run)
    left = run ?? left
    if (takeLock(lock, launcher)) break
  }
  // The lock is held only while the file changes hands; from here on the file itself says who owns it.
  const run = readRunFile(path)
  if (run !== undefined && isRunning(run.launcher)) {
    rmSync(lock, { force: true })
    throw new StackRuns(run)
  }
  // A successor of ours has to know what the last owner left, and who is ending it.
  writePrivately(path, {
    ...first,
    ...(left && { processes: left.processes, ...(left.guard && { guard: left.guard }) }),
  })
  rmSync(lock, { force: true })
  const claim: Claim = {
    path,
    left,
    current: first,
    update: change => {
      claim.current = { ...claim.current, ...change }
      writePrivately(path, claim.current)
    },
    release: () => rmSync(path, { force: true }),
  }
  return claim
}

/** Creates the lock with its content in one step; one whose owner is gone is taken away. Answers whether we hold it. */
const takeLock = (lock: string, owner: ProcessMark): boolean => {
  const draft = `${lock}.${process.pid}`
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 })
  try {
    linkSync(draft, lock)
    return true
  } catch {
    const holder = readMark(lock)
    if (holder !== undefined && !isRunning(holder)) rmSync(lock, { force: true })
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

const readMark = (path: string): ProcessMark | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessMark
  } catch {
    return undefined
  }
}
