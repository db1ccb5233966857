import { randomBytes } from 'node:crypto'
import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { noteUpload } from '../objects/lifecycle.js'
import { findUpload } from './uploads.js'

/*
 * Writing to an upload. One connection at a time is its writer, under a lease that it renews while bytes come. Whatever
 * a writer notes is noted only while the row still names it: one that was paused, or whose process is gone, changes
 * nothing once another has taken over. The row alone says how much is kept.
 */

/** Until then a writer that says nothing keeps others out: a process that died, a connection that nobody has closed. */
const leaseSeconds = 6
/** How often a writer says that it is still there. */
export const renewEveryMs = 2_000

const leaseEnd = sql<Date>`now() + ${leaseSeconds} * interval '1 second'`

/** What a writer begins with, and how it is named. */
export interface Writing {
  id: string
  writer: string
  key: string
  /** Of the whole file. */
  bytes: number
  /** Bytes that are kept: those in the store, and those in pieces after them. */
  received: number
  stored: number
  expires_at: Date
}

/**
 * Makes somebody the writer of their upload.
 * @throws ApiError uploadNotFound, uploadExpired, uploadBusy, uploadOffset
 */
export const beginWriting = async (db: Db, owner: number, id: string, offset: number): Promise<Writing> => {
  const writer = randomBytes(9).toString('base64url')
  const begun = await db
    .updateTable('track_uploads')
    .set({ writer, writer_until: leaseEnd })
    .where('id', '=', id)
    .where('user_id', '=', owner)
    .where('received', '=', offset)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('given_up_at', 'is', null)
    .where(eb => eb.or([eb('writer', 'is', null), eb('writer_until', '<', sql<Date>`now()`)]))
    .returning(['id', 'key', 'bytes', 'received', 'stored', 'expires_at'])
    .executeTakeFirst()
  if (begun) return { ...begun, writer }
  const { received } = await findUpload(db, owner, id)
  throw new ApiError(received === offset ? trackErrors.uploadBusy : trackErrors.uploadOffset)
}

type Held = Pick<Writing, 'id' | 'writer'>

/** The row, while this is its writer. */
const held = (db: Db, { id, writer }: Held) =>
  db.updateTable('track_uploads').where('id', '=', id).where('writer', '=', writer)

/** Says that bytes still come. @returns false where another has taken over, or the upload is gone */
export const renewWriting = async (db: Db, writing: Held): Promise<boolean> => {
  const { numUpdatedRows } = await held(db, writing).set({ writer_until: leaseEnd }).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Lets others write at once. */
export const endWriting = async (db: Db, writing: Held): Promise<void> => {
  await held(db, writing).set({ writer: null, writer_until: null }).execute()
}

/**
 * A number under which a part may be sent, which nobody else is given, and the store's name of the upload where it has
 * begun.
 * @returns undefined where another has taken over
 */
export const takePart = async (
  db: Db,
  writing: Held,
): Promise<{ number: number; store_upload_id: string | null } | undefined> =>
  held(db, writing)
    .set({ next_part: sql<number>`next_part + 1`, writer_until: leaseEnd })
    .returning([sql<number>`next_part - 1`.as('number'), 'store_upload_id'])
    .executeTakeFirst()

/**
 * Writes down an upload in parts before its first part.
 * @returns false where another has taken over, or the upload is gone: whoever began it in the store ends it there
 */
export const noteStoreUpload = async (
  trx: Trx,
  writing: Held & { key: string },
  uploadId: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await held(trx, writing)
    .where('store_upload_id', 'is', null)
    .set({ store_upload_id: uploadId })
    .executeTakeFirst()
  return numUpdatedRows > 0n && (await noteUpload(trx, writing.key, uploadId))
}

/**
 * Notes a part that the store has. The pieces that it was made of go.
 * @param part of so many bytes, from the end of the one before
 * @returns false where another has taken over
 */
export const keepPart = async (
  trx: Trx,
  writing: Held,
  part: { number: number; etag: string; bytes: number },
): Promise<boolean> => {
  const noted = JSON.stringify([{ number: part.number, etag: part.etag }])
  const { numUpdatedRows } = await held(trx, writing)
    .set({
      parts: sql`parts || ${noted}::jsonb`,
      stored: sql<number>`stored + ${part.bytes}`,
      received: sql<number>`stored + ${part.bytes}`,
      writer_until: leaseEnd,
    })
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await trx.deleteFrom('track_upload_pieces').where('upload_id', '=', writing.id).execute()
  return true
}

/** A row takes so many. */
const pieceBytes = 1024 * 1024
/** Somebody who sends a few bytes at a time fills rows of this size, so that a part is never made of many. */
const mergedBytes = 64 * 1024

/**
 * Keeps what is less than a part.
 * @param offset where they begin, which is the end of what is kept
 * @returns false where another has taken over
 */
export const keepPieces = async (trx: Trx, writing: Held, offset: number, bytes: Buffer): Promise<boolean> => {
  const { numUpdatedRows } = await held(trx, writing)
    .where('received', '=', offset)
    .set({ received: offset + bytes.length, writer_until: leaseEnd })
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  if (bytes.length < mergedBytes && (await appended(trx, writing.id, bytes))) return true
  const rows = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, n) => ({
    upload_id: writing.id,
    starts_at: offset + n * pieceBytes,
    bytes: bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes),
  }))
  await trx.insertInto('track_upload_pieces').values(rows).execute()
  return true
}

/** To the last piece, where both together are small. */
const appended = async (trx: Trx, id: string, bytes: Buffer): Promise<boolean> => {
  const { numAffectedRows = 0n } = await sql`
    update track_upload_pieces set bytes = bytes || ${bytes}
    where upload_id = ${id}
      and starts_at = (select max(starts_at) from track_upload_pieces where upload_id = ${id})
      and octet_length(bytes) + ${bytes.length} <= ${mergedBytes}`.execute(trx)
  return numAffectedRows > 0n
}

/** What is kept after the last part, in order, a megabyte at a time. */
export const readPieces = async function* (db: Db, id: string): AsyncGenerator<Buffer, void, void> {
  for (let after = -1; ; ) {
    const piece = await db
      .selectFrom('track_upload_pieces')
      .select(['starts_at', 'bytes'])
      .where('upload_id', '=', id)
      .where('starts_at', '>', after)
      .orderBy('starts_at')
      .limit(1)
      .executeTakeFirst()
    if (!piece) return
    yield piece.bytes
    after = piece.starts_at
  }
}
