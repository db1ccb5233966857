import type { Readable } from 'node:stream'
import type { Db } from '@mudig/db/core/client'
import * as writing from '@mudig/db/tracks/upload-writing'
import { mostParts, partBytes } from '@mudig/shared/clients/s3/part-uploads'
import { immutableCaching, type Storage } from '@mudig/shared/clients/s3/storage'
import { ApiError, RetryableError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { arrivalsOf } from './arrivals.js'

/**
 * What a process that dies has received in vain, at most: what came since it last wrote that down. Parts are written
 * down when they are full, so on a fast line nothing but parts is.
 */
const keepEveryMs = 10_000
/** A connection that says nothing for so long is given up. */
const idleMs = 30_000
const lookEveryMs = 1_000

export interface Receiving {
  db: Db
  storage: Storage
  /** Ends what is received, and keeps it. */
  stopping: AbortSignal
}

export interface Received {
  /** How much of the upload is kept. */
  offset: number
  /** `whole`: all that was sent. `cut`: the client has gone. `idle`, `stopping`: this side has ended it. */
  end: 'whole' | 'cut' | 'idle' | 'stopping'
}

const busy = () => new ApiError(trackErrors.uploadBusy)

/**
 * Receives a body as the next bytes of an upload and keeps all of them: full parts in the store, the rest in Postgres.
 * Nothing counts before Postgres has noted it, whoever dies meanwhile. Ends the writing.
 *
 * @throws ApiError tooLarge where there are more bytes than were announced; uploadBusy where another connection has
 * taken over; uploadExpired where the store has given the upload up
 * @throws RetryableError `storage_unavailable`
 */
export const receive = async (to: Receiving, upload: writing.Writing, body: Readable): Promise<Received> => {
  const received = receiver(to, upload)
  const lease = renewed(to.db, upload)
  const arrivals = arrivalsOf(body)
  let heardAt = performance.now()
  try {
    for (;;) {
      const arrival = await arrivals.next(lookEveryMs)
      lease.check()
      if (arrival === 'end' || arrival === 'cut') {
        await received.keepRest()
        return { offset: received.kept(), end: arrival === 'end' ? 'whole' : 'cut' }
      }
      const now = performance.now()
      if (arrival !== 'nothing') {
        heardAt = now
        lease.heard()
        await lease.during(received.add(arrival, lease.signal))
      }
      if (to.stopping.aborted || now - heardAt > idleMs) {
        await received.keepRest()
        return { offset: received.kept(), end: to.stopping.aborted ? 'stopping' : 'idle' }
      }
      if (now - received.keptAt() > keepEveryMs) await received.keepRest()
    }
  } catch (error) {
    throw ended(error) ? new ApiError(trackErrors.uploadExpired, { cause: error }) : error
  } finally {
    arrivals.leave()
    lease.stop()
    // Where that fails the lease ends by itself.
    await writing.endWriting(to.db, upload).catch(() => undefined)
  }
}

const ended = (error: unknown) => error instanceof RetryableError && error.code === 'upload_ended'

/** Says every two seconds that bytes still come, or are being stored. */
const renewed = (db: Db, upload: writing.Writing) => {
  const lost = new AbortController()
  let isAlive = false
  let underWay = 0
  const timer = setInterval(() => {
    if (!isAlive && underWay === 0) return
    isAlive = false
    writing.renewWriting(db, upload).then(
      isOurs => isOurs || lost.abort(busy()),
      // Postgres is away: what is to be noted fails by itself.
      () => undefined,
    )
  }, writing.renewEveryMs)
  return {
    signal: lost.signal,
    heard: () => {
      isAlive = true
    },
    during: async (work: Promise<void>) => {
      underWay += 1
      try {
        await work
      } finally {
        underWay -= 1
      }
    },
    /** @throws ApiError uploadBusy */
    check: () => lost.signal.throwIfAborted(),
    stop: () => clearInterval(timer),
  }
}

/** The bytes after the last part that is stored, of which those up to `kept` are kept in Postgres as well. */
const receiver = ({ db, storage }: Receiving, upload: writing.Writing) => {
  let { stored, received: kept } = upload
  /** Where this connection's bytes begin: those between the last part and here are in Postgres alone. */
  let from = kept
  let at = kept
  let keptAt = performance.now()
  let part: Buffer | undefined

  const partLength = () => Math.min(partBytes, upload.bytes - stored)

  const keepRest = async (): Promise<void> => {
    keptAt = performance.now()
    if (at === kept || part === undefined) return
    const rest = part.subarray(kept - stored, at - stored)
    if (!(await db.transaction().execute(trx => writing.keepPieces(trx, upload, kept, rest)))) throw busy()
    kept = at
  }

  /** Before what this connection has brought. */
  const fetchPieces = async (into: Buffer): Promise<void> => {
    const wanted = from - stored
    let filled = 0
    if (wanted > 0)
      for await (const piece of writing.readPieces(db, upload.id)) {
        filled += piece.copy(into, filled, 0, wanted - filled)
        if (filled === wanted) break
      }
    // Another writer has made a part of them.
    if (filled < wanted) throw busy()
  }

  const sendPart = async (full: Buffer, signal: AbortSignal): Promise<void> => {
    const taken = await writing.takePart(db, upload)
    if (!taken) throw busy()
    if (taken.number > mostParts) throw new ApiError(trackErrors.uploadExpired)
    const uploadId = taken.store_upload_id ?? (await beginInStore(signal))
    await fetchPieces(full)
    const sent = await storage.sendPart(upload.key, uploadId, taken.number, full, { signal })
    const part = { ...sent, bytes: full.length }
    if (!(await db.transaction().execute(trx => writing.keepPart(trx, upload, part)))) throw busy()
    stored = at
    kept = at
    from = at
    keptAt = performance.now()
  }

  const beginInStore = async (signal: AbortSignal): Promise<string> => {
    const id = await storage.beginUpload(upload.key, 'application/octet-stream', { caching: immutableCaching, signal })
    const isNoted = await db.transaction().execute(trx => writing.noteStoreUpload(trx, upload, id))
    if (isNoted) return id
    await storage.endUpload(upload.key, id).catch(() => undefined)
    throw busy()
  }

  return {
    kept: () => kept,
    keptAt: () => keptAt,
    keepRest,
    /** @throws ApiError tooLarge */
    add: async (piece: Buffer, signal: AbortSignal): Promise<void> => {
      if (at + piece.length > upload.bytes) throw new ApiError(trackErrors.tooLarge)
      for (let taken = 0; taken < piece.length; ) {
        // Memory that is written to only as bytes come; not of a pool that all share.
        part ??= Buffer.allocUnsafeSlow(partLength())
        const copied = piece.copy(part, at - stored, taken)
        taken += copied
        at += copied
        if (at - stored < part.length) continue
        await sendPart(part, signal)
        part = part.subarray(0, partLength())
      }
    },
  }
}
