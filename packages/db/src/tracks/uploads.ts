import { randomBytes } from 'node:crypto'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { newTrackKey } from '@mudig/shared/tracks/keys'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { discard, reserve } from '../objects/lifecycle.js'

/** An upload that is not finished within this is gone. */
const uploadSeconds = 86_400
const quotaSeconds = 86_400

export interface NewUpload {
  filename: string
  /** How many the file has; of a form, which does not say, how many it may have. */
  bytes: number
  sha256?: Buffer
}

/** What its owner is told of an upload. */
export interface UploadState {
  id: string
  filename: string
  bytes: number
  /** How many of them are kept. */
  received: number
  expires_at: Date
}

/**
 * Writes an upload down, with the object that it will be and a place in its owner's day, before its first byte. The
 * owner's row is locked, so that parallel requests are counted one after the other.
 * @param perDay how many somebody may begin in 24 hours; those that were given up do not count
 * @throws ApiError tooManyUploads, or tokenInvalid where the account is gone
 */
export const createUpload = async (
  trx: Trx,
  owner: number,
  { filename, bytes, sha256 }: NewUpload,
  { perDay }: { perDay: number },
): Promise<UploadState & { key: string }> => {
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', owner)
    .where('is_active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!user) throw new ApiError(httpErrors.tokenInvalid)
  await requireRoom(trx, owner, perDay)
  const key = newTrackKey('bin')
  // An hour more than the upload has: who removes what has expired ends both.
  await reserve(trx, key, {
    kind: 'track',
    owner,
    until: sql<Date>`now() + ${uploadSeconds + 3_600} * interval '1 second'`,
  })
  return trx
    .insertInto('track_uploads')
    .values({
      id: randomBytes(16).toString('base64url'),
      user_id: owner,
      filename,
      bytes,
      sha256: sha256 ?? null,
      key,
      expires_at: sql<Date>`now() + ${uploadSeconds} * interval '1 second'`,
    })
    .returning(['id', 'filename', 'bytes', 'received', 'expires_at', 'key'])
    .executeTakeFirstOrThrow()
}

/** The n-th newest of the last day tells whether there is room for one more. */
const requireRoom = async (trx: Trx, owner: number, most: number): Promise<void> => {
  const row = await trx
    .selectFrom('track_uploads')
    .select(sql<number>`ceil(extract(epoch from created_at - now()) + ${quotaSeconds})::int`.as('seconds_left'))
    .where('user_id', '=', owner)
    .orderBy('created_at', 'desc')
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst()
  if (row && row.seconds_left > 0)
    throw new ApiError(trackErrors.tooManyUploads, { retryAfterSeconds: row.seconds_left })
}

/** @throws ApiError uploadNotFound, also where it is somebody else's; uploadExpired */
export const findUpload = async (db: Db, owner: number, id: string): Promise<UploadState> => {
  const row = await db
    .selectFrom('track_uploads')
    .select(['id', 'filename', 'bytes', 'received', 'expires_at'])
    .select(sql<boolean>`job_id is null and expires_at <= now()`.as('is_expired'))
    .where('id', '=', id)
    .where('user_id', '=', owner)
    .where('given_up_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new ApiError(trackErrors.uploadNotFound)
  const { is_expired, ...upload } = row
  if (is_expired) throw new ApiError(trackErrors.uploadExpired)
  return upload
}

/** What has brought more keeps its place in the day when it is given up: bytes are what a day bounds. */
const freeBytes = 4 * 1024 * 1024

/**
 * Gives an upload up: what was received is removed, and its place in its owner's day is free again, unless much was.
 * @param received of a form, whose bytes nobody notes as they come
 * @throws ApiError uploadNotFound, or uploadDone where it has become a track
 */
export const endUpload = async (trx: Trx, owner: number, id: string, received = 0): Promise<void> => {
  const row = await trx
    .selectFrom('track_uploads')
    .select(['key', 'job_id', 'received'])
    .where('id', '=', id)
    .where('user_id', '=', owner)
    .where('given_up_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new ApiError(trackErrors.uploadNotFound)
  if (row.job_id !== null) throw new ApiError(trackErrors.uploadDone)
  if (Math.max(row.received, received) <= freeBytes)
    await trx.deleteFrom('track_uploads').where('id', '=', id).execute()
  else {
    await trx
      .updateTable('track_uploads')
      .set({ given_up_at: sql<Date>`now()`, writer: null, writer_until: null })
      .where('id', '=', id)
      .execute()
    await trx.deleteFrom('track_upload_pieces').where('upload_id', '=', id).execute()
  }
  await discard(trx, [row.key], { user_id: owner })
}

/**
 * Schedule: removes uploads whose day is over. What was not finished goes with what lies in the store; what has become
 * a track leaves only this row, once its object is in use or gone.
 * @returns how many that were
 */
export const expireUploads = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows } = await sql<{ key: string; is_open: boolean }>`
      with due as (${dueUploads(limit)})
      delete from track_uploads using due where track_uploads.id = due.id
      returning due.key, due.job_id is null and track_uploads.given_up_at is null as is_open`.execute(trx)
    await discard(
      trx,
      rows.filter(({ is_open }) => is_open).map(({ key }) => key),
    )
    return rows.length
  })

/** What `expireUploads` takes, the longest due first. One that is being finished just now is locked, and passed over. */
export const dueUploads = (limit: number) => sql<{ id: string; key: string; job_id: number | null }>`
  select id, key, job_id from track_uploads
  where expires_at < now() and (job_id is null or not exists (
    select from objects where objects.key = track_uploads.key and objects.state = 'reserved'))
  order by expires_at limit ${limit} for update skip locked`
