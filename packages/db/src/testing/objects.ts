import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** Pictures that may be shown; the rows of those that are gone stay for a while. */
export const shownPictures = (db: Db) =>
  db.selectFrom('objects').where('kind', '=', 'picture').where('state', '=', 'used')

/** Rows of pictures that are shown, as if they lay in the store. */
export const insertShown = async (
  db: Db,
  keys: readonly string[],
  { bytes = 8, hasThumbnails = false } = {},
): Promise<void> => {
  await db
    .insertInto('objects')
    .values(
      keys.map(key => ({
        key,
        kind: 'picture',
        state: 'used',
        is_public: true,
        content_type: 'image/webp',
        width: 8,
        height: 8,
        bytes,
        used_at: sql<Date>`now()`,
        ...(hasThumbnails && { derived_at: sql<Date>`now()` }),
      })),
    )
    .execute()
}

/** Lets the reservations that there are come due earlier, as if their makers had not been heard of for so long. */
export const ageReservations = async (db: Db, minutes: number): Promise<void> => {
  await db
    .updateTable('objects')
    .set({ due_at: sql<Date>`due_at - ${minutes} * interval '1 minute'` })
    .where('state', '=', 'reserved')
    .execute()
}
