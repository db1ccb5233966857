import type { PayloadOf, Queue } from '@mudig/shared/core/define-queue'
import type { Subject } from '@mudig/shared/core/job-subjects'
import { type OnConflictBuilder, sql } from 'kysely'
import { causeOf, type JobRef, noteForAfterCommit } from '../core/after-commit.js'
import type { DB, Db, Trx } from '../core/client.js'

export type { JobRef }

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** A claim: whoever holds the row's newest attempt may commit, nobody else. */
export interface Claim {
  id: number
  attempt: number
}

export interface ClaimedJob extends Claim {
  queue: string
  payload: unknown
  failures: number
  failures_allowed: number
  /** How often in a row the process that ran it died. */
  losses: number
  subject: string | null
  user_id: number | null
  request_id: string | null
  /** Since it was added or last replayed. */
  active_seconds: number
}

/** Why an attempt ended badly, as the ledger keeps it and operators read it. */
export interface JobFailure {
  code: string
  message: string
}

/**
 * The process lost its lease (it was paused, or the job was cancelled): its transaction is rolled back and it must
 * stop.
 */
export class LostLeaseError extends Error {
  constructor(claim: Claim) {
    super(`job ${claim.id} is no longer held by attempt ${claim.attempt}`)
    this.name = 'LostLeaseError'
  }
}

export const dueInMs = sql<number>`greatest(0, ceil(extract(epoch from run_at - now()) * 1000))::float8`
const jobRef = ['id', 'queue', 'delivery', dueInMs.as('delay_ms')] as const

export interface AddOptions {
  /** Whose work it is, for limits and for operators. */
  user_id?: number | undefined
  /** What it is about, e.g. `playlist/12`. */
  subject?: Subject | undefined
  /** The request that caused it; followed into the job's logs and vendor calls. */
  request_id?: string | undefined
  /** Not before so many milliseconds from now. */
  delay_ms?: number | undefined
  /** Somebody waits for the answer right now. */
  watched?: boolean | undefined
  /** Nobody waits for it: it gives way to what is added within the next ten minutes. */
  background?: boolean | undefined
}

/** What is watched goes before what was added so much earlier and is not. */
const unwatchedSeconds = 15
const backgroundSeconds = 600
/**
 * Each further job of an account in a queue takes its turn so much later, about the time that one takes: accounts share
 * a queue evenly.
 */
const shareSeconds = 5

/**
 * When the job's turn is. What a job adds keeps the place in line of its cause; anything else begins at the end of its
 * account's.
 */
const turnOf = (trx: Trx, queue: string, { user_id, watched, background, delay_ms = 0 }: AddOptions) => {
  const cause = causeOf(trx)
  const place = cause
    ? sql`${cause.turn_at}::timestamptz`
    : sql`now() + interval '1 second' * (${watched ? 0 : unwatchedSeconds} + ${shareSeconds} * (
        select count(*) from jobs waiting where waiting.user_id = ${user_id ?? null} and waiting.queue = ${queue} and waiting.state in ('queued', 'running')))`
  return {
    watched: watched ?? cause?.watched ?? false,
    turn_at: sql<Date>`greatest(${place} + ${background ? backgroundSeconds : 0} * interval '1 second', ${inMs(delay_ms)})`,
  }
}

const rowOf = <Q extends Queue>(trx: Trx, queue: Q, payload: PayloadOf<Q>, options: AddOptions) => ({
  queue: queue.name,
  key: queue.key?.(payload) ?? null,
  payload: JSON.stringify(payload),
  failures_allowed: queue.attempts,
  user_id: options.user_id ?? null,
  subject: options.subject ?? null,
  request_id: options.request_id ?? null,
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
export const add = async <Q extends Queue>(
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

/**
 * A queued job that more wait for takes the earliest of their turns. One that somebody is about to claim stays as it
 * is: nobody waits here.
 */
const bringForward = async (trx: Trx, id: number, { turn_at, watched }: ReturnType<typeof turnOf>): Promise<void> => {
  await sql`
    with later as (
      select id, ${turn_at} as turn_at from jobs where id = ${id} and state = 'queued' and jobs.turn_at > ${turn_at} for no key update skip locked
    )
    update jobs set turn_at = later.turn_at, watched = jobs.watched or ${watched} from later where jobs.id = later.id`.execute(
    trx,
  )
}

/** A statement takes 65,535 parameters, of which a job needs twenty at most. */
const rowsPerStatement = 1_000

/** As `add`, of many jobs of one queue at once, for who holds locks meanwhile: their number costs no round trips. */
export const addMany = async <Q extends Queue>(
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

export type ClaimResult =
  | { outcome: 'claimed'; job: ClaimedJob }
  | { outcome: 'wait'; waitMs: number }
  | { outcome: 'nothing' }

/**
 * Two processes in a row died while they ran it: from here on it runs alone, so that nobody else is charged if it is
 * the cause.
 */
export const suspectLosses = 2

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
      returning jobs.id, attempt, queue, payload, failures, failures_allowed, losses, subject, user_id, request_id,
        extract(epoch from now() - active_since)::float8 as active_seconds
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
export const claim = async (db: Db, id: number, worker: string, leaseSeconds: number): Promise<ClaimResult> => {
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
 * Takes the job of a queue whose turn is first among those that are due, for `leaseSeconds`. Suspects are left to
 * `nextSuspects`, accounts in `sated` to a later look. Where all that is left is locked by somebody, it waits a little.
 */
export const claimNext = async (
  db: Db,
  { queue, sated }: { queue: string; sated: readonly number[] },
  worker: string,
  leaseSeconds: number,
): Promise<ClaimedJob | undefined> => {
  const next = (waiting: ReturnType<typeof sql>, skip: ReturnType<typeof sql>) => sql`
    select jobs.id from ${waiting} jobs
    where queue = ${queue} and state = 'queued' and run_at <= now() and losses < ${sql.lit(suspectLosses)}
      -- Asked once: where all that waits is not due yet, none of it is read.
      and exists (select from jobs due where due.queue = ${queue} and due.state = 'queued' and due.run_at <= now())
      and (user_id is null or user_id <> all(${sated}::bigint[]))
    order by turn_at limit 1 for no key update of jobs ${skip}`
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

/** Somebody waits for what these jobs do from now on: they take their turn as if it had been so from the beginning. */
export const watch = async (db: Db, subject: string): Promise<void> => {
  await sql`
    update jobs set watched = true, turn_at = turn_at - ${unwatchedSeconds} * interval '1 second'
    where subject = ${subject} and state in ('queued', 'running') and not watched`.execute(db)
}

export interface Renewal extends Claim {
  /**
   * What became of the claim: a done job was completed by it, a cancelled one ended on request, a lost one is somebody
   * else's.
   */
  now: 'held' | 'done' | 'cancelled' | 'lost'
}

/**
 * Extends the leases of everything that a process runs, in one statement. A row that somebody has locked is passed
 * over: the others must not lose their leases by waiting for it, and it is still held.
 */
export const renew = async (db: Db, claims: readonly Claim[], leaseSeconds: number): Promise<Renewal[]> => {
  const { rows } = await sql<Renewal>`
    with held as (
      select * from unnest(${claims.map(held => held.id)}::bigint[], ${claims.map(held => held.attempt)}::integer[]) as held (id, attempt)
    ), mine as (
      select jobs.id from jobs join held using (id, attempt) where state = 'running' order by jobs.id for no key update of jobs skip locked
    ), renewed as (
      update jobs set lease_until = now() + ${leaseSeconds} * interval '1 second' from mine where jobs.id = mine.id
    )
    select held.id, held.attempt,
      case when jobs.state = 'running' and jobs.attempt = held.attempt then 'held'
        when jobs.state = 'done' and jobs.attempt = held.attempt then 'done' when jobs.state = 'cancelled' then 'cancelled' else 'lost' end as now
    from held left join jobs using (id)`.execute(db)
  return rows
}

/** Whether the job was completed by this claim. */
export const isDoneBy = async (db: Db, { id, attempt }: Claim): Promise<boolean> => {
  const row = await db
    .selectFrom('jobs')
    .select('id')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'done')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Locks the job's row for the transaction if the claim still holds. Jobs that the transaction adds keep its place in
 * line.
 * @throws LostLeaseError
 */
export const fence = async (trx: Trx, held: Claim): Promise<void> => {
  const row = await trx
    .selectFrom('jobs')
    .select(['turn_at', 'watched'])
    .where('id', '=', held.id)
    .where('attempt', '=', held.attempt)
    .where('state', '=', 'running')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw new LostLeaseError(held)
  noteForAfterCommit(trx, notes => {
    notes.cause = row
  })
}

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

const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`
const atOnce = sql`state = 'queued', delivery = delivery + 1, pushed_at = null, run_at = now()`
/** A job that waits takes its turn when it is due, or later. */
const again = (ms: number) => sql`
  state = 'queued', delivery = delivery + 1, pushed_at = null, run_at = ${inMs(ms)}, turn_at = greatest(turn_at, ${inMs(ms)})`
const because = (failure: JobFailure) => sql`error_code = ${failure.code}, error_message = ${failure.message}`

/** Marks the job done inside the transaction that holds its effects. @throws LostLeaseError, which rolls those back */
export const complete = (trx: Trx, held: Claim) =>
  end(trx, held, 'done', sql`state = 'done', finished_at = now(), error_code = null, error_message = null`)

/** Queues another attempt and counts a failure. */
export const retry = (trx: Trx, held: Claim, delayMs: number, failure: JobFailure) =>
  requeue(trx, held, 'retry', sql`${again(delayMs)}, losses = 0, failures = failures + 1, ${because(failure)}`, failure)

/** Queues the job for later without counting a failure: it only waits. */
export const postpone = (trx: Trx, held: Claim, delayMs: number, failure: JobFailure) =>
  requeue(trx, held, 'rate_limited', sql`${again(delayMs)}, ${because(failure)}`, failure)

/** Gives the job back at once, in its old place, because this process stops. */
export const release = (trx: Trx, held: Claim) => requeue(trx, held, 'released', atOnce)

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
export const bury = (trx: Trx, held: Claim, failure: JobFailure) =>
  end(
    trx,
    held,
    'failed',
    sql`state = 'failed', finished_at = now(), failures = failures + 1, ${because(failure)}`,
    failure,
  )

export type WhichJobs = { ids: readonly number[] } | { id: number } | { subject: string; queues: readonly string[] }

/**
 * Locks what has not finished, in id order, without writing it: for who has to take further locks before it may write.
 * @returns the ids
 */
export const lockActive = async (trx: Trx, which: WhichJobs): Promise<number[]> => {
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
export const cancel = async (trx: Trx, which: WhichJobs): Promise<JobRef[]> => {
  const active = await lockActive(trx, which)
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

/**
 * Runs dead or cancelled jobs again, with their full number of attempts. A job is left alone whose key is active again
 * in another row.
 * @returns the jobs that will run
 */
export const replay = async (trx: Trx, ids: readonly number[]): Promise<JobRef[]> => {
  const { rows } = await sql<JobRef>`
    with chosen as (
      select distinct on (queue, coalesce(key, id::text)) id from jobs
      where id = any(${ids}::bigint[]) and state in ('failed', 'cancelled')
        and not exists (select from jobs other where other.queue = jobs.queue and other.key = jobs.key and other.state in ('queued', 'running'))
      order by queue, coalesce(key, id::text), id desc
    )
    update jobs set state = 'queued', failures = 0, turn_at = now(),
      -- One that killed its processes must not meet others again before it has shown that it is mended.
      losses = case when error_code = 'quarantined' or error_message like 'quarantined:%' then ${sql.lit(suspectLosses)} else 0 end, delivery = delivery + 1, pushed_at = null, run_at = now(), active_since = now(), finished_at = null
    from chosen where jobs.id = chosen.id and jobs.state in ('failed', 'cancelled')
    returning jobs.id, jobs.queue, jobs.delivery, 0 as delay_ms`.execute(trx)
  noteForAfterCommit(trx, notes => notes.jobs.push(...rows))
  return rows
}

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

/** One job as an operator sees it. */
export const find = (db: Db, id: number) =>
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

const endedBefore = (days: number) => sql`finished_at < now() - ${days}::integer * interval '1 day'`

/**
 * Deletes what partial indexes on `finished_at` find first, at most `limit` by each. Locked, because a replay of one of
 * them may be under way; and by an array, which no estimate turns into a walk over the table.
 */
const removeOldest = async (db: Db, which: readonly ReturnType<typeof sql>[], limit: number): Promise<number> => {
  const oldest = which.map(
    condition =>
      sql`array(select id from jobs where ${condition} order by finished_at limit ${limit} for no key update skip locked)`,
  )
  const { numAffectedRows = 0n } = await sql`delete from jobs where id = any(${sql.join(oldest, sql` || `)})`.execute(
    db,
  )
  return Number(numAffectedRows)
}

/** Removes finished jobs in small bites, dead ones much later than the rest. @returns how many went */
export const removeFinished = (db: Db, keepDays: { done: number; dead: number }, limit: number): Promise<number> =>
  removeOldest(
    db,
    [
      sql`state in ('done', 'cancelled') and ${endedBefore(keepDays.done)}`,
      sql`state = 'failed' and ${endedBefore(keepDays.dead)}`,
    ],
    limit,
  )

/**
 * Removes jobs of one queue that were done longer ago, for queues that write one for every click. Such a queue needs a
 * partial index on `finished_at` of its own (`jobs_notices_done`).
 * @returns how many went
 */
export const removeDone = (db: Db, queue: string, days: number, limit: number): Promise<number> =>
  // The name spelt out for the partial index.
  removeOldest(db, [sql`state = 'done' and queue = ${sql.lit(queue)} and ${endedBefore(days)}`], limit)

/**
 * Jobs of one queue and state, and of those that Redis was not told of, are counted up to here: a flood of a million is
 * no other news than one of ten thousand, and is not to be read by every worker at every scrape.
 */
export const mostCounted = 10_000

export interface Backlog {
  queue: string
  state: 'queued' | 'running' | 'failed'
  /** At most `mostCounted`, but for running ones. */
  jobs: number
  /** Since the oldest that is due became due; 0 for dead ones. */
  oldest_seconds: number
  /** The same of those that Redis was not told of. */
  oldest_unpushed_seconds: number
}

/**
 * What operators watch: per queue and state how many, and how long the oldest waits. Reads no more than what it counts,
 * by indexes alone: dead jobs stay for half a year, and postponed ones by the hundred thousand.
 */
export const backlog = async (db: Db): Promise<Backlog[]> => {
  const secondsSince = (moment: ReturnType<typeof sql>) =>
    sql`coalesce(extract(epoch from now() - ${moment}), 0)::float8`
  // Rows are compared, and not each column by itself, because only one index has them in this order: with a limit alone
  // the table may look cheaper.
  const { rows } = await sql<Backlog>`
    with recursive names as (
      (select queue from jobs order by queue limit 1)
      union all
      select (select jobs.queue from jobs where jobs.queue > names.queue order by jobs.queue limit 1) from names where names.queue is not null
    ), counted as (
      select names.queue, states.state, (
        select count(*)::int from (
          select from jobs where (queue, state) >= (names.queue, states.state) and (queue, state) <= (names.queue, states.state)
          order by queue, state, id limit ${mostCounted}
        ) as few
      ) as jobs
      from names cross join (values ('queued'), ('failed')) as states (state) where names.queue is not null
    ), unpushed as (
      select queue, min(run_at) filter (where run_at <= now()) as oldest
      from (select queue, run_at from jobs where state = 'queued' and pushed_at is null order by id limit ${mostCounted}) as few group by queue
    )
    select queue, state, jobs,
      case state when 'queued' then ${secondsSince(sql`(
        select run_at from jobs where jobs.queue = counted.queue and jobs.state = 'queued' and run_at <= now() order by run_at limit 1
      )`)} else 0 end as oldest_seconds,
      case state when 'queued' then ${secondsSince(sql`(select oldest from unpushed where unpushed.queue = counted.queue)`)} else 0 end
        as oldest_unpushed_seconds
    from counted where jobs > 0
    union all
    select queue, state, count(*)::int, ${secondsSince(sql`min(run_at)`)}, 0 from jobs where state = 'running' group by queue, state`.execute(
    db,
  )
  return rows
}
