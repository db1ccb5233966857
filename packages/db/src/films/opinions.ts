import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { filmErrors } from '@mudig/shared/films/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { turnHalves } from './halves.js'

export interface Opinion {
  film: number
  user: number
}

/**
 * Somebody's acts on films come one after the other: what they gave before is read before the film's counters are
 * waited for.
 * @throws ApiError tokenInvalid where they have left
 */
export const holdUser = async (trx: Trx, user: number): Promise<void> => {
  const held = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', user)
    .where('is_active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!held) throw new ApiError(httpErrors.tokenInvalid)
}

/** Waits for whoever is about to make one film of two; the one that goes is no film any more. */
const heldFilm = (film: number) => sql`(select id from films where id = ${film} for key share) held`

export interface Rated {
  rating_sum: number
  rating_count: number
}

/**
 * Gives a film a score, another one, or none.
 * @param tenths 0 takes it back
 * @throws ApiError filmNotFound, tokenInvalid
 */
export const rate = async (trx: Trx, { film, user }: Opinion, tenths: number): Promise<Rated> => {
  await holdUser(trx, user)
  const { rows } = await sql<Rated>`
    with before as (
      select tenths from film_ratings where user_id = ${user} and film_id = ${film}
    ), given as (
      insert into film_ratings (user_id, film_id, tenths)
      select ${user}, id, ${tenths} from ${heldFilm(film)} where ${tenths}::int > 0
      on conflict (user_id, film_id) do update set tenths = excluded.tenths, updated_at = now()
      where film_ratings.tenths <> excluded.tenths
    ), gone as (
      delete from film_ratings where user_id = ${user} and film_id = ${film} and ${tenths}::int = 0
    )
    update film_stats set
      rating_sum = rating_sum + ${tenths}::int - b.tenths,
      rating_count = rating_count + (${tenths}::int > 0)::int - (b.tenths > 0)::int,
      ${turnHalves(sql.ref('b.tenths'), sql`${tenths}::int`)}
    from (select coalesce((select tenths from before), 0)::int as tenths) b
    where film_id = ${film} returning rating_sum, rating_count`.execute(trx)
  if (!rows[0]) throw new ApiError(filmErrors.filmNotFound)
  return rows[0]
}

export type Mark = 'want' | 'not'

/**
 * Wants to see a film, or is not interested; the same again is taken back, the other one takes its place.
 * @returns whether the mark stands now
 * @throws ApiError filmNotFound, tokenInvalid
 */
export const turnMark = async (trx: Trx, { film, user }: Opinion, mark: Mark): Promise<boolean> => {
  await holdUser(trx, user)
  const { rows } = await sql<{ stands: boolean }>`
    with before as (
      select mark from film_marks where user_id = ${user} and film_id = ${film}
    ), wanted as (
      select not exists (select from before where mark = ${mark}) as stands
    ), made as (
      insert into film_marks (user_id, film_id, mark)
      select ${user}, id, ${mark} from ${heldFilm(film)} cross join wanted where stands
      on conflict (user_id, film_id) do update set mark = excluded.mark, created_at = now()
    ), gone as (
      delete from film_marks using wanted where user_id = ${user} and film_id = ${film} and not stands
    )
    update film_stats set
      wants = wants + (${mark} = 'want' and w.stands)::int - (select count(*)::int from before where mark = 'want'),
      nots = nots + (${mark} = 'not' and w.stands)::int - (select count(*)::int from before where mark = 'not')
    from wanted w where film_id = ${film} returning w.stands`.execute(trx)
  if (!rows[0]) throw new ApiError(filmErrors.filmNotFound)
  return rows[0].stands
}

/** Films that somebody gave a score. */
export const filmsRatedBy = (user: number) => sql`select film_id from film_ratings where user_id = ${user}`
export const filmsMarkedBy = (user: number) => sql`select film_id from film_marks where user_id = ${user}`

/** Takes back all that somebody gave. Requires that the films' counters are locked. */
export const forgetRatings = async (trx: Trx, user: number): Promise<void> => {
  await sql`
    with gone as (delete from film_ratings where user_id = ${user} returning film_id, tenths)
    update film_stats s set rating_sum = rating_sum - gone.tenths, rating_count = rating_count - 1,
      ${turnHalves(sql.ref('gone.tenths'), sql.lit(0))}
    from gone where s.film_id = gone.film_id`.execute(trx)
}

/** The same of what they wanted to see, and what not. */
export const forgetMarks = async (trx: Trx, user: number): Promise<void> => {
  await sql`
    with gone as (delete from film_marks where user_id = ${user} returning film_id, mark)
    update film_stats s set wants = wants - (gone.mark = 'want')::int, nots = nots - (gone.mark = 'not')::int
    from gone where s.film_id = gone.film_id`.execute(trx)
}
