import { sql } from 'kysely'
import type { Db } from '../core/client.js'

const endedBefore = (days: number) => sql`finished_at < now() - ${days}::integer * interval '1 day'`

/**
 * Deletes what partial indexes on `finished_at` find first, at most `limit` by each. Locked, because a replay of one of
 * them may be under way; and by an array, which no estimate turns into a walk over the table.
 */
const removeOldest = async (db: Db, which: readonly ReturnType<typeof sql>[], limit: number): Promise<number> => {
  const oldest = which.map(
    condition =>
      sql`array(select id from jobs where ${condition} order by finished_at limit ${limit} for no key update skip locked)`,
  )
  const { numAffectedRows = 0n } = await sql`delete from jobs where id = any(${sql.join(oldest, sql` || `)})`.execute(
    db,
  )
  return Number(numAffectedRows)
}

/** Removes finished jobs in small batches, dead ones much later than the rest. @returns how many went */
export const removeFinishedJobs = (db: Db, keepDays: { done: number; dead: number }, limit: number): Promise<number> =>
  removeOldest(
    db,
    [
      sql`state in ('done', 'cancelled') and ${endedBefore(keepDays.done)}`,
      sql`state = 'failed' and ${endedBefore(keepDays.dead)}`,
    ],
    limit,
  )

/**
 * Removes jobs of one queue that were done longer ago, for queues that write one for every click. Such a queue needs a
 * partial index on `finished_at` of its own (`jobs_notices_done`).
 * @returns how many went
 */
export const removeDoneJobs = (db: Db, queue: string, days: number, limit: number): Promise<number> =>
  // The name spelt out for the partial index.
  removeOldest(db, [sql`state = 'done' and queue = ${sql.lit(queue)} and ${endedBefore(days)}`], limit)
