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
