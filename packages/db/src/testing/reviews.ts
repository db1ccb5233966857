import { sql } from 'kysely'
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

/** A film for everybody, which they score and want, and a review of it that they like. */
export const manyReviews = async (db: Db): Promise<void> => {
  await sql`insert into films (title, title_key) select 'film ' || id, 'film' || id from users`.execute(db)
  await sql`
    insert into film_ratings (user_id, film_id, tenths)
    select u.id, f.id, 30 from users u join films f on f.title = 'film ' || u.id`.execute(db)
  await sql`insert into film_marks (user_id, film_id, mark) select user_id, film_id, 'want' from film_ratings`.execute(
    db,
  )
  await sql`
    with made as (
      insert into subjects (kind, owner, state, topic) select 'review', user_id, 'ready', film_id::text from film_ratings
      returning id, owner, topic)
    insert into reviews (id, owner, film_id, content) select id, owner, topic::int8, 'r' from made`.execute(db)
  await sql`insert into subject_likes (subject_id, user_id, kind) select id, owner, 'review' from reviews`.execute(db)
}
