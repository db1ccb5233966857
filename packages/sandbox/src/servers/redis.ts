import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { inherited } from './config.js'
import { guardFolder, guardProcess } from './guard.js'
import { portFor } from './ports.js'
import { commandOf, type EndStep, endProcess, markOf, type ProcessMark, workingDirectoryOf } from './process-mark.js'
import { reaped } from './reaped.js'
import { findRedis, type RedisBinary } from './redis-binary.js'
import { until } from './until.js'

export interface RedisOptions {
  /** Holds the configuration, the password, the log and, where it keeps them, the data. */
  readonly directory: string
  /** Where a fetched server is unpacked; several runs share it. */
  readonly binaryDirectory: string
  /** Unset: whichever is free. */
  readonly port?: number
  /** `throwaway` writes nothing to disk and removes the folder when it stops. */
  readonly purpose: 'keep' | 'throwaway'
  readonly say?: (line: string) => void
}

export interface RedisServer {
  readonly url: string
  readonly port: number
  readonly mark: ProcessMark
  /** It was running already, left over from a process that was killed. */
  readonly adopted: boolean
  readonly binary: RedisBinary
  stop(hurry?: AbortSignal): Promise<void>
}

/**
 * Starts a real Redis on the loopback address, or adopts the one that already serves this folder. It never evicts: with
 * another policy BullMQ loses jobs without an error. It is its own process group, so that Ctrl-C in a terminal does not
 * reach it.
 *
 * @throws Error with a sentence for people, or with the end of the server's log
 */
export const startRedis = async ({
  directory,
  binaryDirectory,
  port,
  purpose,
  say = () => undefined,
}: RedisOptions): Promise<RedisServer> => {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const home = realpathSync(directory)
  const binary = await findRedis(binaryDirectory, say)
  const password = passwordIn(home)

  const left = await leftOver(home, password)
  if (left !== undefined) {
    if (left.healthy && (port === undefined || port === left.port)) {
      guardProcess({ mark: left.mark, group: false, steps: endSteps, stage: 'servers' })
      return server({
        port: left.port,
        password,
        mark: left.mark,
        adopted: true,
        binary,
        home,
        purpose,
        child: undefined,
      })
    }
    await endProcess(left.mark, [
      { signal: 'SIGTERM', waitMs: 5_000 },
      { signal: 'SIGKILL', waitMs: 2_000 },
    ])
  }

  const chosen = await portFor(port, 'Redis', 'REDIS_PORT')
  const config = join(home, 'redis.conf')
  writeFileSync(config, configuration(home, chosen, password, purpose), { mode: 0o600 })
  const log = join(home, 'redis.log')
  const out = openSync(log, 'a', 0o600)
  const child = spawn(binary.path, [config], {
    cwd: home,
    detached: true,
    env: { ...inherited(), ...binary.env },
    stdio: ['ignore', out, out],
  })
  closeSync(out)
  child.unref()
  let ended = child.pid === undefined
  child.once('exit', () => {
    ended = true
  })
  child.once('error', () => {
    ended = true
  })
  const mark = child.pid === undefined ? undefined : markOf(child.pid)
  if (mark !== undefined) guardProcess({ mark, group: false, steps: endSteps, stage: 'servers' })
  if (purpose === 'throwaway') guardFolder(home)
  if (mark !== undefined)
    writeFileSync(join(home, 'server.json'), JSON.stringify({ ...mark, port: chosen }), { mode: 0o600 })
  // It answers LOADING while it reads its file, which may take a while.
  const up = await until(async () => ended || (await ask(chosen, password, 'PING')) === '+PONG', { withinMs: 30_000 })
  if (ended || !up || mark === undefined) {
    if (mark !== undefined) await endProcess(mark, [{ signal: 'SIGKILL', waitMs: 2_000 }])
    throw new Error(
      `Redis did not start; ${log} ends with:\n${readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n')}`,
    )
  }
  return server({ port: chosen, password, mark, adopted: false, binary, home, purpose, child })
}

interface Running extends Pick<RedisServer, 'port' | 'mark' | 'adopted' | 'binary'> {
  readonly password: string
  readonly home: string
  readonly purpose: 'keep' | 'throwaway'
  /** Ours, unless it was adopted. */
  readonly child: ChildProcess | undefined
}

/** SIGTERM has it write down what it keeps. */
const endSteps: readonly EndStep[] = [
  { signal: 'SIGTERM', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
]

const server = ({ port, password, mark, adopted, binary, home, purpose, child }: Running): RedisServer => ({
  url: `redis://:${password}@127.0.0.1:${port}`,
  port,
  mark,
  adopted,
  binary,
  stop: async hurry => {
    await endProcess(mark, endSteps, hurry)
    await reaped(child)
    rmSync(join(home, 'server.json'), { force: true })
    if (purpose === 'throwaway') rmSync(home, { recursive: true, force: true })
  },
})

const configuration = (home: string, port: number, password: string, purpose: 'keep' | 'throwaway'): string =>
  [
    'bind 127.0.0.1',
    `port ${port}`,
    'daemonize no',
    `requirepass ${password}`,
    `dir "${home}"`,
    'maxmemory-policy noeviction',
    'maxclients 2000',
    'save ""',
    ...(purpose === 'keep' ? ['appendonly yes', 'appendfsync everysec'] : ['appendonly no']),
    '',
  ].join('\n')

const passwordIn = (home: string): string => {
  const path = join(home, 'password')
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  return readFileSync(path, 'utf8').trim()
}

/**
 * The server that runs on this folder although nobody of us started it just now; healthy when it answers to this
 * folder's password.
 */
const leftOver = async (
  home: string,
  password: string,
): Promise<{ mark: ProcessMark; port: number; healthy: boolean } | undefined> => {
  let noted: ProcessMark & { port: number }
  try {
    noted = JSON.parse(readFileSync(join(home, 'server.json'), 'utf8')) as ProcessMark & { port: number }
  } catch {
    return undefined
  }
  const mark = markOf(noted.pid)
  const place = workingDirectoryOf(noted.pid)
  const ours =
    mark?.started === noted.started &&
    /redis|valkey/.test(commandOf(noted.pid)) &&
    (place === undefined || place === home)
  if (mark === undefined || !ours) return undefined
  return { mark, port: noted.port, healthy: (await ask(noted.port, password, 'PING')) === '+PONG' }
}

/** One command over a connection of its own; '' when there is no answer within a second. */
const ask = (port: number, password: string, command: string): Promise<string> =>
  new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' })
    let text = ''
    const finish = (answer: string): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(1_000, () => finish(''))
    socket.once('error', () => finish(''))
    socket.on('data', chunk => {
      text += chunk.toString()
      const lines = text.split('\r\n')
      if (lines.length > 2) finish(lines[1] ?? '')
    })
    socket.write(`AUTH ${password}\r\n${command}\r\n`)
  })

/** Stops the server that still runs on this folder although its launcher is gone. Resolves to whether there was one. */
export const endLeftOverRedis = async (directory: string): Promise<boolean> => {
  if (!existsSync(directory)) return false
  const home = realpathSync(directory)
  const left = await leftOver(home, passwordIn(home))
  if (left === undefined) return false
  return endProcess(left.mark, [
    { signal: 'SIGTERM', waitMs: 5_000 },
    { signal: 'SIGKILL', waitMs: 2_000 },
  ])
}
