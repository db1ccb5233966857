import type { Db } from '../core/client.js'

/** A film that the catalogue knows nothing of but its title. */
export const aFilm = async (db: Db, title = '괴물'): Promise<number> => {
  const { id } = await db
    .insertInto('films')
    .values({ title, title_key: title.toLowerCase().replaceAll(' ', '') })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
