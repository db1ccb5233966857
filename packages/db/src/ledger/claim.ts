import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import type { ClaimedJob, JobState } from './job.js'
import { suspectLosses } from './losses.js'

export type ClaimResult =
  | { outcome: 'claimed'; job: ClaimedJob }
  | { outcome: 'wait'; waitMs: number }
  | { outcome: 'nothing' }

const claimOf = async (
  db: Db,
  chosen: ReturnType<typeof sql>,
  worker: string,
  leaseSeconds: number,
): Promise<ClaimedJob | undefined> => {
  const { rows } = await sql<ClaimedJob>`
    with chosen as (${chosen}), claimed as (
      update jobs
      set state = 'running', attempt = attempt + 1, lease_until = now() + ${leaseSeconds} * interval '1 second',
          pushed_at = coalesce(pushed_at, now())
      from chosen where jobs.id = chosen.id
      returning jobs.id, attempt, queue, payload, failures, failures_allowed, losses, subject, user_id, request_id, traceparent, checkpoint,
        extract(epoch from now() - active_since)::float8 as active_seconds, extract(epoch from now() - run_at)::float8 as waited_seconds
    ), recorded as (
      insert into job_attempts (job_id, attempt, worker) select id, attempt, ${worker} from claimed
    )
    select * from claimed`.execute(db)
  return rows[0]
}

/**
 * Takes this due job for `leaseSeconds`, or says when to come back (a live lease, not yet due), or that nothing is left
 * to do.
 */
export const claimJob = async (db: Db, id: number, worker: string, leaseSeconds: number): Promise<ClaimResult> => {
  const job = await claimOf(
    db,
    sql`select id from jobs where id = ${id} and state = 'queued' and run_at <= now() for no key update`,
    worker,
    leaseSeconds,
  )
  if (job) return { outcome: 'claimed', job }
  const row = await db
    .selectFrom('jobs')
    .select(
      sql<number>`greatest(0, ceil(extract(epoch from coalesce(lease_until, run_at) - now()) * 1000))::float8`.as(
        'wait_ms',
      ),
    )
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return row ? { outcome: 'wait', waitMs: row.wait_ms } : { outcome: 'nothing' }
}

/** Who holds a row for longer is at something else than remembering a push; the sweep has the job delivered again. */
const lockPatienceMs = 100
/** Postgres' manual, appendix A. */
const lockNotAvailable = '55P03'

/**
 * Takes the job of these queues whose turn is first among those that are due, for `leaseSeconds`. Suspects are left to
 * `nextSuspects`, accounts in `skipAccounts` to a later look. Where all that is left is locked by somebody, it waits a little.
 */
export const claimNextJob = async (
  db: Db,
  { queues, skipAccounts }: { queues: readonly string[]; skipAccounts: readonly number[] },
  worker: string,
  leaseSeconds: number,
): Promise<ClaimedJob | undefined> => {
  if (queues.length === 0) return undefined
  // Rows are compared, and run_at is no bare column, because so one index alone fits: what is due comes and goes faster
  // than statistics do, and by the moments of all queues each of them would read the backlog of every other.
  const firstOf = (queue: ReturnType<typeof sql>) => sql`
    from jobs
    where (queue, turn_at) >= (${queue}, '-infinity') and (queue, turn_at) <= (${queue}, 'infinity')
      and state = 'queued' and run_at + interval '0' <= now() and losses < ${sql.lit(suspectLosses)}
      and (user_id is null or user_id <> all(${skipAccounts}::bigint[]))
    order by queue, turn_at limit 1`
  // Each queue's first one is looked at by the index, unlocked. Then the queues are tried in that order until one yields
  // a row that nobody else has locked: so one row is locked, however many queues there are.
  const next = (patience: ReturnType<typeof sql>, skip: ReturnType<typeof sql>) => sql`
    select taken.id from (
      select asked.queue, first.turn_at from ${patience} unnest(${queues}::text[]) as asked (queue)
        -- Where all that waits is not due yet, none of it is read.
        cross join lateral (
          select from jobs
          where (queue, run_at) >= (asked.queue, '-infinity') and (queue, run_at) <= (asked.queue, now())
            and state = 'queued'
          order by queue, run_at limit 1
        ) due
        cross join lateral (select turn_at ${firstOf(sql`asked.queue`)}) first
      order by first.turn_at
    ) ranked cross join lateral (
      select id ${firstOf(sql`ranked.queue`)} for no key update ${skip}
    ) taken limit 1`
  const free = await claimOf(db, next(sql``, sql`skip locked`), worker, leaseSeconds)
  if (free) return free
  // A row is locked for a moment by whoever remembers that it was pushed, just when its delivery arrives.
  const patient = sql`(select set_config('lock_timeout', ${`${lockPatienceMs}ms`}, true)) patient cross join`
  return claimOf(db, next(patient, sql``), worker, leaseSeconds).catch(error => {
    if (error.code === lockNotAvailable) return undefined
    throw error
  })
}

/** What a delivery should do that found no job to take: come back when its own is due, or nothing. */
export const waitOf = async (
  db: Db,
  id: number,
): Promise<{ state: JobState; losses: number; wait_ms: number } | undefined> =>
  db
    .selectFrom('jobs')
    .select([
      'state',
      'losses',
      sql<number>`greatest(0, ceil(extract(epoch from run_at - now()) * 1000))::float8`.as('wait_ms'),
    ])
    .$castTo<{ state: JobState; losses: number; wait_ms: number }>()
    .where('id', '=', id)
    .executeTakeFirst()

/** Of these queues, those in which a job has been due for `seconds`. */
export const queuesWithDueJobs = async (db: Db, queues: readonly string[], seconds: number): Promise<string[]> => {
  const { rows } = await sql<{ queue: string }>`
    select queue from unnest(${queues}::text[]) as asked (queue)
    where exists (
      select from jobs where jobs.queue = asked.queue and state = 'queued' and run_at <= now() - ${seconds} * interval '1 second'
        and losses < ${sql.lit(suspectLosses)}
    )`.execute(db)
  return rows.map(row => row.queue)
}
