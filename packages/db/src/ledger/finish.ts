import { sql } from 'kysely'
import { type JobRef, noteForAfterCommit } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import { type Claim, dueInMs, inMs, type JobFailure } from './job.js'
import { LostLeaseError } from './lease.js'

type AttemptOutcome = 'done' | 'retry' | 'failed' | 'rate_limited' | 'cancelled' | 'released' | 'lost'

const end = async (
  db: Db,
  held: Claim,
  outcome: AttemptOutcome,
  set: ReturnType<typeof sql>,
  failure?: JobFailure,
): Promise<JobRef> => {
  const { rows } = await sql<JobRef>`
    with ended as (
      update jobs set lease_until = null, ${set}
      where id = ${held.id} and attempt = ${held.attempt} and state = 'running'
      returning id, queue, delivery, ${dueInMs} as delay_ms, attempt
    ), recorded as (
      update job_attempts set ended_at = now(), outcome = ${outcome}, error_code = ${failure?.code ?? null}, error_message = ${failure?.message ?? null}
      from ended where job_attempts.job_id = ended.id and job_attempts.attempt = ended.attempt
    )
    select id, queue, delivery, delay_ms from ended`.execute(db)
  const row = rows[0]
  if (!row) throw new LostLeaseError(held)
  return row
}
const atOnce = sql`state = 'queued', delivery = delivery + 1, pushed_at = null, run_at = now()`
/** A job that waits takes its turn when it is due, or later. */
const again = (ms: number) => sql`
  state = 'queued', delivery = delivery + 1, pushed_at = null, run_at = ${inMs(ms)}, turn_at = greatest(turn_at, ${inMs(ms)})`
const because = (failure: JobFailure) => sql`error_code = ${failure.code}, error_message = ${failure.message}`

/** Marks the job done inside the transaction that holds its effects. @throws LostLeaseError, which rolls those back */
export const completeJob = (trx: Trx, held: Claim) =>
  end(
    trx,
    held,
    'done',
    sql`state = 'done', finished_at = now(), checkpoint = null, error_code = null, error_message = null`,
  )

/** Queues another attempt and counts a failure. */
export const retryJob = (trx: Trx, held: Claim, delayMs: number, failure: JobFailure) =>
  requeue(trx, held, 'retry', sql`${again(delayMs)}, losses = 0, failures = failures + 1, ${because(failure)}`, failure)

/** Queues the job for later without counting a failure: it only waits. */
export const postponeJob = (trx: Trx, held: Claim, delayMs: number, failure: JobFailure) =>
  requeue(trx, held, 'rate_limited', sql`${again(delayMs)}, ${because(failure)}`, failure)

/** Gives the job back at once, in its old place, because this process stops. */
export const releaseJob = (trx: Trx, held: Claim) => requeue(trx, held, 'released', atOnce)

const requeue = async (
  trx: Trx,
  held: Claim,
  outcome: AttemptOutcome,
  set: ReturnType<typeof sql>,
  failure?: JobFailure,
) => {
  const job = await end(trx, held, outcome, set, failure)
  noteForAfterCommit(trx, notes => notes.jobs.push(job))
  return job
}

/** Ends the job as dead: visible with its reason until somebody replays it. */
export const failJob = (trx: Trx, held: Claim, failure: JobFailure) =>
  end(
    trx,
    held,
    'failed',
    sql`state = 'failed', finished_at = now(), failures = failures + 1, ${because(failure)}`,
    failure,
  )
