import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** As if that many seconds had passed for an upload. */
export const ageUpload = async (db: Db, id: string, seconds: number): Promise<void> => {
  await sql`
    update track_uploads set created_at = created_at - ${seconds} * interval '1 second',
      expires_at = expires_at - ${seconds} * interval '1 second' where id = ${id}`.execute(db)
}

/** Has somebody write to an upload whose lease ends after so many milliseconds, of the past where that is negative. */
export const setWriter = async (db: Db, id: string, endsInMs: number, writer?: string): Promise<void> => {
  await db
    .updateTable('track_uploads')
    .set({ writer_until: sql<Date>`now() + ${endsInMs} * interval '1 millisecond'`, ...(writer && { writer }) })
    .where('id', '=', id)
    .execute()
}
