import { type ExpressionBuilder, sql } from 'kysely'
import type { DB, Db } from '../core/client.js'
import type { JobState } from './job.js'

export interface JobFilter {
  ids?: readonly number[] | undefined
  queue?: string | undefined
  states?: readonly JobState[] | undefined
  user_id?: number | undefined
  /** Such as `playlist/12`. */
  subject?: string | undefined
  request_id?: string | undefined
  error_code?: string | undefined
  /** Seconds since it was written. */
  olderThan?: number | undefined
  youngerThan?: number | undefined
  /** Of queued jobs: those whose moment has come, or those that still wait for it. */
  due?: boolean | undefined
}

/** The condition of a filter, for statements over `jobs`. */
export const matches = (filter: JobFilter) => (eb: ExpressionBuilder<DB, 'jobs'>) => {
  const age = (seconds: number) => sql<Date>`now() - ${seconds} * interval '1 second'`
  return eb.and([
    ...(filter.ids === undefined ? [] : [eb('id', 'in', filter.ids)]),
    ...(filter.queue === undefined ? [] : [eb('queue', '=', filter.queue)]),
    ...(filter.states === undefined ? [] : [eb('state', 'in', filter.states)]),
    ...(filter.user_id === undefined ? [] : [eb('user_id', '=', filter.user_id)]),
    ...(filter.subject === undefined ? [] : [eb('subject', '=', filter.subject)]),
    ...(filter.request_id === undefined ? [] : [eb('request_id', '=', filter.request_id)]),
    ...(filter.error_code === undefined ? [] : [eb('error_code', '=', filter.error_code)]),
    ...(filter.olderThan === undefined ? [] : [eb('created_at', '<', age(filter.olderThan))]),
    ...(filter.youngerThan === undefined ? [] : [eb('created_at', '>', age(filter.youngerThan))]),
    ...(filter.due === undefined ? [] : [eb('run_at', filter.due ? '<=' : '>', sql<Date>`now()`)]),
  ])
}

const columns = [
  'id',
  'queue',
  'key',
  'payload',
  'state',
  'subject',
  'user_id',
  'request_id',
  'traceparent',
  'attempt',
  'failures',
  'failures_allowed',
  'losses',
  'delivery',
  'pushed_at',
  'run_at',
  'lease_until',
  'error_code',
  'error_message',
  'checkpoint',
  'created_at',
  'finished_at',
] as const

export type JobRow = Awaited<ReturnType<typeof listJobs>>[number]

/**
 * Newest first. Either the ones before an id (the cursor), or a page at an offset, which is for the board's small
 * numbers only.
 */
export const listJobs = (
  db: Db,
  filter: JobFilter,
  page: { limit: number; before?: number | undefined; offset?: number },
) =>
  db
    .selectFrom('jobs')
    .select(columns)
    .select(sql<Date | null>`(select max(started_at) from job_attempts where job_id = jobs.id)`.as('started_at'))
    .where(matches(filter))
    .$if(page.before !== undefined, query => query.where('id', '<', page.before!))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset ?? 0)
    .execute()

export const findJob = async (db: Db, id: number): Promise<JobRow | undefined> => {
  const [row] = await listJobs(db, {}, { limit: 1, before: id + 1 })
  return row?.id === id ? row : undefined
}

/** The attempts at a job, newest first, 500 at most. */
export const listAttempts = (db: Db, jobId: number) =>
  db
    .selectFrom('job_attempts')
    .select(['attempt', 'worker', 'started_at', 'ended_at', 'outcome', 'error_code', 'error_message'])
    .where('job_id', '=', jobId)
    .orderBy('attempt', 'desc')
    .limit(500)
    .execute()

/** A request that has more was no person's: an import, or somebody who calls all of theirs the same. */
const jobsOfRequest = 200

/** The attempts of the jobs that one request caused, in order of time, 200 of each at most: what it set going, as a whole. */
export const listAttemptsOfRequest = (db: Db, requestId: string) =>
  db
    .selectFrom(eb =>
      eb.selectFrom('jobs').select(['id', 'queue']).where('request_id', '=', requestId).limit(jobsOfRequest).as('jobs'),
    )
    .innerJoin('job_attempts', 'job_attempts.job_id', 'jobs.id')
    .select([
      'jobs.id',
      'jobs.queue',
      'job_attempts.attempt',
      'job_attempts.started_at',
      'job_attempts.ended_at',
      'job_attempts.outcome',
    ])
    .orderBy('job_attempts.started_at')
    .limit(200)
    .execute()

/** Whether any job, of whatever state, is of this queue: jobs outlive the declaration of theirs. */
export const hasQueue = async (db: Db, queue: string): Promise<boolean> =>
  (await db.selectFrom('jobs').select('id').where('queue', '=', queue).limit(1).executeTakeFirst()) !== undefined

export interface JobCounts {
  waiting: number
  delayed: number
  running: number
  done: number
  failed: number
  cancelled: number
}

/**
 * Counts of one queue, each up to `most`: counting a million rows to show a number would take a tenth of a second per
 * look.
 */
export const countJobs = async (db: Db, queue: string, most: number): Promise<JobCounts> => {
  const count = (state: JobState, condition = sql`true`) =>
    sql<number>`(select count(*)::int from (select from jobs where queue = ${queue} and state = ${state} and ${condition} limit ${most}) as counted)`
  const { rows } = await sql<JobCounts>`select
    ${count('queued', sql`run_at <= now()`)} as waiting, ${count('queued', sql`run_at > now()`)} as delayed,
    ${count('running')} as running, ${count('done')} as done, ${count('failed')} as failed, ${count('cancelled')} as cancelled`.execute(
    db,
  )
  return rows[0]!
}
