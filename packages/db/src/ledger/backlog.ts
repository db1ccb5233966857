import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { mostCounted } from '../core/most-counted.js'

export interface Backlog {
  queue: string
  state: 'queued' | 'running' | 'failed'
  /** At most `mostCounted`, but for running ones. */
  jobs: number
  /** Since the oldest that is due became due; of dead ones since the first of them that was added died. */
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
      )`)} else ${secondsSince(sql`(
        select finished_at from jobs where (queue, state) >= (counted.queue, 'failed') and (queue, state) <= (counted.queue, 'failed')
        order by queue, state, id limit 1
      )`)} end as oldest_seconds,
      case state when 'queued' then ${secondsSince(sql`(select oldest from unpushed where unpushed.queue = counted.queue)`)} else 0 end
        as oldest_unpushed_seconds
    from counted where jobs > 0
    union all
    select queue, state, count(*)::int, ${secondsSince(sql`min(run_at)`)}, 0 from jobs where state = 'running' group by queue, state`.execute(
    db,
  )
  return rows
}
