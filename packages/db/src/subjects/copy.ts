import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { idOf, type Pages, pages } from '../core/pages.js'
import { isVisible } from './visible.js'

/** The title only of what its liker may still see. */
export const likes = async function* (db: Db, userId: number): Pages {
  const rows = pages(
    // A Date would lose the last three digits.
    { microseconds: 0, playlist: 0 },
    (after, limit) =>
      db
        .selectFrom('subject_likes as l')
        .innerJoin('subjects as s', 's.id', 'l.subject_id')
        .innerJoin('playlists as p', 'p.id', 's.id')
        .select([
          'l.subject_id as playlist',
          sql<string | null>`case when s.owner = ${userId} or (${isVisible(userId)}) then p.title end`.as('title'),
          'l.created_at as liked_at',
          sql<number>`(extract(epoch from l.created_at) * 1000000)::int8`.as('microseconds'),
        ])
        .where('l.user_id', '=', userId)
        .where('l.kind', '=', 'playlist')
        .where(
          sql<boolean>`(l.created_at, l.subject_id) > (timestamptz 'epoch' + ${after.microseconds} * interval '1 microsecond', ${after.playlist}::int8)`,
        )
        .orderBy('l.created_at')
        .orderBy('l.subject_id')
        .limit(limit)
        .execute(),
    ({ microseconds, playlist }) => ({ microseconds, playlist }),
  )
  for await (const page of rows) yield page.map(({ microseconds: _, ...like }) => like)
}

/** How likes of a kind are listed. */
interface Liked {
  kind: string
  table: 'posts' | 'products' | 'tracks' | 'sets'
  /** Columns of it that say nothing. */
  names?: readonly string[]
  /** What is told of one that the liker may (still) see. */
  told: { as: string; column: string; letters?: number }
}

/** Likes of one kind: what it is only while its liker may see it. */
export const likesOf =
  ({ kind, table, names = [], told }: Liked) =>
  (db: Db, userId: number): Pages =>
    pages(
      0,
      async (after, limit) => {
        const text = sql.ref(`x.${told.column}`)
        const { rows } = await sql<{ id: number }>`
          select l.subject_id as id, ${sql.join([
            ...names.map(name => sql.ref(`x.${name}`)),
            sql`case when ${isVisible(userId)} then ${told.letters ? sql`left(${text}, ${sql.lit(told.letters)})` : text} end as ${sql.ref(told.as)}`,
          ])}, l.created_at as liked_at
          from subject_likes l join subjects s on s.id = l.subject_id join ${sql.table(table)} x on x.id = s.id
          where l.user_id = ${userId} and l.kind = ${kind} and l.subject_id > ${after}
          order by l.subject_id limit ${limit}`.execute(db)
        return rows
      },
      idOf,
    )

export const comments = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('subject_comments')
        .select(['id', 'subject_id as playlist', 'parent', 'content', 'is_active', 'created_at', 'updated_at'])
        .where('writer', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** What is said in them is others'. */
export const likedComments = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('comment_likes')
        .select(['comment_id as id', 'created_at as liked_at'])
        .where('user_id', '=', userId)
        .where('comment_id', '>', after)
        .orderBy('comment_id')
        .limit(limit)
        .execute(),
    idOf,
  )
