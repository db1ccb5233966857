import type { Db } from '../core/client.js'
import { createReview, type NewReview } from '../reviews/write.js'
import { aFilm } from './films.js'

/** A review that everybody sees, of a film of its own unless told otherwise. */
export const aReview = async (db: Db, owner: number, given: Partial<NewReview> = {}) => {
  const film = given.film ?? (await aFilm(db))
  const reviewer = { id: owner, request_id: 'test' }
  const { id } = await db
    .transaction()
    .execute(trx =>
      createReview(trx, reviewer, { content: '봉준호답다', ...given, film }, { perDay: Number.MAX_SAFE_INTEGER }),
    )
  return { id, film }
}
