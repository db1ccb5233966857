import { type Expression, sql } from 'kysely'
import type { Db } from '../core/client.js'

/** What somebody gave films, the last first, in tenths of a star. */
export const ratedFilms = (db: Db, person: Expression<number>, limit: number) =>
  db
    .selectFrom('film_ratings as r')
    .innerJoin('films as f', 'f.id', 'r.film_id')
    .select(['f.title', 'r.tenths'])
    .where('r.user_id', '=', person)
    .orderBy('r.updated_at', 'desc')
    .orderBy('r.film_id')
    .limit(limit)

/** The films that somebody wants to see, the last first. */
export const wantedFilms = (db: Db, person: Expression<number>, limit: number) =>
  db
    .selectFrom('film_marks as m')
    .innerJoin('films as f', 'f.id', 'm.film_id')
    .select('f.title')
    .where('m.user_id', '=', person)
    .where('m.mark', '=', sql.lit('want'))
    .orderBy('m.created_at', 'desc')
    .orderBy('m.film_id')
    .limit(limit)
