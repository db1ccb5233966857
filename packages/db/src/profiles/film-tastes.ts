import { type Expression, sql } from 'kysely'
import type { Db } from '../core/client.js'

/*
 * The newest first and alone, then their titles: else each of thousands is looked up to show a hundred.
 */

/** What somebody gave films, the last first, in tenths of a star. */
export const ratedFilms = (db: Db, person: Expression<number>, limit: number) =>
  db
    .selectFrom(
      db
        .selectFrom('film_ratings')
        .select(['film_id', 'tenths', 'updated_at'])
        .where('user_id', '=', person)
        .orderBy('updated_at', 'desc')
        .orderBy('film_id')
        .limit(limit)
        .as('r'),
    )
    .innerJoin('films as f', 'f.id', 'r.film_id')
    .select(['f.title', 'r.tenths'])
    .orderBy('r.updated_at', 'desc')
    .orderBy('r.film_id')

/** The films that somebody wants to see, the last first. */
export const wantedFilms = (db: Db, person: Expression<number>, limit: number) =>
  db
    .selectFrom(
      db
        .selectFrom('film_marks')
        .select(['film_id', 'created_at'])
        .where('user_id', '=', person)
        .where('mark', '=', sql.lit('want'))
        .orderBy('created_at', 'desc')
        .orderBy('film_id')
        .limit(limit)
        .as('m'),
    )
    .innerJoin('films as f', 'f.id', 'm.film_id')
    .select('f.title')
    .orderBy('m.created_at', 'desc')
    .orderBy('m.film_id')
