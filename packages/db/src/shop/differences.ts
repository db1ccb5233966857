import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** What staff have not looked at yet, the newest first. */
export const listDifferences = async (db: Db, { limit, cursor }: { limit: number; cursor?: number | undefined }) => {
  const rows = await db
    .selectFrom('payment_differences')
    .select(['id', 'kind', 'merchant_uid', 'provider_id', 'ours', 'theirs', 'created_at'])
    .where('resolved_at', 'is', null)
    .$if(cursor !== undefined, query => query.where('id', '<', cursor!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return { differences: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : undefined }
}

/** @returns whether there was such a one, open */
export const resolveDifference = async (
  db: Db,
  id: number,
  { staff_id, note }: { staff_id: number; note: string },
): Promise<boolean> => {
  const row = await db
    .updateTable('payment_differences')
    .set({ resolved_at: sql<Date>`now()`, resolved_by: staff_id, note })
    .where('id', '=', id)
    .where('resolved_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
