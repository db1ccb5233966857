import { RetryableError } from '@mudig/shared/core/errors'
import { removePictures } from '@mudig/shared/objects/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { type AddOptions, addJobs } from '../ledger/add.js'

export interface NewPicture {
  /** From `newPictureKey`, and reserved; the object is in the store already. */
  key: string
  content_type: 'image/webp'
  width: number
  height: number
  bytes: number
  /** Its thumbnails are in the store as well. */
  hasThumbnails?: boolean
}

/**
 * Writes the key of a picture down before its first byte is sent, by itself and not in a transaction that could take it
 * back. From then on the object is found and removed, unless `insertPicture` begins to show it. Thumbnails belong to
 * the key of their original.
 */
export const reserve = async (db: Db, key: string): Promise<void> => {
  await db
    .insertInto('reserved_objects')
    .values({ key })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ reserved_at: sql`now()` }))
    .execute()
}

/**
 * Records a stored picture in the transaction that begins to show it, together with its `makeThumbnails` job, and ends
 * its reservation.
 * @throws RetryableError `reservation_lost` when it took so long that the object was given up for removal
 */
export const insertPicture = async (
  trx: Trx,
  { hasThumbnails = false, ...picture }: NewPicture,
): Promise<{ id: number }> => {
  const { key, content_type, width, height, bytes } = picture
  // One statement for both. Whoever gives the key up locks the same row, so only one of the two comes to pass.
  const { rows } = await sql<{ id: number }>`
    with used as (delete from reserved_objects where key = ${key} returning key)
    insert into pictures (key, content_type, width, height, bytes, thumbnails_at)
    select key, ${content_type}, ${width}, ${height}, ${bytes}, case when ${hasThumbnails} then now() end from used
    returning id`.execute(trx)
  if (!rows[0]) throw new RetryableError('reservation_lost', 'the picture was given up before anything showed it')
  return rows[0]
}

/** `removePictures` takes so many at once. */
const keysPerJob = 200

const queueRemovals = (trx: Trx, keys: readonly string[], options: AddOptions): Promise<void> =>
  addJobs(
    trx,
    removePictures,
    Array.from({ length: Math.ceil(keys.length / keysPerJob) }, (_, n) => ({
      ...options,
      payload: { v: 1 as const, keys: keys.slice(n * keysPerJob, (n + 1) * keysPerJob) },
    })),
  )

/**
 * Gives an object up that was stored and is not wanted: its removal is queued, unless it is shown after all. Requires
 * that nothing is sent any more. Also for whoever was paused for so long that its reservation is gone: what it sent
 * came after the removal.
 */
export const abandon = async (trx: Trx, key: string, options: AddOptions = {}): Promise<void> => {
  await forgetReservation(trx, key)
  const shown = await trx.selectFrom('pictures').select('id').where('key', '=', key).executeTakeFirst()
  if (!shown) await queueRemovals(trx, [key], options)
}

/** Of an object that is shown, or has been removed. */
export const forgetReservation = async (db: Db, key: string): Promise<void> => {
  await db.deleteFrom('reserved_objects').where('key', '=', key).execute()
}

/** No attempt of a job and no request takes nearly so long, so whoever reserved it has died or has given up. */
const longestUploadSeconds = 3_600

/**
 * Schedule: queues the removal of what was reserved long ago and is shown by no row. A transaction that is about to
 * show one has locked its reservation, and it is passed over; one that comes later finds none, and fails.
 * @returns how many reservations went
 */
export const abandonOld = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows } = await sql<{ key: string; shown: boolean }>`
      with old as (
        select key from reserved_objects where reserved_at < now() - ${longestUploadSeconds} * interval '1 second'
        order by reserved_at limit ${limit} for update skip locked
      )
      delete from reserved_objects using old where reserved_objects.key = old.key
      returning old.key, exists (select from pictures where pictures.key = old.key) as shown`.execute(trx)
    // A row whose thumbnails were being made when their process died goes on showing what there is.
    const keys = rows.filter(({ shown }) => !shown).map(({ key }) => key)
    if (keys.length > 0) await queueRemovals(trx, keys, {})
    return rows.length
  })

/** Undefined when it was removed. */
export const findPicture = (db: Db, id: number, { lock = false } = {}) =>
  db
    .selectFrom('pictures')
    .select(['id', 'key', 'thumbnails_at'])
    .where('id', '=', id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()

/**
 * Says that the thumbnails are stored, whose keys were reserved by that of their original.
 * @returns false when the picture was removed meanwhile: then nothing knows of them, and their removal is queued
 */
export const markThumbnails = async (trx: Trx, picture: { id: number; key: string }): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('pictures')
    .set({ thumbnails_at: sql`now()` })
    .where('id', '=', picture.id)
    .executeTakeFirst()
  const isKnown = numUpdatedRows > 0n
  if (isKnown) await forgetReservation(trx, picture.key)
  else await abandon(trx, picture.key)
  return isKnown
}

/** Those of the keys whose thumbnails are stored. */
export const keysWithThumbnails = async (db: Db, keys: readonly string[]): Promise<Set<string>> => {
  if (keys.length === 0) return new Set()
  const rows = await db
    .selectFrom('pictures')
    .select('key')
    .where('key', 'in', keys)
    .where('thumbnails_at', 'is not', null)
    .execute()
  return new Set(rows.map(row => row.key))
}

/**
 * Forgets pictures; those that are not there are no error. Comes before their objects are removed, see
 * `markThumbnails`.
 */
export const deletePictures = async (db: Db, keys: readonly string[]): Promise<void> => {
  if (keys.length > 0) await db.deleteFrom('pictures').where('key', 'in', keys).execute()
}
