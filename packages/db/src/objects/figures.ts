import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { mostCounted } from '../core/most-counted.js'

export interface UploadFigure {
  kind: 'picture' | 'track'
  state: string
  /** At most `mostCounted` of each kind. */
  count: number
  oldest_seconds: number
}

const few = sql.lit(mostCounted)

/** Uploads of about the last day by state: those that end first, because each ends a day after it began. */
export const uploadFigures = async (db: Db): Promise<UploadFigure[]> => {
  const { rows } = await sql<UploadFigure>`
    select kind, state, count(*)::int as count, extract(epoch from now() - min(created_at))::float8 as oldest_seconds from (
      (select 'picture' as kind, state, created_at from picture_uploads order by expires_at limit ${few})
      union all
      (select 'track', case when given_up_at is not null then 'given_up' when job_id is not null then 'done' else 'open' end, created_at
        from track_uploads order by expires_at limit ${few})
    ) found group by kind, state`.execute(db)
  return rows
}
