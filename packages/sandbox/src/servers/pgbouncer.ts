import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { inherited, searchPath } from './config.js'
import { type ArchivedProgram, libraryFolders, unpackProgram } from './package-archive.js'
import { freePort, releasePort } from './ports.js'
import { runAs, unprivilegedAccount } from './unprivileged.js'
import { until } from './until.js'

const pgbouncer: ArchivedProgram = {
  title: 'PgBouncer',
  name: 'pgbouncer',
  packages: ['pgbouncer'],
  megabytes: 3,
  advice: 'Install pgbouncer with the package manager of this system.',
}

const findPgbouncer = async (folder: string, say: (line: string) => void) => {
  const installed = [...searchPath(), '/usr/sbin'].map(directory => join(directory, 'pgbouncer')).find(existsSync)
  if (installed !== undefined) return { path: installed, env: {} }
  const path = join(folder, 'usr', 'sbin', 'pgbouncer')
  if (!existsSync(path)) await unpackProgram(pgbouncer, folder, { say })
  return { path, env: { LD_LIBRARY_PATH: libraryFolders(folder).join(delimiter) } }
}

/**
 * What stands in Mudig's start-up packet and a pooler cannot keep for each client: it is set for the role instead, see
 * docs/decisions.md.
 */
const ignored = ['extra_float_digits', 'options', 'statement_timeout', 'idle_in_transaction_session_timeout']

const isListening = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })

export interface PgbouncerOptions {
  /** Of its configuration; whoever it runs as must get there. */
  readonly directory: string
  /** Where a fetched one is unpacked. */
  readonly binaryDirectory: string
  /** The database behind it. */
  readonly url: string
  /** Connections to the database, which all clients share. */
  readonly poolSize: number
}

/** A PgBouncer in transaction mode on the loopback address. @throws Error where none can be had or it does not start */
export const startPgbouncer = async ({ directory, binaryDirectory, url, poolSize }: PgbouncerOptions) => {
  const { path, env } = await findPgbouncer(binaryDirectory, () => undefined)
  const port = await freePort()
  const { hostname, port: serverPort, pathname, username, password } = new URL(url)
  const name = pathname.slice(1)
  mkdirSync(directory, { recursive: true, mode: 0o755 })
  const users = join(directory, 'users.txt')
  const config = join(directory, 'pgbouncer.ini')
  const user = decodeURIComponent(username)
  const secret = decodeURIComponent(password)
  writeFileSync(users, `"${user}" "${secret}"\n`)
  writeFileSync(
    config,
    [
      '[databases]',
      `${name} = host=${hostname} port=${serverPort} dbname=${name} user=${user} password='${secret.replaceAll("'", "''")}'`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = plain',
      `auth_file = ${users}`,
      'pool_mode = transaction',
      `default_pool_size = ${poolSize}`,
      'max_client_conn = 500',
      `ignore_startup_parameters = ${ignored.join(',')}`,
      '',
    ].join('\n'),
  )
  const account = unprivilegedAccount()
  chmodSync(directory, 0o755)
  if (account) for (const file of [users, config]) chownSync(file, account.uid, account.gid)
  let child: ChildProcess
  let said = ''
  const start = async () => {
    child = spawn(path, ['--quiet', config], {
      env: { ...inherited(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...runAs(account),
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', piece => (said += piece))
    const up = await until(async () => child.exitCode !== null || isListening(port), { withinMs: 30_000 })
    if (!up || child.exitCode !== null) throw new Error(`PgBouncer did not start:\n${said}`)
  }
  await start()
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const own = new URL(url)
  own.hostname = '127.0.0.1'
  own.port = String(port)
  return {
    url: own.href,
    start,
    /** Without a word to its clients. */
    kill,
    stop: async () => {
      await kill()
      releasePort(port)
    },
  }
}
