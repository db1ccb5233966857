import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Account, isReachable } from './unprivileged.js'

/** Where machine-wide data of projects belongs when the checkout is closed to the server's account (FHS 3.0, /var/lib). */
const outsideRoots = (): string[] => ['/var/lib/mudig', join(tmpdir(), 'mudig'), '/tmp/mudig']

export interface PostgresHome {
  /** The folder with the cluster, its log and its password. */
  readonly directory: string
  /** Set when the wanted folder is closed to the account: a link there leads to `directory`. */
  readonly movedFor: Account | undefined
  /** Holds things that several checkouts may share, like a copy of the server. */
  readonly shelf: string
}

/**
 * The folder in which the account can keep a cluster: the wanted one, or, for a checkout below a closed folder (/root, `mktemp -d`), one
 * named after the checkout's path elsewhere, with a link in the wanted place.
 */
export const openHome = (wanted: string, account: Account | undefined, say: (line: string) => void): PostgresHome => {
  const place = resolve(wanted)
  if (account === undefined) {
    mkdirSync(place, { recursive: true, mode: 0o700 })
    return { directory: place, movedFor: undefined, shelf: dirname(place) }
  }
  const moved = linkTarget(place)
  if (moved !== undefined && existsSync(moved) && canLiveIn(moved, account))
    return { directory: moved, movedFor: account, shelf: dirname(moved) }
  if (moved === undefined) {
    mkdirSync(place, { recursive: true, mode: 0o711 })
    if (canLiveIn(place, account)) return { directory: place, movedFor: undefined, shelf: dirname(place) }
  }
  rmSync(place, { recursive: true, force: true })
  for (const root of outsideRoots()) {
    const home = join(root, createHash('sha256').update(place).digest('hex').slice(0, 16))
    try {
      mkdirSync(root, { recursive: true, mode: 0o755 })
      // Nothing links here any more: a checkout at the same path was deleted together with the secrets that belong to this data.
      rmSync(home, { recursive: true, force: true })
      mkdirSync(home, { mode: 0o711 })
    } catch {
      continue
    }
    if (!canLiveIn(home, account)) continue
    symlinkSync(home, place)
    say(`PostgreSQL refuses root and "${account.name}" cannot enter this checkout, so its data is in ${home}`)
    return { directory: home, movedFor: account, shelf: root }
  }
  throw new Error(`PostgreSQL runs as "${account.name}" here, and no folder was found that this account can write to.`)
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

/** The home itself stays ours (the password lies in it); only the cluster below belongs to the account, which must get through to it. */
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
