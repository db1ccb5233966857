import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type EndStep, isRunning, markOf, type ProcessMark } from './process-mark.js'

/** A process that must not outlive ours. */
export interface Guarded {
  readonly mark: ProcessMark
  /** Whether it leads a group, all of which ends with it. */
  readonly group: boolean
  readonly steps: readonly EndStep[]
  /** Who uses the others ends first: apps, then the vendors that they call, then the servers that hold their data. */
  readonly stage: 'apps' | 'vendors' | 'servers'
}

/** Compiled, because the shell below runs it by plain Node; the same path from src/ and from dist/. */
const ending = join(import.meta.dirname, '..', '..', 'dist', 'servers', 'end-guarded.js')

/**
 * Until our end it is a shell that reads lines, which takes a megabyte where a second Node would take forty. A line
 * that is a list replaces all before it; half a line, which our end can leave, is dropped. What it read goes on by a
 * pipe: an argument may have 128 kB on Linux.
 */
const waiting = `lines=
while IFS= read -r line; do
  case $line in
    "["*) lines=$line ;;
    *) lines="$lines
$line" ;;
  esac
done
printf '%s\\n' "$lines" | "$0" "$1"`

type Entry = Guarded | { readonly folder: string }

/** Whoever restarts the apps at every save starts thousands of processes in a day, of which a dozen run. */
const fewEntries = 64

let entries: Entry[] = []
let tidyAt = fewEntries
let guard: ChildProcess | undefined

const tidy = (): void => {
  entries = entries.filter(entry => !('mark' in entry) || isRunning(entry.mark))
  tidyAt = Math.max(fewEntries, 2 * entries.length)
}

/**
 * Starts, unless there is one, a process of a group of its own that holds the other end of a pipe to us. However we
 * end, SIGKILL included, the system closes our end; then it ends everything that we told it of. (Linux could signal
 * children by PR_SET_PDEATHSIG, which Node does not offer; PostgreSQL and Redis read no pipe of ours; and what systemd
 * or a container starts has no such guard and is left alone.)
 */
const running = (): ChildProcess => {
  if (guard !== undefined) return guard
  const child = spawn('/bin/sh', ['-c', waiting, process.execPath, ending], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const forget = (): void => {
    if (guard === child) guard = undefined
  }
  child.once('exit', forget)
  child.once('error', forget)
  child.stdin?.on('error', forget)
  child.unref()
  // Neither it nor its pipe keeps this process from ending.
  const pipe = child.stdin as unknown as { unref(): void } | null
  pipe?.unref()
  guard = child
  child.stdin?.write(`${JSON.stringify(entries)}\n`)
  return child
}

const tell = (entry: Entry): void => {
  const { stdin } = running()
  entries.push(entry)
  if (entries.length < tidyAt) {
    stdin?.write(`${JSON.stringify(entry)}\n`)
    return
  }
  tidy()
  stdin?.write(`${JSON.stringify(entries)}\n`)
}

/** Has the process ended when ours ends without having done so. One that ended before is no matter. */
export const guardProcess = (guarded: Guarded): void => tell(guarded)

/** Has a folder of throwaway data removed after that, with the folder that it leads to (see postgres-home.ts). */
export const guardFolder = (folder: string): void => tell({ folder })

/** The process that ends the others after us, for whoever starts next and has to wait for it. */
export const guardMark = (): ProcessMark | undefined => {
  const { pid } = running()
  return pid === undefined ? undefined : markOf(pid)
}
