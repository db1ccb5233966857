import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** Says of people that they are connected for as long as nobody says otherwise. @param seconds 0 where they have gone */
export const markPresent = async (db: Db, people: readonly number[], seconds: number): Promise<void> => {
  if (people.length === 0) return
  await sql`
    insert into presences (user_id, seen_until)
    select u.id, now() + ${seconds}::float8 * interval '1 second' from users u where u.id = any(${people}::int8[]) order by u.id
    on conflict (user_id) do update set seen_until = excluded.seen_until`.execute(db)
}
