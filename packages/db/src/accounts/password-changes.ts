import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

/** The same change by the same session within this time is one click that was sent twice. */
const repeatedWithinSeconds = 10

export interface PasswordChange {
  replaced_hash: string
  new_hash: string
}

/** Remembers which session made a change, in the transaction that makes it. */
export const rememberChange = async (trx: Trx, session_id: string, change: PasswordChange): Promise<void> => {
  await trx
    .insertInto('password_changes')
    .values({ session_id, ...change })
    // A session that goes on may change it again.
    .onConflict(conflict =>
      conflict.column('session_id').doUpdateSet({ ...change, changed_at: sql`clock_timestamp()` }),
    )
    .execute()
}

/**
 * The change that this session made just now, while what it set is still the account's password. Undefined otherwise.
 */
export const findRecentChange = (db: Db, userId: number, sessionId: string): Promise<PasswordChange | undefined> =>
  db
    .selectFrom('password_changes as c')
    .innerJoin('sessions as s', 's.id', 'c.session_id')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['c.replaced_hash', 'c.new_hash'])
    .where('c.session_id', '=', sessionId)
    .where('c.changed_at', '>', sql<Date>`clock_timestamp() - ${repeatedWithinSeconds} * interval '1 second'`)
    .where('u.id', '=', userId)
    .where('u.is_active', '=', true)
    .whereRef('u.password_hash', '=', 'c.new_hash')
    .executeTakeFirst()
