import { fetchPoster } from '@mudig/shared/films/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { insertPicture, type NewPicture } from '../objects/pictures.js'

/** As jobs and objects name it. */
export const jobSubjectOf = (id: number) => `film/${id}` as const

/** Where a film's poster may be had; undefined for one that has one, or none in the catalogue. */
export const findWithoutPoster = async (
  db: Db,
  id: number,
  { lock = false } = {},
): Promise<readonly string[] | undefined> => {
  const row = await db
    .selectFrom('films')
    .select('poster_sources')
    .where('id', '=', id)
    .where('poster', 'is', null)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  return row && row.poster_sources.length > 0 ? row.poster_sources : undefined
}

/** What an outage leaves behind, of a picture's server or of ours. */
const outages = ['download_failed', 'download_timeout', 'storage_unavailable', 'storage_timeout', 'timeout']

/**
 * Dead jobs of posters that an outage is to blame for, and whose time has come again: an hour after it, and each time
 * after twice as long as before.
 */
export const findLostPosters = async (db: Db, limit: number): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select j.id from jobs j join films f on f.id = j.key::bigint
    where j.queue = ${fetchPoster.name} and j.state = 'failed' and j.error_code = any(${outages})
      and j.finished_at < now() - greatest(interval '1 hour', j.finished_at - j.created_at) and f.poster is null
    order by j.id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Shows a poster. @returns false where the film has one by now */
export const setPoster = async (trx: Trx, id: number, picture: NewPicture): Promise<boolean> => {
  if (!(await findWithoutPoster(trx, id, { lock: true }))) return false
  await trx.updateTable('films').set({ poster: picture.key }).where('id', '=', id).execute()
  await insertPicture(trx, { ...picture, subject: jobSubjectOf(id) })
  return true
}
