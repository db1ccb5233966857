import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { endLeftOverPostgres } from './postgres-left-over.js'
import { type Account, isReachable } from './unprivileged.js'

/**
 * Where machine-wide data of projects belongs when the checkout is closed to the server's account (FHS 3.0, /var/lib).
 */
const outsideRoots = (): string[] => ['/var/lib/mudig', join(tmpdir(), 'mudig'), '/tmp/mudig']

export interface PostgresHome {
  /** The folder with the cluster, its log and its password. */
  readonly directory: string
  /** Set when the wanted folder is closed to the account: a link there leads to `directory`. */
  readonly movedFor: Account | undefined
}

/**
 * The folder in which the account can keep a cluster: the wanted one, or, for a checkout below a closed folder (/root,
 * `mktemp -d`), one named after the checkout's path elsewhere, with a link in the wanted place.
 */
export const openHome = async (
  wanted: string,
  account: Account | undefined,
  say: (line: string) => void,
): Promise<PostgresHome> => {
  const place = resolve(wanted)
  if (account === undefined) {
    mkdirSync(place, { recursive: true, mode: 0o700 })
    return { directory: place, movedFor: undefined }
  }
  const moved = linkTarget(place)
  if (moved !== undefined && existsSync(moved) && belongsTo(moved, place) && canLiveIn(moved, account)) {
    writeFileSync(join(moved, ownerFile), place)
    return { directory: moved, movedFor: account }
  }
  if (moved !== undefined) {
    // A copied checkout brings the link of its original along.
    rmSync(place)
  } else {
    mkdirSync(place, { recursive: true, mode: 0o711 })
    if (canLiveIn(place, account)) return { directory: place, movedFor: undefined }
  }
  for (const root of outsideRoots()) {
    const home = join(root, createHash('sha256').update(place).digest('hex').slice(0, 16))
    if (!(await clear(home))) continue
    if (!canLiveIn(home, account)) {
      rmSync(home, { recursive: true, force: true })
      continue
    }
    moveData(place, home)
    writeFileSync(join(home, ownerFile), place)
    symlinkSync(home, place)
    say(`PostgreSQL refuses root and "${account.name}" cannot enter this checkout, so its data is in ${home}`)
    return { directory: home, movedFor: account }
  }
  throw new Error(`PostgreSQL runs as "${account.name}" here, and no folder was found that this account can write to.`)
}

/** In a home outside: the path of the link that leads there. */
const ownerFile = 'checkout'

/** False when another checkout's link leads there too. One that was moved took its link along and left none behind. */
const belongsTo = (home: string, place: string): boolean => {
  const path = join(home, ownerFile)
  const owner = existsSync(path) ? readFileSync(path, 'utf8') : place
  return owner === place || linkTarget(owner) !== home
}

/**
 * Makes an empty home. Nothing links to what is there: a checkout at the same path was deleted, and with it the secrets
 * and pictures that belong to this data.
 * @returns whether it could be made
 */
const clear = async (home: string): Promise<boolean> => {
  try {
    await endLeftOverPostgres(home)
    rmSync(home, { recursive: true, force: true })
    mkdirSync(dirname(home), { recursive: true, mode: 0o755 })
    mkdirSync(home, { mode: 0o711 })
    return true
  } catch {
    return false
  }
}

/** A cluster from when the account could still enter the checkout moves along. The emptied place is gone afterwards. */
const moveData = (place: string, home: string): void => {
  for (const name of existsSync(place) ? readdirSync(place) : []) {
    try {
      renameSync(join(place, name), join(home, name))
    } catch (error) {
      throw new Error(
        `The database in ${place} cannot be entered by its account any more, and not be moved to ${home} (${(error as Error).message}). ` +
          'Open the folders above it for others (chmod o+x), or remove it with npm run reset.',
      )
    }
  }
  rmSync(place, { recursive: true, force: true })
}

/**
 * A folder that every account can read, for the copy of the server that closed checkouts share (60 MB; copying it for
 * each test took seconds). It stays when a checkout goes.
 *
 * @throws Error when there is no such folder
 */
export const openShelf = (): string => {
  for (const root of outsideRoots()) {
    try {
      mkdirSync(root, { recursive: true, mode: 0o755 })
      return root
    } catch {
      // The next one, then.
    }
  }
  throw new Error('There is no folder for a copy of PostgreSQL that an unprivileged account can read.')
}

/** Removes a home and, where the data was moved, the folder that the link leads to. */
export const removeHome = (wanted: string): void => {
  const moved = linkTarget(resolve(wanted))
  if (moved !== undefined && outsideRoots().includes(dirname(moved))) rmSync(moved, { recursive: true, force: true })
  rmSync(wanted, { recursive: true, force: true })
}

const linkTarget = (path: string): string | undefined => {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined
  } catch {
    return undefined
  }
}

/**
 * The home itself stays ours (the password lies in it); only the cluster below belongs to the account, which must get
 * through to it.
 */
const canLiveIn = (home: string, account: Account): boolean => {
  chmodSync(home, 0o711)
  const probe = join(home, 'data')
  const existed = existsSync(probe)
  if (!existed) mkdirSync(probe, { mode: 0o777 })
  if (!existed) chmodSync(probe, 0o777)
  const reachable = isReachable(probe, account)
  if (!existed) rmSync(probe, { recursive: true })
  return reachable
}
