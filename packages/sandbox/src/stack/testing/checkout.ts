import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, releasePort } from '../../servers/ports.js'
import { isRunning, type ProcessMark } from '../../servers/process-mark.js'
import { until } from '../../servers/until.js'
import { root } from '../config.js'
import { type RunFile, readRunFile } from '../run-file.js'

export interface ScriptRun {
  readonly process: ChildProcess
  /** Everything that it has printed so far. */
  readonly said: () => string
  /** Its exit code. */
  readonly ended: Promise<number | null>
}

export interface TestCheckout {
  /** The folder that it keeps its data in, and the port that its API listens on. */
  readonly data: string
  readonly port: number
  /** Runs scripts/<name>.mjs as npm would. */
  run(name: 'start' | 'reset' | 'command', args?: readonly string[], env?: Readonly<Record<string, string>>): ScriptRun
  readRun(): RunFile | undefined
  /** Resolves when the stack that `run` starts is ready. */
  ready(run: ScriptRun): Promise<RunFile>
}

/**
 * This checkout's scripts on a data folder and ports of their own, so that they disturb nobody's stack; all of it is
 * gone after the test.
 */
export const testCheckout = async (t: { teardown: (end: () => Promise<void>) => void }): Promise<TestCheckout> => {
  const data = mkdtempSync(join(tmpdir(), 'mudig-start-'))
  const [port, inbox] = await Promise.all([freePort(), freePort()])
  // From here on they are the stack's to choose.
  for (const chosen of [port, inbox]) releasePort(chosen)
  const path = join(data, 'run.json')
  const ownEnv = { ...process.env, NODE_ENV: 'development', MUDIG_DATA: data, PORT: `${port}`, INBOX_PORT: `${inbox}` }
  const run: TestCheckout['run'] = (name, args = [], env = {}) => {
    const child = spawn(process.execPath, [join(root, 'scripts', `${name}.mjs`), ...args], {
      cwd: root,
      env: { ...ownEnv, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        said += chunk
      })
    }
    return { process: child, said: () => said, ended: once(child, 'close').then(([code]) => code as number | null) }
  }
  t.teardown(async () => {
    const launcher = readRunFile(path)?.launcher
    if (launcher !== undefined && isRunning(launcher)) {
      process.kill(launcher.pid, 'SIGTERM')
      await until(() => !isRunning(launcher), { withinMs: 40_000 })
    }
    await run('reset', ['--yes']).ended
    rmSync(data, { recursive: true, force: true })
  })
  return {
    data,
    port,
    run,
    readRun: () => readRunFile(path),
    ready: async ({ process: child, said }) => {
      const isReady = (): boolean =>
        readRunFile(path)?.state === 'ready' && readRunFile(path)?.launcher.pid === child.pid
      await until(() => isReady() || child.exitCode !== null, { withinMs: 80_000, everyMs: 100 })
      const file = readRunFile(path)
      if (file === undefined || !isReady()) throw new Error(`It did not get ready:\n${said()}`)
      return file
    },
  }
}

export const processesOf = (run: RunFile | undefined): ProcessMark[] => Object.values(run?.processes ?? {})
