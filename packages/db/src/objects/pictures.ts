import { type Expression, sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { queueRemovals, use } from './lifecycle.js'

export interface NewPicture {
  /** From `newPictureKey`, and reserved; the object is in the store already. */
  key: string
  content_type: 'image/webp'
  width: number
  height: number
  bytes: number
  sha256?: Buffer
  /** Bytes of its thumbnails, where they are in the store as well. */
  thumbnails?: Readonly<Record<string, number>>
  owner?: number
  subject?: string
  /** Default: whoever knows the key may have it. */
  isPublic?: boolean
}

/**
 * Begins to show a stored picture, together with its `makeThumbnails` job.
 * @throws RetryableError as `use` does
 */
export const insertPicture = (
  trx: Trx,
  { key, thumbnails, isPublic = true, ...picture }: NewPicture,
): Promise<{ id: number }> =>
  use(trx, key, { ...picture, ...(thumbnails && { derived: thumbnails }), is_public: isPublic })

/** Undefined when it was removed. */
export const findPicture = async (db: Db, id: number, { lock = false } = {}) => {
  const row = await db
    .selectFrom('objects')
    .select(['id', 'key', 'derived_at as thumbnails_at'])
    .where('id', '=', id)
    .where('state', '=', 'used')
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  return row
}

/**
 * Says that the thumbnails are stored, whose keys follow from that of their original.
 * @returns false when the picture was removed meanwhile: then nothing knows of them, and their removal is queued
 */
export const markThumbnails = async (
  trx: Trx,
  picture: { id: number; key: string },
  thumbnails: Readonly<Record<string, number>>,
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('objects')
    .set({ derived: JSON.stringify(thumbnails), derived_at: sql`now()` })
    .where('id', '=', picture.id)
    .where('state', '=', 'used')
    .executeTakeFirst()
  const isKnown = numUpdatedRows > 0n
  if (!isKnown) await queueRemovals(trx, [picture.key], {})
  return isKnown
}

/** Those of the keys whose thumbnails are stored. */
export const keysWithThumbnails = async (db: Db, keys: readonly string[]): Promise<Set<string>> => {
  if (keys.length === 0) return new Set()
  const rows = await db
    .selectFrom('objects')
    .select('key')
    .where('key', 'in', keys)
    .where('state', '=', 'used')
    .where('derived_at', 'is not', null)
    .execute()
  return new Set(rows.map(row => row.key))
}

/** Whether thumbnails exist of a picture; their keys follow from its key. */
export const hasThumbnails = (db: Db, key: Expression<string | null>) =>
  db
    .selectFrom('objects')
    .select(sql<boolean>`true`.as('made'))
    .where('key', '=', key as Expression<string>)
    .where('state', '=', 'used')
    .where('derived_at', 'is not', null)

/**
 * Whether a picture stands in a list of pictures: for everybody once it can be had, for its owner also while it is being
 * looked at. What was refused stands nowhere.
 */
export const isPictureShown = (key: Expression<string>, isOwner: Expression<boolean>) =>
  sql<boolean>`coalesce((select (o.state = 'used' and o.is_public) or (${isOwner} and o.state <> 'gone')
    from objects o where o.key = ${key}), false)`
