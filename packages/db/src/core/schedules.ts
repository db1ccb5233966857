import { sql } from 'kysely'
import type { Db } from './client.js'

/**
 * Moves a recurring task's clock forward if it is due. Of any number of processes that ask, one is told yes.
 * @returns whether the caller should do it now
 */
export const begin = async (db: Db, name: string, everySeconds: number): Promise<boolean> => {
  const { rows } = await sql`
    insert into schedules (name, last_run_at) values (${name}, now())
    on conflict (name) do update set last_run_at = now()
    where schedules.last_run_at < now() - ${everySeconds} * interval '1 second'
    returning name`.execute(db)
  return rows.length > 0
}
