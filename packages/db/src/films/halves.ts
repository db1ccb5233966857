import { type Expression, sql } from 'kysely'

/** Half stars by which a film's scores are counted, see `half` of `film_ratings`. */
export const halves = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

/** How many scores a film has of each, over an alias `s` of its counters. */
export const halfCounts = sql<number[]>`array[${sql.join(halves.map(half => sql.ref(`s.half_${half}`)))}]`

/** None for a score of 0, which is none. */
const isOf = (tenths: Expression<unknown>, half: number) => sql`((${tenths} + 4) / 5 = ${sql.lit(half)})::int`

/** For `update film_stats set`: a score takes the place of another. 0 is none. */
export const turnHalves = (before: Expression<unknown>, given: Expression<unknown>) =>
  sql.join(
    halves.map(half => {
      const column = sql.ref(`half_${half}`)
      return sql`${column} = ${column} + ${isOf(given, half)} - ${isOf(before, half)}`
    }),
  )
