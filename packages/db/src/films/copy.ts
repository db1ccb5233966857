import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { pages } from '../core/pages.js'

const filmOf = ({ film_id }: { film_id: number }) => film_id

/** Looked up row by row: a join could be answered by reading all films first. */
const titleOf = (alias: 'r' | 'm') =>
  sql<string>`(select title from films f where f.id = ${sql.ref(`${alias}.film_id`)})`

/** What somebody gave films. */
export const ratings = (db: Db, userId: number) =>
  pages(
    0,
    async (after, limit) => {
      const rows = await db
        .selectFrom('film_ratings as r')
        .select(['r.film_id', titleOf('r').as('title'), 'r.tenths', 'r.created_at', 'r.updated_at'])
        .where('r.user_id', '=', userId)
        .where('r.film_id', '>', after)
        .orderBy('r.film_id')
        .limit(limit)
        .execute()
      return rows.map(({ tenths, ...row }) => ({ ...row, score: tenths / 10 }))
    },
    filmOf,
  )

/** What somebody wants to see, and what not. */
export const marks = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('film_marks as m')
        .select(['m.film_id', titleOf('m').as('title'), 'm.mark', 'm.created_at'])
        .where('m.user_id', '=', userId)
        .where('m.film_id', '>', after)
        .orderBy('m.film_id')
        .limit(limit)
        .execute(),
    filmOf,
  )
