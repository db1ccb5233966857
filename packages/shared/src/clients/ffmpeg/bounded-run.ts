import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PermanentError, RetryableError } from '../../core/errors.js'
import { createMessages, type Messages } from './messages.js'

/** What one run of a program may use. Every file that people upload can be made to want more. */
export interface Bounds {
  /** Of one processor. What needs more hangs, by a file's fault. */
  readonly cpuSeconds: number
  /** From start to end; passes sooner than the processor time only where the machine is busy or stands still. */
  readonly wallSeconds: number
  /** Of the largest file that it writes. */
  readonly fileBytes: number
}

export interface BoundedRun {
  /** Absolute path. */
  readonly program: string
  /** Never anything that a person wrote: paths that we chose, numbers, constants. */
  readonly args: readonly string[]
  readonly bounds: Bounds
  readonly signal: AbortSignal
  /** Gets what is written to stdout as it comes; what it throws ends the run. */
  onOutput?(piece: Buffer): void
}

export interface Ended {
  /** The exit status; 0 proves nothing about the input. */
  readonly code: number
  readonly messages: Messages
}

/** Address space. The programs' libraries take 300 MB of it; what they work on stays below 100. */
const memoryBytes = 640 * 1024 * 1024
const termMs = 2_000

/**
 * Takes on the bounds and becomes the program. POSIX's own `ulimit` rather than prlimit(1), which only Linux has; its
 * -v is not known to macOS, where memory stays unbounded. The number of processes is left alone: that limit counts all
 * processes of the account. Where setpriv(1) can, the kernel kills the program when our process ends, SIGKILL included.
 * It gives way to what somebody waits for on the same machine: by its own niceness, and by that of its session, because
 * where the kernel groups processes by session (sched(7), autogroup) the former counts among those of the session only,
 * and a session of its own would get as much as ours. The kernel takes such a change from us ten times a second.
 *
 * $1 and $2: processor seconds until SIGXCPU and until SIGKILL; $3: address space in KiB; $4: a file in blocks of 512.
 */
const bounded = `
ulimit -c 0
ulimit -S -t "$1" && ulimit -H -t "$2" || exit 126
ulimit -v "$3" 2>/dev/null
ulimit -f "$4" || exit 126
shift 4
if [ -w /proc/self/autogroup ]
then for n in 1 2 3 4 5
  do { echo 5 >/proc/self/autogroup; } 2>/dev/null && break
  sleep 0.1
  done
fi
if setpriv --pdeathsig KILL --no-new-privs true 2>/dev/null
then exec nice -n 10 setpriv --pdeathsig KILL --no-new-privs -- "$@"
else exec nice -n 10 "$@"
fi`

/**
 * Runs ffmpeg or ffprobe as the leader of a process group of its own, in a folder of its own, with an empty environment
 * and within bounds. However it ends, none of the group is left and the folder is gone.
 *
 * @throws the signal's reason when the caller aborted, and what `onOutput` threw
 * @throws PermanentError `audio_unreadable` where the file made it exceed a bound or crash
 * @throws RetryableError `ffmpeg_missing` (not there, or not yet), `audio_timeout`, `audio_interrupted` (killed by
 * somebody else), `disk_full`
 */
export const runBounded = async ({ program, args, bounds, signal, onOutput }: BoundedRun): Promise<Ended> => {
  signal.throwIfAborted()
  const folder = await mkdtemp(join(tmpdir(), 'mudig-ffmpeg-'))
  try {
    const limits = [
      bounds.cpuSeconds,
      // ffmpeg has a handler for SIGXCPU, which a decoder that hangs never gives a chance.
      bounds.cpuSeconds + 5,
      memoryBytes / 1_024,
      bounds.fileBytes / 512,
    ].map(value => `${Math.ceil(value)}`)
    const child = spawn('/bin/sh', ['-c', bounded, 'sh', ...limits, program, ...args], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // glibc reserves address space for each arena.
      env: { PATH: '/usr/bin:/bin', MALLOC_ARENA_MAX: '2' },
    })
    return await ended(child, { bounds, signal, onOutput })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const ended = (
  child: ChildProcess,
  { bounds, signal, onOutput }: Pick<BoundedRun, 'bounds' | 'signal' | 'onOutput'>,
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const messages = createMessages()
    let cause: { readonly error: unknown } | undefined
    let killing: NodeJS.Timeout | undefined
    const stop = (error: unknown): void => {
      if (cause !== undefined) return
      cause = { error }
      signalGroup(child, 'SIGTERM')
      killing = setTimeout(() => signalGroup(child, 'SIGKILL'), termMs)
    }
    const abort = (): void => stop(signal.reason)
    const timeout = setTimeout(
      () => stop(new RetryableError('audio_timeout', `it took longer than ${bounds.wallSeconds} s`)),
      bounds.wallSeconds * 1_000,
    )
    signal.addEventListener('abort', abort, { once: true })
    child.stderr?.on('data', (piece: Buffer) => messages.add(piece))
    child.stdout?.on('data', (piece: Buffer) => {
      if (cause !== undefined) return
      try {
        onOutput?.(piece)
      } catch (error) {
        stop(error)
      }
    })
    const finish = (code: number | null, killedBy: NodeJS.Signals | null): void => {
      clearTimeout(timeout)
      clearTimeout(killing)
      signal.removeEventListener('abort', abort)
      messages.end()
      const failure = cause === undefined ? failureOf(code, killedBy, messages, bounds) : cause.error
      if (failure === undefined) resolve({ code: code ?? 1, messages })
      else reject(failure)
    }
    child.once('error', error => {
      cause ??= { error: new RetryableError('audio_interrupted', 'no process could be started', { cause: error }) }
      // Without a process nothing else follows.
      if (child.pid === undefined) finish(null, null)
    })
    child.once('exit', () => signalGroup(child, 'SIGKILL'))
    child.once('close', finish)
    if (signal.aborted) abort()
  })

/** The whole group, which is gone when its number is. */
const signalGroup = ({ pid }: ChildProcess, signal: NodeJS.Signals): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended.
  }
}

const crashes: readonly NodeJS.Signals[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSYS', 'SIGTRAP']

const failureOf = (
  code: number | null,
  killedBy: NodeJS.Signals | null,
  messages: Messages,
  { cpuSeconds, fileBytes }: Bounds,
): Error | undefined => {
  // 24 is SIGXCPU, 25 SIGXFSZ, 123 what ffmpeg ends with after four signals that it could not obey.
  const [, obeyed] = /received signal (24|25)\b/.exec(messages.last.join('\n')) ?? []
  if (killedBy === 'SIGXCPU' || code === 123 || obeyed === '24')
    return new PermanentError('audio_unreadable', `the file keeps the decoder busy for more than ${cpuSeconds} s`)
  if (killedBy === 'SIGXFSZ' || obeyed === '25' || messages.mention('File too large'))
    return new PermanentError('audio_unreadable', `the result would be larger than ${fileBytes} bytes`)
  if (code !== 0 && messages.mention('Cannot allocate memory'))
    return new PermanentError('audio_unreadable', `the file wants more memory than ${memoryBytes} bytes`)
  if (killedBy !== null && crashes.includes(killedBy))
    return new PermanentError('audio_unreadable', `the file brings the decoder down (${killedBy})`)
  if (killedBy !== null) return new RetryableError('audio_interrupted', `it was ended by ${killedBy}`)
  if (code === 126 || code === 127)
    return new RetryableError('ffmpeg_missing', 'ffmpeg is not installed here, or is still being fetched')
  if (code !== 0 && messages.mention('No space left on device'))
    return new RetryableError('disk_full', 'there is no room for temporary files')
  return undefined
}
