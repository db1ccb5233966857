import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { until } from '@mudig/sandbox/servers/until'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** A running app, as it runs in production: compiled, in a process of its own, configured by its environment alone. */
export interface AppProcess {
  readonly child: ChildProcess
  /** Everything that it wrote, for whoever has to understand a failure. */
  readonly output: () => string
  /** Sends a signal to the process itself. */
  signal(signal: NodeJS.Signals): void
  /** Kills it without a chance to clean up, and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to stop, and waits. @returns its exit code */
  stop(): Promise<number | null>
}

/** More than a drain may take (an API 10 s, a worker 20 s), on a busy machine. */
const stopWithinMs = 45_000

export const startApp = (app: 'api' | 'worker', env: Record<string, string>): AppProcess => {
  const child = spawn(process.execPath, [`apps/${app}/dist/main.js`], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk))
  const gone = new Promise<number | null>(resolve => child.once('exit', resolve))
  const end = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    return gone
  }
  const stop = async () => {
    const tooLate = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
    const code = await end('SIGTERM')
    clearTimeout(tooLate)
    if (child.signalCode === 'SIGKILL')
      throw new Error(`the process did not stop within ${stopWithinMs} ms:\n${output}`)
    return code
  }
  return {
    child,
    output: () => output,
    signal: signal => void child.kill(signal),
    kill: async () => void (await end('SIGKILL')),
    stop,
  }
}

/** Waits until the process has written what fits. @throws with everything that it wrote instead */
export const says = async (app: AppProcess, pattern: RegExp): Promise<RegExpExecArray> => {
  let found: RegExpExecArray | null = null
  await until(
    () => {
      found = pattern.exec(app.output())
      return found !== null || app.child.exitCode !== null
    },
    { withinMs: 60_000 },
  )
  if (!found) throw new Error(`the process did not say ${pattern}:\n${app.output()}`)
  return found
}
