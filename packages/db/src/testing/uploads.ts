import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** As if that many seconds had passed for an upload. */
export const ageUpload = (db: Db, id: string, seconds: number) =>
  sql`
    update track_uploads set created_at = created_at - ${seconds} * interval '1 second',
      expires_at = expires_at - ${seconds} * interval '1 second' where id = ${id}`.execute(db)

/** As if somebody wrote to an upload whose lease ends so many milliseconds from now. */
export const holdUpload = (db: Db, id: string, ms: number, writer?: string) =>
  db
    .updateTable('track_uploads')
    .set({ ...(writer !== undefined && { writer }), writer_until: sql<Date>`now() + ${ms} * interval '1 millisecond'` })
    .where('id', '=', id)
    .execute()

/** As if nobody had served a need of jobs for so many minutes. */
export const ageServing = (db: Db, name: string, minutes: number) =>
  sql`update lanes set served_at = served_at - ${minutes} * interval '1 minute' where name = ${name}`.execute(db)
