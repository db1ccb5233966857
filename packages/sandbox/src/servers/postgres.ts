import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { guardFolder, guardProcess } from './guard.js'
import { portFor } from './ports.js'
import { binariesFor, type PostgresBinaries } from './postgres-binaries.js'
import { openHome, openShelf, removeHome } from './postgres-home.js'
import { leftOver, statusOf } from './postgres-left-over.js'
import { type EndStep, endProcess, markOf, type ProcessMark } from './process-mark.js'
import { reaped } from './reaped.js'
import { type Account, runAs, unprivilegedAccount } from './unprivileged.js'
import { until } from './until.js'

export interface PostgresOptions {
  /** The folder for the cluster, its log and its password; it may become a link (see openHome). */
  readonly directory: string
  /** Unset: whichever is free. */
  readonly port?: number
  /** `throwaway` gives up durability for speed and removes the folder when it stops. */
  readonly purpose: 'keep' | 'throwaway'
  readonly say?: (line: string) => void
}

export interface PostgresServer {
  /** Connection string of the superuser to the database `postgres`. */
  readonly url: string
  readonly port: number
  readonly mark: ProcessMark
  /** It was running already, left over from a process that was killed. */
  readonly adopted: boolean
  readonly version: string
  /**
   * Makes the role and its database where they are missing and answers the connection string; nothing happens to an
   * existing one.
   */
  ensureDatabase(name: string): Promise<string>
  /** Ends the connections, writes everything down, waits for the end. `hurry` skips the polite part. */
  stop(hurry?: AbortSignal): Promise<void>
}

/** Memory and processes are shared with everything else on a developer's machine; the rest is PostgreSQL's default. */
const everySetting = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'logging_collector=off',
  'log_timezone=UTC',
  'timezone=UTC',
]
const keepSettings = ['max_connections=100']
/** Loses data when the machine dies, which a cluster that lives for one test run may. */
const throwawaySettings = [
  'max_connections=300',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  // Tests of plans vacuum and analyse by themselves; one that runs meanwhile would keep pages from being all-visible.
  'autovacuum=off',
]

/**
 * Starts a real PostgreSQL on the loopback address, or adopts the one that already serves this folder. As root the
 * server runs as an unprivileged account, because it refuses root. It is its own process group, so that Ctrl-C in a
 * terminal does not reach it.
 *
 * @throws Error with the end of the server's log when it does not come up
 */
export const startPostgres = async ({
  directory,
  port,
  purpose,
  say = () => undefined,
}: PostgresOptions): Promise<PostgresServer> => {
  const account = unprivilegedAccount()
  const home = await openHome(directory, account, say)
  const binaries = binariesFor(account, () => openShelf())
  const data = join(home.directory, 'data')
  if (purpose === 'throwaway') guardFolder(resolve(directory))
  const password = await prepareCluster(home.directory, data, binaries, account, purpose)

  const left = leftOver(data)
  if (left !== undefined) {
    const healthy = (port === undefined || port === left.port) && (await answers(left.port, password, data))
    if (healthy) {
      const { mark, port } = left
      guardProcess({ mark, group: false, steps: endSteps(purpose), stage: 'servers' })
      return server({
        port,
        password,
        mark,
        adopted: true,
        directory,
        purpose,
        version: binaries.version,
        child: undefined,
      })
    }
    await endProcess(left.mark, [
      { signal: 'SIGINT', waitMs: 5_000 },
      { signal: 'SIGQUIT', waitMs: 2_000 },
      { signal: 'SIGKILL', waitMs: 2_000 },
    ])
  }

  const chosen = await portFor(port, 'PostgreSQL', 'POSTGRES_PORT')
  const log = join(home.directory, 'postgres.log')
  const settings = [...everySetting, ...(purpose === 'keep' ? keepSettings : throwawaySettings), `port=${chosen}`]
  let child: ChildProcess | undefined
  const run = async (): Promise<ProcessMark | undefined> => {
    rmSync(join(data, 'postmaster.pid'), { force: true })
    const out = openSync(log, 'a', 0o600)
    child = spawn(binaries.postgres, ['-D', data, ...settings.flatMap(setting => ['-c', setting])], {
      ...runAs(account),
      cwd: '/',
      detached: true,
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
    if (mark !== undefined) guardProcess({ mark, group: false, steps: endSteps(purpose), stage: 'servers' })
    // After a crash it replays its log first, which may take a while.
    await until(() => ended || statusOf(data)?.ready === true, { withinMs: 60_000 })
    return ended ? undefined : mark
  }
  let mark: ProcessMark | undefined
  // The backends of a killed server let go of its shared memory only when they notice, within about a second.
  const started = await until(
    async () => {
      mark = await run()
      return mark !== undefined
    },
    { withinMs: left === undefined ? 2_000 : 10_000, everyMs: 250 },
  )
  if (!started || mark === undefined) throw new Error(`PostgreSQL did not start; ${log} ends with:\n${tail(log)}`)
  return server({ port: chosen, password, mark, adopted: false, directory, purpose, version: binaries.version, child })
}

interface Running {
  readonly port: number
  readonly password: string
  readonly mark: ProcessMark
  readonly adopted: boolean
  readonly directory: string
  readonly purpose: 'keep' | 'throwaway'
  readonly version: string
  /** Ours, unless it was adopted. */
  readonly child: ChildProcess | undefined
}

/** Ends the connections, then cuts them, then kills (SIGINT and SIGQUIT of postgres(1)). */
const endSteps = (purpose: 'keep' | 'throwaway'): readonly EndStep[] => [
  { signal: 'SIGINT', waitMs: purpose === 'keep' ? 10_000 : 3_000 },
  { signal: 'SIGQUIT', waitMs: 2_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
]

const server = ({ port, password, mark, adopted, directory, purpose, version, child }: Running): PostgresServer => {
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  return {
    url,
    port,
    mark,
    adopted,
    version,
    ensureDatabase: async name => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        const quoted = client.escapeIdentifier(name)
        const { rows } = await client.query<{ role: boolean; database: boolean }>(
          'select exists(select from pg_roles where rolname = $1) as role, exists(select from pg_database where datname = $1) as database',
          [name],
        )
        if (!rows[0]?.role) await client.query(`create role ${quoted} login password ${client.escapeLiteral(password)}`)
        if (!rows[0]?.database) await client.query(`create database ${quoted} owner ${quoted}`)
      } finally {
        await client.end()
      }
      return `postgres://${encodeURIComponent(name)}:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`
    },
    stop: async hurry => {
      await endProcess(mark, endSteps(purpose), hurry)
      await reaped(child)
      if (purpose === 'throwaway') removeHome(directory)
    },
  }
}

/**
 * Makes the cluster unless it is there, and answers the superuser's password. A cluster that was never finished is made
 * again.
 */
const prepareCluster = async (
  home: string,
  data: string,
  { initdb }: PostgresBinaries,
  account: Account | undefined,
  purpose: 'keep' | 'throwaway',
): Promise<string> => {
  const passwordFile = join(home, 'password')
  // The password is written last: where it stands, initdb went through.
  if (existsSync(passwordFile) && existsSync(join(data, 'PG_VERSION'))) return readFileSync(passwordFile, 'utf8').trim()
  const password = randomBytes(24).toString('base64url')
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { mode: 0o700 })
  chmodSync(data, 0o700)
  if (account !== undefined) chownSync(data, account.uid, account.gid)
  const handed = join(home, 'initial-password')
  writeFileSync(handed, password, { mode: 0o600 })
  if (account !== undefined) chownSync(handed, account.uid, account.gid)
  try {
    let said = ''
    // pg_trgm asks the C library which characters are letters, so Korean search needs a UTF-8 LC_CTYPE; macOS has no
    // C.UTF-8 before 15.
    for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
      const { code, output } = await runToEnd(
        initdb,
        [
          `--pgdata=${data}`,
          '--username=postgres',
          `--pwfile=${handed}`,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--locale=C',
          `--lc-ctype=${ctype}`,
          '--no-instructions',
          // Each test opens connections of its own, and each would hash 4,096 times at both ends.
          ...(purpose === 'throwaway' ? ['--no-sync', '--set=scram_iterations=1'] : []),
        ],
        account,
      )
      if (code === 0) {
        writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
        return password
      }
      said = output
      if (!/locale/i.test(said)) break
    }
    throw new Error(`PostgreSQL could not make its data folder ${data}:\n${said.trim()}`)
  } finally {
    rmSync(handed, { force: true })
  }
}

/** In a group of its own, so that a Ctrl-C leaves no half of a cluster. */
const runToEnd = (
  command: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<{ code: number; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...runAs(account),
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let output = ''
    child.stderr.on('data', chunk => {
      output += chunk
    })
    child.once('error', reject)
    child.once('close', code => resolve({ code: code ?? 1, output }))
  })

const answers = async (port: number, password: string, data: string): Promise<boolean> => {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 3_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === data
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The last lines of a log, for an error message. */
const tail = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
  } catch {
    return '(there is no log)'
  }
}

/** Removes the cluster of a stopped server, wherever it really lies. */
export const removePostgres = (directory: string): void => removeHome(directory)
