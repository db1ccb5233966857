import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cacheDirectory, inherited, searchPath } from './config.js'

export interface RedisBinary {
  readonly path: string
  readonly version: string
  /** Extra environment that it needs to find its libraries. */
  readonly env: Readonly<Record<string, string>>
  /** Where it is from, for the line at start. */
  readonly origin: 'found on this machine' | 'from the system’s package archive'
}

/** BullMQ 6 works from 6.2 on; what is older is passed over. */
const oldest = [6, 2] as const

/**
 * A redis-server: the one on PATH, else one fetched from the package archive of Debian or Ubuntu into `folder`, without
 * root and without touching the system: private package lists, `apt-get download`, `dpkg -x`. The packages stay in a
 * cache of the user for the next clone.
 *
 * @throws Error with a sentence for people where neither can be had
 */
export const findRedis = (folder: string, say: (line: string) => void): RedisBinary => {
  for (const name of ['redis-server', 'valkey-server']) {
    for (const directory of searchPath()) {
      const path = join(directory, name)
      const found = existsSync(path) ? inspect(path, {}, 'found on this machine') : undefined
      if (found !== undefined) return found
    }
  }
  const fetched = extracted(folder)
  if (fetched !== undefined) return fetched
  if (process.platform === 'darwin')
    throw new Error('Redis is missing. Install it with `brew install redis`, or set REDIS_URL in .env.')
  if (!exists('apt-get') || !exists('dpkg')) {
    throw new Error(
      'Redis is missing. Install redis-server with the package manager of this system, or set REDIS_URL in .env.',
    )
  }
  const cache = packageCache(folder)
  if (packagesIn(cache).length === 0) {
    say('fetching Redis from the package archive of this system (about 12 MB, once)')
    download(cache)
  }
  extract(cache, folder)
  const made = extracted(folder)
  if (made !== undefined) return made
  rmSync(cache, { recursive: true, force: true })
  throw new Error(
    `The Redis ${oldest.join('.')} or newer that this needs is not in the package archive. Install one, or set REDIS_URL in .env.`,
  )
}

const exists = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined

const inspect = (
  path: string,
  env: Readonly<Record<string, string>>,
  origin: RedisBinary['origin'],
): RedisBinary | undefined => {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', env: { ...inherited(), ...env } })
  const [, version = '', major, minor] = /v=((\d+)\.(\d+)\S*)/.exec(stdout ?? '') ?? []
  const recent = Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1])
  return status === 0 && recent ? { path, version, env, origin } : undefined
}

const extracted = (folder: string): RedisBinary | undefined => {
  const library = join(folder, 'usr', 'lib')
  const path = join(folder, 'usr', 'bin', 'redis-server')
  if (!existsSync(path)) return undefined
  // Debian keeps libraries in a folder named after the architecture, x86_64-linux-gnu.
  const folders = [
    library,
    ...readdirSync(library)
      .filter(name => name.endsWith('-gnu') || name.includes('-linux-'))
      .map(name => join(library, name)),
  ]
  return inspect(path, { LD_LIBRARY_PATH: folders.join(delimiter) }, 'from the system’s package archive')
}

/** Per release and architecture, because the libraries must fit the system's own. */
const packageCache = (folder: string): string => {
  const release =
    spawnSync('/bin/sh', ['-c', '. /etc/os-release && printf %s "$ID-$VERSION_ID"'], { encoding: 'utf8' }).stdout ||
    'unknown'
  const name = `redis-${release}-${process.arch}`
  const cache = join(cacheDirectory(), name)
  try {
    mkdirSync(cache, { recursive: true })
    return cache
  } catch {
    return `${folder}-packages`
  }
}

const packagesIn = (cache: string): string[] =>
  existsSync(cache)
    ? readdirSync(cache)
        .filter(name => name.endsWith('.deb'))
        .map(name => join(cache, name))
    : []

const download = (cache: string): void => {
  const work = `${cache}.${process.pid}`
  const apt = (...args: string[]): string => {
    const options = [
      `Dir::State=${work}/state`,
      // Which libraries are here already is the one thing that it may know of the system.
      'Dir::State::status=/var/lib/dpkg/status',
      `Dir::Cache=${work}/cache`,
      'Debug::NoLocking=1',
      // As root it would become `_apt`, which cannot write here.
      'APT::Sandbox::User=root',
      'Acquire::Retries=2',
      'Acquire::http::Timeout=20',
      'Acquire::https::Timeout=20',
      'Acquire::Languages=none',
    ]
    const { status, stdout, stderr, error } = spawnSync(
      'apt-get',
      [...options.flatMap(option => ['-o', option]), ...args],
      {
        cwd: work,
        encoding: 'utf8',
        timeout: 180_000,
        env: { ...inherited(), LC_ALL: 'C' },
      },
    )
    if (status === 0) return stdout
    const reason = (error?.message ?? stderr).trim().split('\n').at(-1)
    throw new Error(
      `Redis could not be fetched (apt-get ${args[0]}: ${reason}). Install redis-server, or set REDIS_URL in .env.`,
    )
  }
  rmSync(work, { recursive: true, force: true })
  mkdirSync(join(work, 'state', 'lists', 'partial'), { recursive: true })
  mkdirSync(join(work, 'cache', 'archives', 'partial'), { recursive: true })
  try {
    apt('update')
    const plan = apt('--simulate', '--no-install-recommends', 'install', 'redis-server')
    const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? '')
    apt('download', ...new Set(['redis-server', 'redis-tools', ...names]))
    mkdirSync(cache, { recursive: true })
    for (const path of packagesIn(work)) renameSync(path, join(cache, path.slice(work.length + 1)))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const extract = (cache: string, folder: string): void => {
  const unfinished = `${folder}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  for (const path of packagesIn(cache)) {
    const { status, stderr } = spawnSync('dpkg', ['-x', path, unfinished], { encoding: 'utf8' })
    if (status !== 0) {
      rmSync(cache, { recursive: true, force: true })
      throw new Error(
        `Redis could not be unpacked (${stderr.trim()}). Start again, install redis-server, or set REDIS_URL in .env.`,
      )
    }
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(unfinished, folder)
}
