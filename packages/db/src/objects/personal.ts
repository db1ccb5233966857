import type { Db, Trx } from '../core/client.js'
import type { OwnObject } from '../core/domain.js'
import { idOf, type Pages, pages } from '../core/pages.js'

/**
 * What lies in the store of somebody who is being erased, for `discard`. Copies of their data are removed with their own
 * rows.
 */
export const findOwned = async (trx: Trx, userId: number): Promise<string[]> => {
  const rows = await trx
    .selectFrom('objects')
    .select('key')
    .where('owner', '=', userId)
    .where('kind', '<>', 'export')
    .orderBy('key')
    .execute()
  return rows.map(({ key }) => key)
}

/** Pictures that somebody sent by forms, whatever shows them. */
export const ownUploads = (db: Db, userId: number): Pages<OwnObject> =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('objects')
        .select(['id', 'key'])
        .where('owner', '=', userId)
        .where('kind', '=', 'picture')
        .where('key', 'like', 'picture/%')
        .where('state', '=', 'used')
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )
