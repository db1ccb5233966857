import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { inherited, searchPath } from './config.js'
import { type ArchivedProgram, forgetPackages, libraryFolders, unpackProgram } from './package-archive.js'

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

const installer = process.platform === 'darwin' ? '`brew install redis`' : 'the package manager of this system'
const redis: ArchivedProgram = {
  title: 'Redis',
  name: 'redis',
  packages: ['redis-server', 'redis-tools'],
  megabytes: 12,
  advice: `Install redis-server with ${installer}, or set REDIS_URL in .env.`,
}

/**
 * A redis-server: the one on PATH, else one fetched from the package archive of Debian or Ubuntu into `folder` (see
 * package-archive.ts).
 *
 * @throws Error with a sentence for people where neither can be had
 */
export const findRedis = async (folder: string, say: (line: string) => void): Promise<RedisBinary> => {
  for (const name of ['redis-server', 'valkey-server']) {
    for (const directory of searchPath()) {
      const path = join(directory, name)
      const found = existsSync(path) ? inspect(path, {}, 'found on this machine') : undefined
      if (found !== undefined) return found
    }
  }
  const fetched = unpacked(folder)
  if (fetched !== undefined) return fetched
  await unpackProgram(redis, folder, { say })
  const made = unpacked(folder)
  if (made !== undefined) return made
  forgetPackages(redis, folder)
  throw new Error(
    `The Redis ${oldest.join('.')} or newer that this needs is not in the package archive. Install one, or set REDIS_URL in .env.`,
  )
}

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

const unpacked = (folder: string): RedisBinary | undefined => {
  const path = join(folder, 'usr', 'bin', 'redis-server')
  if (!existsSync(path)) return undefined
  const env = { LD_LIBRARY_PATH: libraryFolders(folder).join(delimiter) }
  return inspect(path, env, 'from the system’s package archive')
}
