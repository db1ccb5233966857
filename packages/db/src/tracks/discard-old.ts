import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { discard } from '../objects/lifecycle.js'

/**
 * Schedule: gives up the files of versions that nobody hears any longer, or that failed and were not taken up again. The
 * rows that say what they were stay.
 * @returns how many versions that were
 */
export const discardOld = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows: due } = await sql<{ track_id: number; version: number }>`
      select track_id, version from track_versions where discard_at < now()
      order by discard_at limit ${limit} for update skip locked`.execute(trx)
    if (due.length === 0) return 0
    const wanted = sql`
      select * from unnest(${due.map(row => row.track_id)}::bigint[], ${due.map(row => row.version)}::integer[])`
    const { rows: files } = await sql<{ key: string }>`
      delete from track_files where (track_id, version) in (${wanted}) returning key`.execute(trx)
    await sql`update track_versions set discard_at = null where (track_id, version) in (${wanted})`.execute(trx)
    await discard(
      trx,
      files.map(({ key }) => key),
    )
    return due.length
  })
