import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'
import { isVisible } from '../subjects/visible.js'
import { reviewSubject } from './subject.js'

/** What somebody wrote about films, in every state. */
export const reviews = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('reviews as r')
        .innerJoin('subjects as s', 's.id', 'r.id')
        .innerJoin('films as f', 'f.id', 'r.film_id')
        .select([
          'r.id',
          'f.title as movie',
          'r.content',
          'r.is_spoiler',
          'r.is_positive',
          's.visibility',
          's.state',
          's.like_count',
          's.comment_count',
          'r.created_at',
          'r.updated_at',
        ])
        .where('s.owner', '=', userId)
        .where('s.kind', '=', reviewSubject.name)
        .where('s.id', '>', after)
        .orderBy('s.id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Of others' no words: they are theirs, and may give a film away. */
export const likes = (db: Db, userId: number) =>
  pages(
    0,
    async (after, limit) => {
      const { rows } = await sql<{ id: number }>`
        select l.subject_id as id, case when ${isVisible(userId)} then f.title end as movie, l.created_at as liked_at
        from subject_likes l join subjects s on s.id = l.subject_id join reviews r on r.id = s.id join films f on f.id = r.film_id
        where l.user_id = ${userId} and l.kind = ${reviewSubject.name} and l.subject_id > ${after}
        order by l.subject_id limit ${limit}`.execute(db)
      return rows
    },
    idOf,
  )
