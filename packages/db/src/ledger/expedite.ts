import { sql } from 'kysely'
import { type JobRef, noteForAfterCommit } from '../core/after-commit.js'
import type { Trx } from '../core/client.js'
import { type JobFilter, matches } from './history.js'

/** Lets queued jobs run now instead of at their moment. @returns those that were moved */
export const expedite = async (trx: Trx, filter: JobFilter, limit: number): Promise<JobRef[]> => {
  const moved = await trx
    .updateTable('jobs')
    .set({ run_at: sql`now()`, turn_at: sql`least(turn_at, now())`, delivery: sql`delivery + 1`, pushed_at: null })
    .where('id', 'in', eb =>
      eb
        .selectFrom('jobs')
        .select('id')
        .where(matches({ ...filter, states: ['queued'], due: false }))
        .orderBy('id')
        .limit(limit)
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .returning(['id', 'queue', 'delivery', sql<number>`0`.as('delay_ms')])
    .execute()
  noteForAfterCommit(trx, notes => notes.jobs.push(...moved))
  return moved
}
