import { titleKey } from '@mudig/shared/core/title-key'
import type { GivenRating, Skipped } from '@mudig/shared/films/ratings-csv'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { turnHalves } from './halves.js'
import { holdUser } from './opinions.js'

/** Films of one title that are looked at. Ordered by an expression: by the id alone, all films might be walked for them. */
const namesakes = 20
/** A film comes to other countries up to a year later. */
const sameRunYears = 1
/** Films whose counters are held at once: others who give them scores wait meanwhile. */
const heldFilms = 200

interface Candidate {
  line: number
  film: number
  /** Films of this title that are as near to the year. */
  alike: number
}

/**
 * Which film each row names: by its title in Korean or its own, and the nearest year. Exported for the test of its plan.
 */
export const selectNamed = (ratings: readonly GivenRating[]) => {
  const given = ratings.map(({ line, name, year }) => ({ line, name, year, key: titleKey(name) }))
  return sql<Candidate>`
    select g.line, min(near.id) as film, count(*)::int as alike
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(line int, name text, year int, key text)
    cross join lateral (
      select id, rank() over (order by off) as place from (
        select id, abs(extract(year from released_on) - g.year) as off from (
          (select id, released_on from films where title_key = g.key order by id + 0 limit ${namesakes})
          union
          (select id, released_on from films
            where original_key = nullif(film_original_key(g.name), '') order by id + 0 limit ${namesakes})
        ) named
      ) dated where g.year is null or off <= ${sameRunYears}
    ) near
    where near.place = 1 group by g.line`
}

interface Rating {
  film: number
  tenths: number
  day: string
}

/**
 * A score that somebody gave here on the same day or later stays. Noon is of that day in Seoul, wherever it was written.
 * @returns how many films got another score
 */
const save = async (trx: Trx, user: number, ratings: readonly Rating[]): Promise<number> => {
  await holdUser(trx, user)
  const films = ratings.map(({ film }) => film)
  await sql`select from film_stats where film_id = any(${films}::int8[]) order by film_id for no key update`.execute(
    trx,
  )
  const { rows } = await sql`
    with given as (
      select g.film as film_id, g.tenths, g.day, (g.day + time '12:00') at time zone 'Asia/Seoul' as at
      from jsonb_to_recordset(${JSON.stringify(ratings)}::jsonb) as g(film int8, tenths smallint, day date)
      join film_stats s on s.film_id = g.film
    ), before as (
      select film_id, tenths from film_ratings where user_id = ${user} and film_id = any(${films}::int8[])
    ), written as (
      insert into film_ratings (user_id, film_id, tenths, updated_at)
      select ${user}, film_id, tenths, at from given order by film_id
      on conflict (user_id, film_id) do update set tenths = excluded.tenths, updated_at = excluded.updated_at
      where film_ratings.tenths <> excluded.tenths
        and (film_ratings.updated_at at time zone 'Asia/Seoul')::date < (excluded.updated_at at time zone 'Asia/Seoul')::date
      returning film_id, tenths
    ), turned as (
      select w.film_id, w.tenths::int as given, coalesce(b.tenths, 0)::int as before
      from written w left join before b on b.film_id = w.film_id
    )
    update film_stats s set rating_sum = rating_sum + t.given - t.before,
      rating_count = rating_count + (t.before = 0)::int,
      ${turnHalves(sql.ref('t.before'), sql.ref('t.given'))}
    from turned t where s.film_id = t.film_id returning s.film_id`.execute(trx)
  return rows.length
}

/** Of a film that stands there several times the last one, and of one day the last row. */
const lastOfEach = (ratings: readonly Rating[]): Rating[] => {
  const byFilm = new Map<number, Rating>()
  for (const rating of ratings) {
    const other = byFilm.get(rating.film)
    if (!other || other.day <= rating.day) byFilm.set(rating.film, rating)
  }
  return [...byFilm.values()].sort((a, b) => a.film - b.film)
}

export interface Imported {
  /** Films that have another score now. */
  imported: number
  /** Rows that changed nothing. */
  unchanged: number
  skipped: Skipped[]
}

/**
 * Gives films scores from a list of another place. What was done stays done where it is cut short, and the same list
 * again does the rest.
 * @throws ApiError tokenInvalid
 */
export const importRatings = async (db: Db, user: number, ratings: readonly GivenRating[]): Promise<Imported> => {
  const { rows } = await selectNamed(ratings).execute(db)
  const named = new Map(rows.map(row => [row.line, row]))
  const skipped: Skipped[] = []
  const known: Rating[] = []
  for (const { line, tenths, day } of ratings) {
    const candidate = named.get(line)
    if (!candidate) skipped.push({ line, reason: 'film_unknown' })
    else if (candidate.alike > 1) skipped.push({ line, reason: 'film_ambiguous' })
    else known.push({ film: candidate.film, tenths, day })
  }
  const last = lastOfEach(known)
  let imported = 0
  for (let first = 0; first < last.length; first += heldFilms) {
    const held = last.slice(first, first + heldFilms)
    imported += await db.transaction().execute(trx => save(trx, user, held))
  }
  return { imported, unchanged: known.length - imported, skipped }
}
