import type { Trx } from '../core/client.js'

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
