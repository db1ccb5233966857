import { sql } from 'kysely'
import type { Db, Trx } from './client.js'

export interface NewPicture {
  /** From `newPictureKey`; the object is in the store already. */
  key: string
  content_type: 'image/webp'
  width: number
  height: number
  bytes: number
}

/** Records a stored picture in the transaction that begins to show it, together with its `makeThumbnails` job. */
export const insertPicture = (trx: Trx, picture: NewPicture): Promise<{ id: number }> =>
  trx.insertInto('pictures').values(picture).returning('id').executeTakeFirstOrThrow()

/** Undefined when it was removed. */
export const findPicture = (db: Db, id: number, { lock = false } = {}) =>
  db
    .selectFrom('pictures')
    .select(['id', 'key', 'thumbnails_at'])
    .where('id', '=', id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()

/** @returns false when the picture was removed meanwhile: then nothing knows of the thumbnails and whoever stored them removes them */
export const markThumbnails = async (trx: Trx, id: number): Promise<boolean> => {
  const { numUpdatedRows } = await trx.updateTable('pictures').set({ thumbnails_at: sql`now()` }).where('id', '=', id).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Those of the keys whose thumbnails are stored. */
export const keysWithThumbnails = async (db: Db, keys: readonly string[]): Promise<Set<string>> => {
  if (keys.length === 0) return new Set()
  const rows = await db.selectFrom('pictures').select('key').where('key', 'in', keys).where('thumbnails_at', 'is not', null).execute()
  return new Set(rows.map(row => row.key))
}

/** Forgets pictures; those that are not there are no error. Comes before their objects are removed, see `markThumbnails`. */
export const deletePictures = async (db: Db, keys: readonly string[]): Promise<void> => {
  if (keys.length > 0) await db.deleteFrom('pictures').where('key', 'in', keys).execute()
}
