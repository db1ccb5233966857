import type { PayloadOf, Queue } from '@mudig/shared/core/define-queue'
import type { Subject } from '@mudig/shared/core/job-subjects'
import { tracer } from '@mudig/shared/core/tracing'
import { type OnConflictBuilder, sql } from 'kysely'
import { type JobRef, noteForAfterCommit } from '../core/after-commit.js'
import type { DB, Trx } from '../core/client.js'
import { inMs, jobRef } from './job.js'
import { bringForward, type TurnOptions, turnOf } from './turns.js'

export interface AddOptions extends TurnOptions {
  /** What it is about, e.g. `playlist/12`. */
  subject?: Subject | undefined
  /** The request that caused it; followed into the job's logs and vendor calls. */
  request_id?: string | undefined
}

const rowOf = <Q extends Queue>(trx: Trx, queue: Q, payload: PayloadOf<Q>, options: AddOptions) => ({
  queue: queue.name,
  key: queue.key?.(payload) ?? null,
  payload: JSON.stringify(payload),
  failures_allowed: queue.attempts,
  user_id: options.user_id ?? null,
  subject: options.subject ?? null,
  request_id: options.request_id ?? null,
  traceparent: tracer()?.traceparent() ?? null,
  ...turnOf(trx, queue.name, options),
  ...(options.delay_ms && { run_at: inMs(options.delay_ms), active_since: inMs(options.delay_ms) }),
})

const unlessActive = (conflict: OnConflictBuilder<DB, 'jobs'>) =>
  conflict.columns(['queue', 'key']).where(sql<boolean>`state in ('queued', 'running')`).doNothing()

/**
 * Writes a job into the caller's transaction; it is delivered after the commit, by this process or by the relay. Where
 * the queue has a key and an active job has the same one, that job is returned and nothing is written.
 *
 * A caller whose effect depends on the active duplicate must hold a lock that the duplicate's completion takes too.
 */
export const addJob = async <Q extends Queue>(
  trx: Trx,
  queue: Q,
  payload: PayloadOf<Q>,
  options: AddOptions = {},
): Promise<JobRef> => {
  const key = queue.key?.(payload) ?? null
  // The active duplicate may finish between the two statements: then there is none, and inserting works the second
  // time.
  for (;;) {
    const added = await trx
      .insertInto('jobs')
      .values(rowOf(trx, queue, payload, options))
      .onConflict(unlessActive)
      .returning(jobRef)
      .executeTakeFirst()
    if (added) {
      noteForAfterCommit(trx, notes => notes.jobs.push(added))
      return added
    }
    const active = await trx
      .selectFrom('jobs')
      .select(jobRef)
      .where('queue', '=', queue.name)
      .where('key', '=', key)
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirst()
    if (active) {
      await bringForward(trx, active.id, turnOf(trx, queue.name, options))
      return active
    }
  }
}

/** A statement takes 65,535 parameters, of which a job needs twenty at most. */
const rowsPerStatement = 1_000

/** As `addJob`, of many jobs of one queue at once, for who holds locks meanwhile: their number costs no round trips. */
export const addJobs = async <Q extends Queue>(
  trx: Trx,
  queue: Q,
  wanted: readonly (AddOptions & { payload: PayloadOf<Q> })[],
): Promise<void> => {
  for (let from = 0; from < wanted.length; from += rowsPerStatement) {
    const added = await trx
      .insertInto('jobs')
      .values(
        wanted
          .slice(from, from + rowsPerStatement)
          .map(({ payload, ...options }) => rowOf(trx, queue, payload, options)),
      )
      .onConflict(unlessActive)
      .returning(jobRef)
      .execute()
    noteForAfterCommit(trx, notes => notes.jobs.push(...added))
  }
}
