import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** A text that nobody has any longer, or that was searched for, is paid for once in this time. */
const keptDays = 30

/**
 * Removes vectors that no subject has any longer, and those of former searches; the others are looked at again after
 * the same time. A vector that is being taken again is passed over.
 * @returns how many were looked at
 */
export const removeUnused = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows } = await sql<{ id: number }>`
      select id from vectors where used_at < now() - ${keptDays} * interval '1 day' order by used_at limit ${limit}
      for update skip locked`.execute(trx)
    if (rows.length === 0) return 0
    const ids = rows.map(({ id }) => id)
    // A statement of its own sees who has taken one before it was locked.
    await sql`
      delete from vectors v where v.id = any(${ids}::int8[])
        and not exists (select from subject_vectors s where s.vector = v.id)`.execute(trx)
    await sql`update vectors set used_at = now() where id = any(${ids}::int8[])`.execute(trx)
    return rows.length
  })

/** Removes ranked lists that nobody reads any longer. @returns how many */
export const removeOldLists = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from ranked_lists where id in (
      select id from ranked_lists where made_at < now() - interval '6 hours' order by made_at limit ${limit}
      for update skip locked
    ) returning id`.execute(db)
  return rows.length
}

/** Ends claims on texts that nobody came back to. @returns how many */
export const removeOldCalls = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from vector_calls where (model, hash) in (
      select model, hash from vector_calls where until < now() - interval '1 hour' limit ${limit} for update skip locked
    ) returning hash`.execute(db)
  return rows.length
}
