import { sql } from 'kysely'
import { type JobRef, noteForAfterCommit } from '../core/after-commit.js'
import type { Trx } from '../core/client.js'
import { jobRef } from './job.js'

export type WhichJobs = { ids: readonly number[] } | { id: number } | { subject: string; queues: readonly string[] }

/**
 * Locks what has not finished, in id order, without writing it: for who has to take further locks before it may write.
 * @returns the ids
 */
export const lockActiveJobs = async (trx: Trx, which: WhichJobs): Promise<number[]> => {
  const active = await trx
    .selectFrom('jobs')
    .select('id')
    .where('state', 'in', ['queued', 'running'])
    .$call(query => {
      if ('ids' in which) return query.where('id', '=', sql<number>`any(${which.ids}::bigint[])`)
      if ('id' in which) return query.where('id', '=', which.id)
      return query.where('subject', '=', which.subject).where('queue', 'in', which.queues)
    })
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return active.map(job => job.id)
}

/**
 * Cancels what has not finished: one job, some, or those of some queues about one subject. Locks rows in id order,
 * before any domain row.
 */
export const cancelActiveJobs = async (trx: Trx, which: WhichJobs): Promise<JobRef[]> => {
  const active = await lockActiveJobs(trx, which)
  if (active.length === 0) return []
  const cancelled = await trx
    .updateTable('jobs')
    .set({
      state: 'cancelled',
      finished_at: sql`now()`,
      lease_until: null,
      error_code: 'cancelled',
      error_message: 'cancelled on request',
    })
    .where('id', 'in', active)
    .where('state', 'in', ['queued', 'running'])
    .returning([...jobRef, 'attempt'])
    .execute()
  await trx
    .updateTable('job_attempts')
    .set({
      ended_at: sql`now()`,
      outcome: 'cancelled',
      error_code: 'cancelled',
    })
    .where(
      'job_id',
      'in',
      cancelled.map(job => job.id),
    )
    .where('ended_at', 'is', null)
    .execute()
  noteForAfterCommit(trx, notes => notes.cancelled.push(...cancelled.map(job => job.id)))
  return cancelled
}
