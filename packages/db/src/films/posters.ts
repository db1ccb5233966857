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

/** Shows a poster. @returns false where the film has one by now */
export const setPoster = async (trx: Trx, id: number, picture: NewPicture): Promise<boolean> => {
  if (!(await findWithoutPoster(trx, id, { lock: true }))) return false
  await trx.updateTable('films').set({ poster: picture.key }).where('id', '=', id).execute()
  await insertPicture(trx, { ...picture, subject: jobSubjectOf(id) })
  return true
}
