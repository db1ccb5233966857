import { sql } from 'kysely'
import { noteForAfterCommit } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import type { Claim } from './job.js'

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
export const renewLeases = async (db: Db, claims: readonly Claim[], leaseSeconds: number): Promise<Renewal[]> => {
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
