import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** How many connections of the apps the server has in the clear, and how many over TLS. */
export const connectionsByTls = async (db: Db) => {
  const { rows } = await sql<{ plain: number; encrypted: number }>`
    select count(*) filter (where not ssl)::int as plain, count(*) filter (where ssl)::int as encrypted
    from pg_stat_ssl join pg_stat_activity using (pid) where application_name like 'mudig-%'`.execute(db)
  return rows[0]!
}
