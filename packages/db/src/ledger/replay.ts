import { sql } from 'kysely'
import { type JobRef, noteForAfterCommit } from '../core/after-commit.js'
import type { Trx } from '../core/client.js'
import { suspectLosses } from './losses.js'

/**
 * Runs dead or cancelled jobs again from their beginning, with their full number of attempts. A job is left alone whose key is active again
 * in another row.
 * @returns the jobs that will run
 */
export const replayEndedJobs = async (trx: Trx, ids: readonly number[]): Promise<JobRef[]> => {
  const { rows } = await sql<JobRef>`
    with chosen as (
      select distinct on (queue, coalesce(key, id::text)) id from jobs
      where id = any(${ids}::bigint[]) and state in ('failed', 'cancelled')
        and not exists (select from jobs other where other.queue = jobs.queue and other.key = jobs.key and other.state in ('queued', 'running'))
      order by queue, coalesce(key, id::text), id desc
    )
    update jobs set state = 'queued', failures = 0, turn_at = now(),
      -- What an attempt has left behind may be what the next would fail by.
      checkpoint = null,
      -- One that killed its processes must not meet others again before it has shown that it is mended.
      losses = case when error_code = 'quarantined' or error_message like 'quarantined:%' then ${sql.lit(suspectLosses)} else 0 end, delivery = delivery + 1, pushed_at = null, run_at = now(), active_since = now(), finished_at = null
    from chosen where jobs.id = chosen.id and jobs.state in ('failed', 'cancelled')
    returning jobs.id, jobs.queue, jobs.delivery, 0 as delay_ms`.execute(trx)
  noteForAfterCommit(trx, notes => notes.jobs.push(...rows))
  return rows
}
