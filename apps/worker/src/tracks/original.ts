import { createHash, type Hash } from 'node:crypto'
import { createWriteStream, rmSync } from 'node:fs'
import { mkdtemp, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { StoredFile } from '@mudig/db/tracks/versions'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { PermanentError, RateLimitedError, RetryableError } from '@mudig/shared/core/errors'
import { sweepLeftOvers } from '../runtime/left-overs.js'

/*
 * Files that uploads are downloaded to: ffmpeg needs random access, as an MP4 may have its header at its end. Each lies
 * in a folder of its own that only this account may enter. Steps of one file that run at the same time in this process,
 * or soon after each other, share it.
 */

const prefix = 'mudig-track-'
/** The next steps follow the probe at once; nothing waits on the disk for longer than this. */
const lingerMs = 15_000
/** Beyond these the one that waits for longest goes. */
const mostLingering = 2
const sweepEveryMs = 3_600_000

export interface OriginalFile {
  readonly path: string
  readonly sha256: Buffer
}

interface Copy {
  /** Its folder. */
  folder?: string
  users: number
  readonly file: Promise<OriginalFile>
  readonly controller: AbortController
  linger?: NodeJS.Timeout
}

const copies = new Map<string, Copy>()
let sweeping: Promise<void> | undefined
let sweptAt = Number.NEGATIVE_INFINITY

/** A new folder that is gone when `work` has ended. */
export const withFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await newFolder()
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Gives `work` the path of an upload, and its hash.
 *
 * @throws PermanentError `original_missing`
 * @throws RateLimitedError `disk_full`, before anything is fetched
 * @throws RetryableError `storage_unavailable`, `storage_incomplete`
 */
export const withOriginal = async <T>(
  original: StoredFile,
  { storage, signal }: { storage: Storage; signal: AbortSignal },
  work: (file: OriginalFile) => Promise<T>,
): Promise<T> => {
  const copy = copies.get(original.key) ?? begin(original, storage)
  copy.users++
  clearTimeout(copy.linger)
  try {
    return await work(await orAborted(copy.file, signal))
  } finally {
    copy.users--
    if (copy.users === 0) await leave(original.key, copy)
  }
}

/**
 * Twice of what is about to be written, so that as much again is left for whoever looks at the same moment.
 * @throws RateLimitedError `disk_full`
 */
export const requireRoom = async (bytes: number): Promise<void> => {
  const { bavail, bsize } = await statfs(tmpdir())
  if (bavail * bsize < 2 * bytes) throw noRoom()
}

export const noRoom = (cause?: unknown): RateLimitedError =>
  new RateLimitedError('disk_full', `there is no room left in ${tmpdir()}`, new Date(Date.now() + 30_000), { cause })

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), prefix))

const begin = (original: StoredFile, storage: Storage): Copy => {
  const controller = new AbortController()
  const download = async (): Promise<OriginalFile> => {
    if (performance.now() - sweptAt > sweepEveryMs) {
      sweptAt = performance.now()
      sweeping = sweepLeftOvers([prefix, 'mudig-ffmpeg-'])
    }
    await sweeping
    await requireRoom(original.bytes)
    const folder = await newFolder()
    copy.folder = folder
    const path = join(folder, 'original')
    return { path, sha256: await fetchTo(path, original, storage, controller.signal) }
  }
  const copy: Copy = { users: 0, controller, file: download() }
  // Whoever waits for it gets the error; nobody may.
  copy.file.catch(() => undefined)
  copies.set(original.key, copy)
  return copy
}

/** Nobody uses it: a whole one stays for a moment, anything else goes. */
const leave = async (key: string, copy: Copy): Promise<void> => {
  const isWhole = await Promise.race([
    copy.file.then(
      () => true,
      () => false,
    ),
    // Behind what has been settled already.
    new Promise<boolean>(resolve => setImmediate(resolve, false)),
  ])
  if (copy.users > 0) return
  if (!isWhole) return drop(key, copy)
  copy.linger = setTimeout(() => void drop(key, copy).catch(() => undefined), lingerMs).unref()
  const waiting = [...copies].filter(([, { users }]) => users === 0)
  for (const [other, old] of waiting.slice(0, -mostLingering)) if (old.users === 0) await drop(other, old)
}

const drop = async (key: string, copy: Copy): Promise<void> => {
  clearTimeout(copy.linger)
  if (copies.get(key) === copy) copies.delete(key)
  copy.controller.abort(new RetryableError('download_ended', 'nobody waits for the file any more'))
  await copy.file.catch(() => undefined)
  if (copy.folder !== undefined) await rm(copy.folder, { recursive: true, force: true })
}

const fetchTo = async (
  path: string,
  { key, bytes }: StoredFile,
  storage: Storage,
  signal: AbortSignal,
): Promise<Buffer> => {
  const stored = await storage.get(key, { signal })
  if (!stored) throw new PermanentError('original_missing', 'the uploaded file is not in the store')
  const hash = createHash('sha256')
  try {
    await pipeline(stored.body, hashing(hash), createWriteStream(path, { mode: 0o600, flags: 'wx' }), { signal })
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC') throw noRoom(cause)
    throw new RetryableError('storage_unavailable', 'the object store closed the connection', { cause })
  }
  const { size } = await stat(path)
  if (size !== bytes) throw new RetryableError('storage_incomplete', `the store sent ${size} of ${bytes} bytes`)
  return hash.digest()
}

/** A stream, not a generator: that would wait for the next piece before it lets itself be ended. */
const hashing = (hash: Hash) =>
  new Transform({
    transform: (piece: Buffer, _, done) => {
      hash.update(piece)
      done(null, piece)
    },
  })

const orAborted = async <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> => {
  signal.throwIfAborted()
  let abort: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort!)
  }
}

process.once('exit', () => {
  for (const { folder } of copies.values()) if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})
