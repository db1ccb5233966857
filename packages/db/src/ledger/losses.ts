import { sql } from 'kysely'
import { type JobRef, noteForAfterCommit } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import { type Claim, type ClaimedJob, dueInMs } from './job.js'

/*
 * What happens to a job whose process ends without writing how the attempt ended. Such a loss is no failure of the job:
 * the process ran many, and a machine may be switched off. So losses are counted apart, and only losses in a row. After
 * the second one the job runs alone in a process; if that dies too, the job is the cause, and is quarantined.
 */

/**
 * Two processes in a row died while they ran it: from here on it runs alone, so that nobody else is charged if it is
 * the cause.
 */
export const suspectLosses = 2
/** One more loss with nothing else running, and the job is quarantined: at its third death. */
export const quarantineLosses = suspectLosses + 1
/**
 * As often in a row somebody's machine may vanish under the job before it is given up, although it never was seen to be
 * the cause.
 */
export const lossesAllowed = 12
/**
 * From so many losses in a row on, each waits twice as long for the next attempt. Before that a takeover is immediate.
 */
const patientLosses = 6

/**
 * A lost job that will not run again: still running, under a new attempt and a fresh lease, for the caller to fail with
 * its consequences.
 */
export type DeadJob = Omit<ClaimedJob, 'active_seconds' | 'waited_seconds' | 'checkpoint'>

const lost = {
  code: 'worker_lost',
  message: 'lease expired: the worker that ran this attempt crashed, hung or was cut off',
}

const recordLoss = sql`
  update job_attempts set ended_at = now(), outcome = 'lost', error_code = ${lost.code}, error_message = ${lost.message}
  from chosen where job_attempts.job_id = chosen.id and job_attempts.attempt = chosen.attempt`

const requeue = sql`
  update jobs set state = 'queued', lease_until = null, losses = losses + 1, delivery = delivery + 1, pushed_at = null,
    run_at = now() + interval '1 second' * case when losses + 1 < ${sql.lit(patientLosses)} then 0
      else least(300, 10 * 2 ^ (losses + 1 - ${sql.lit(patientLosses)})) end,
    error_code = ${lost.code}, error_message = ${lost.message}
  from chosen where jobs.id = chosen.id
  returning jobs.id, jobs.queue, jobs.delivery, ${dueInMs} as delay_ms`

const bringUp = (leaseSeconds: number) => sql`
  update jobs set state = 'running', lease_until = now() + ${leaseSeconds} * interval '1 second', attempt = jobs.attempt + 1,
    losses = losses + case state when 'running' then 1 else 0 end,
    error_code = ${lost.code}, error_message = ${lost.message}
  from chosen where jobs.id = chosen.id
  returning jobs.id, jobs.attempt, queue, payload, failures, failures_allowed, losses, subject, user_id, request_id`

/** A worker that is cut off again and again must not keep all others from taking over. */
const flapSeconds = 30

export interface Look {
  /** By the database's clock, in epoch seconds. */
  at: number
  /**
   * Whether every worker has had the time to renew what it holds, so that a lease which expired means a worker that is
   * gone.
   */
  clear: boolean
}

/** Looks at the clock, and whether somebody has told of an outage. */
export const look = async (db: Db): Promise<Look> => {
  const { rows } = await sql<Look>`
    select extract(epoch from clock_timestamp())::float8 as at,
      coalesce((select last_run_at from schedules where name = 'ledger.clear-from'), '-infinity') <= clock_timestamp() as clear`.execute(
    db,
  )
  return rows[0]!
}

/**
 * Tells all workers, also those that start just now, that the database could not be reached for a while: leases are to
 * be trusted one lease later, when the workers that are alive have renewed theirs.
 */
export const recordOutage = async (db: Db, leaseSeconds: number): Promise<void> => {
  await sql`
    insert into schedules (name, last_run_at) values ('ledger.clear-from', clock_timestamp() + ${leaseSeconds} * interval '1 second')
    on conflict (name) do update set last_run_at = excluded.last_run_at
      where schedules.last_run_at < clock_timestamp() - ${flapSeconds} * interval '1 second'`.execute(db)
}

/**
 * A statement that comes later than this after the look before it may have been held up by an outage, in which nobody
 * could renew anything.
 */
const freshSeconds = 4
const isFresh = (seenAt: number) =>
  sql`extract(epoch from clock_timestamp()) < ${seenAt}::float8 + ${sql.lit(freshSeconds)}`

/**
 * Queues up to `limit` jobs of these queues again whose worker stopped renewing its lease. Does nothing when the
 * statement runs later than four seconds after `seenAt` (from `look`).
 */
export const requeueLost = async (
  trx: Trx,
  queues: readonly string[],
  seenAt: number,
  limit: number,
): Promise<JobRef[]> => {
  const { rows } = await sql<JobRef>`
    with chosen as (
      select id, attempt from jobs
      where state = 'running' and lease_until < now() and queue = any(${queues}::text[]) and losses + 1 < ${sql.lit(lossesAllowed)} and ${isFresh(seenAt)}
      order by lease_until limit ${limit} for no key update skip locked
    ), recorded as (${recordLoss})
    ${requeue}`.execute(trx)
  noteForAfterCommit(trx, notes => notes.jobs.push(...rows))
  return rows
}

/** Takes one job of these queues that was lost for the last time it may be. As `requeueLost` otherwise. */
export const takeGivenUp = async (
  trx: Trx,
  queues: readonly string[],
  seenAt: number,
  leaseSeconds: number,
): Promise<DeadJob | undefined> => {
  const { rows } = await sql<DeadJob>`
    with chosen as (
      select id, attempt from jobs
      where state = 'running' and lease_until < now() and queue = any(${queues}::text[]) and losses + 1 >= ${sql.lit(lossesAllowed)} and ${isFresh(seenAt)}
      order by lease_until limit 1 for no key update skip locked
    ), recorded as (${recordLoss})
    ${bringUp(leaseSeconds)}`.execute(trx)
  return rows[0]
}

/**
 * The process that ran this job alone has died. Before its third death it is queued again. Where the process hung
 * first, its lease may have expired and the job be queued by now: that loss is the same one.
 * @returns the job when it is to be quarantined
 */
export const recordDeathAlone = async (trx: Trx, held: Claim, leaseSeconds: number): Promise<DeadJob | undefined> => {
  const chosen = (condition: ReturnType<typeof sql>) => sql`
    select id, attempt from jobs
    where id = ${held.id} and attempt = ${held.attempt} and ${condition} for no key update`
  const { rows: requeued } = await sql<JobRef>`
    with chosen as (${chosen(sql`state = 'running' and losses + 1 < ${sql.lit(quarantineLosses)}`)}), recorded as (${recordLoss})
    ${requeue}`.execute(trx)
  noteForAfterCommit(trx, notes => notes.jobs.push(...requeued))
  const { rows } = await sql<DeadJob>`
    with chosen as (${chosen(sql`(state = 'running' or state = 'queued' and losses >= ${sql.lit(quarantineLosses)})`)}), recorded as (${recordLoss})
    ${bringUp(leaseSeconds)}`.execute(trx)
  return rows[0]
}

/** Suspects of these queues that are due, the longest first, without those that somebody here is at already. */
export const nextSuspects = (
  db: Db,
  queues: readonly string[],
  except: readonly number[],
  limit: number,
): Promise<{ id: number; queue: string }[]> =>
  db
    .selectFrom('jobs')
    .select(['id', 'queue'])
    .where('state', '=', 'queued')
    .where('losses', '>=', sql.lit(suspectLosses))
    .where('run_at', '<=', sql<Date>`now()`)
    .where('queue', '=', sql<string>`any(${queues}::text[])`)
    .where('id', '<>', sql<number>`all(${except}::bigint[])`)
    .orderBy('run_at')
    .limit(limit)
    .execute()
