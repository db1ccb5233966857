import { sql } from 'kysely'
import type { JobRef } from '../core/after-commit.js'
import type { Db } from '../core/client.js'
import { dueInMs, inMs } from './job.js'

/**
 * Relay: takes rows that nobody pushed, marking them pushed first, because no transaction stays open while Redis is
 * spoken to. A crash in between leaves a row that Redis does not know, which the sweep finds. Rows younger than
 * `olderThanMs` are still being pushed by the process that wrote them.
 */
export const takeUnpushed = async (db: Db, limit: number, olderThanMs: number): Promise<JobRef[]> => {
  const { rows } = await sql<JobRef>`
    update jobs set pushed_at = now()
    where id in (
      select id from jobs where state = 'queued' and pushed_at is null and created_at < now() - ${olderThanMs} * interval '1 millisecond'
      order by id limit ${limit} for update skip locked
    )
    returning id, queue, delivery, ${dueInMs} as delay_ms`.execute(db)
  return rows
}

/** Remembers that these deliveries reached Redis. A row that moved on meanwhile is left alone. */
export const markPushed = (db: Db, jobs: readonly JobRef[]) => setPushed(db, jobs, sql`pushed_at = now()`)

/** Takes the mark back after a failed push, so that the relay tries again. */
export const markUnpushed = (db: Db, jobs: readonly JobRef[]) => setPushed(db, jobs, sql`pushed_at = null`)

/** Gives deliveries that Redis forgot or has consumed a new number, and to the relay. */
export const redeliver = (db: Db, jobs: readonly JobRef[]) =>
  setPushed(db, jobs, sql`pushed_at = null, delivery = jobs.delivery + 1`)

const setPushed = async (db: Db, jobs: readonly JobRef[], set: ReturnType<typeof sql>): Promise<void> => {
  if (jobs.length === 0) return
  await sql`
    update jobs set ${set}
    from unnest(${jobs.map(job => job.id)}::bigint[], ${jobs.map(job => job.delivery)}::integer[]) as pushed (id, delivery)
    where jobs.id = pushed.id and jobs.delivery = pushed.delivery and jobs.state = 'queued'`.execute(db)
}

/** Where a walk over what is due stands. The moment as text: a Date has no microseconds. */
export interface Place {
  run_at: string
  id: number
}

/**
 * Sweep: of the next `limit` queued rows that are due within a minute, in the order of their moments, those that were
 * pushed before `seconds` ago. What waits for another day is not read before it comes.
 * @returns them, and where to go on; no place when all that is due was looked at
 */
export const pushedLongAgo = async (
  db: Db,
  seconds: number,
  after: Place | undefined,
  limit: number,
): Promise<{ jobs: JobRef[]; next: Place | undefined }> => {
  const { rows } = await sql<JobRef & { run_at: string; is_pushed: boolean }>`
    select id, queue, delivery, ${dueInMs} as delay_ms, run_at::text as run_at,
      coalesce(pushed_at < now() - ${seconds} * interval '1 second', false) as is_pushed
    from jobs
    where state = 'queued' and run_at < ${inMs(60_000)} ${after ? sql`and (run_at, id) > (${after.run_at}::timestamptz, ${after.id}::bigint)` : sql``}
    order by jobs.run_at, id limit ${limit}`.execute(db)
  const last = rows.length === limit ? rows.at(-1) : undefined
  return {
    jobs: rows.flatMap(({ is_pushed, run_at: _, ...job }) => (is_pushed ? [job] : [])),
    next: last && { run_at: last.run_at, id: last.id },
  }
}
