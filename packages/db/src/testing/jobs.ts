import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { jobRef } from '../ledger/job.js'

/** One job, with what tests ask about it. */
export const findJob = (db: Db, id: number) =>
  db
    .selectFrom('jobs')
    .select([
      ...jobRef,
      'run_at',
      'state',
      'subject',
      'user_id',
      'attempt',
      'failures',
      'failures_allowed',
      'losses',
      'error_code',
      'error_message',
      'created_at',
      'finished_at',
      'lease_until',
      'request_id',
      'payload',
      'key',
      'pushed_at',
    ])
    .where('id', '=', id)
    .executeTakeFirst()

/** A job that some process has written and told Redis of; that it told nothing is the test's to know. @returns its id */
export const aPushedJob = async (db: Db, job: { queue: string; key?: string; payload: object }): Promise<number> => {
  const { id } = await db
    .insertInto('jobs')
    .values({
      ...job,
      payload: JSON.stringify(job.payload),
      failures_allowed: 4,
      pushed_at: sql<Date>`now()`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** As a worker leaves a job that dies in its first attempt, once the lease is over. */
export const loseJob = async (db: Db, id: number): Promise<void> => {
  await db
    .updateTable('jobs')
    .set({ state: 'running', attempt: 1, lease_until: sql<Date>`now() - interval '1 second'` })
    .where('id', '=', id)
    .execute()
}
