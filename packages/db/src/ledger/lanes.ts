import type { LaneName } from '@mudig/shared/core/lanes'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** A lane that no worker has said to serve for so long is served by none. */
export const forgottenAfterSeconds = 30
/** Any number of workers write one row a lane; a newer note than this says the same. */
const freshSeconds = 4

/** Notes that some worker serves these lanes, and has these programs. */
export const noteServing = async (db: Db, lanes: readonly string[]): Promise<void> => {
  await sql`
    insert into lanes (name, served_at) select name, now() from unnest(${lanes}::text[]) as served (name) order by name
    on conflict (name) do update set served_at = excluded.served_at
      where lanes.served_at < now() - ${freshSeconds} * interval '1 second'`.execute(db)
}

/** Whether some worker has said so of a lane or a program, such as `ffmpeg`, within so many seconds. */
export const isServed = async (db: Db, name: string, withinSeconds = forgottenAfterSeconds): Promise<boolean> => {
  const row = await db
    .selectFrom('lanes')
    .select('name')
    .where('name', '=', name)
    .where('served_at', '>', sql<Date>`now() - ${withinSeconds} * interval '1 second'`)
    .executeTakeFirst()
  return row !== undefined
}

/** Of these lanes, those that no worker serves. */
export const lanesNotServed = async (db: Db, lanes: readonly LaneName[]): Promise<LaneName[]> => {
  const { rows } = await sql<{ name: LaneName }>`
    select name from unnest(${lanes}::text[]) as asked (name)
    where not exists (
      select from lanes where lanes.name = asked.name
        and served_at > now() - ${forgottenAfterSeconds} * interval '1 second'
    )`.execute(db)
  return rows.map(row => row.name)
}
