import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { mostCounted } from '../core/most-counted.js'

/** How many queued jobs are due, by queue, counted up to a bound; what waits for a later moment is not read. */
export const dueJobs = async (db: Db): Promise<{ queue: string; jobs: number }[]> => {
  const { rows } = await sql<{ queue: string; jobs: number }>`
    with recursive names as (
      (select queue from jobs where state = 'queued' order by queue limit 1)
      union all
      select (select jobs.queue from jobs where state = 'queued' and jobs.queue > names.queue order by jobs.queue limit 1)
      from names where names.queue is not null
    )
    select queue, (
      select count(*)::int from (
        select from jobs where jobs.queue = names.queue and state = 'queued' and run_at <= now() order by run_at limit ${mostCounted}
      ) as few
    ) as jobs
    from names where names.queue is not null`.execute(db)
  return rows
}
