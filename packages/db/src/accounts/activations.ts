import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

/** The row of an activation link that has not expired, used or not: it is good again while the account is there. */
export const findActivation = (db: Db, id: number) =>
  db
    .selectFrom('account_mails')
    .select(['id', 'nonce', 'email'])
    .where('id', '=', id)
    .where('kind', '=', 'activation')
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()

/** Marks a link as used, where it still stands. The caller holds the account's row. */
export const useActivation = async (trx: Trx, id: number): Promise<boolean> => {
  const used = await trx
    .updateTable('account_mails')
    .set({ used_at: sql`coalesce(used_at, now())` })
    .where('id', '=', id)
    .where('kind', '=', 'activation')
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

/** Ends every activation link of an address. The caller has changed the account's row in this transaction before. */
export const endActivations = async (trx: Trx, email: string): Promise<void> => {
  await trx
    .updateTable('account_mails')
    .set({ expires_at: sql`now()` })
    .where('email', '=', email)
    .where('kind', '=', 'activation')
    .where('expires_at', '>', sql<Date>`now()`)
    .execute()
}
