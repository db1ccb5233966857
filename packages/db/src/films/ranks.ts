import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/**
 * In thousandths of a tenth of a star. All films are ordered anew when the mean of all moved by more; less than this
 * changes the place of none that people could tell apart.
 */
const noticeable = 50

/**
 * Schedule: graded films are ordered by the mean of all films' scores as it is now, see `film_rank_key`.
 * @returns how many got another place
 */
export const renewRanks = async (db: Db, limit: number): Promise<number> => {
  await sql`
    update film_priors set prior_mean = of_all.mean
    from (select greatest(1000, least(50000, 1000 * sum(rating_sum) / nullif(sum(rating_count), 0)))::int8 as mean from film_stats where rating_count > 0) of_all
    where abs(of_all.mean - prior_mean) > ${noticeable}`.execute(db)
  const { rows } = await sql`
    with wrong as (
      select s.film_id, film_rank_key(s.rating_sum, s.rating_count, p.prior_count, p.prior_mean) as rank_key
      from film_stats s cross join film_priors p
      where s.rating_count > 0
        and s.rank_key <> film_rank_key(s.rating_sum, s.rating_count, p.prior_count, p.prior_mean)
      order by s.film_id limit ${limit} for no key update of s skip locked
    )
    update film_stats s set rank_key = wrong.rank_key from wrong where s.film_id = wrong.film_id returning s.film_id`.execute(
    db,
  )
  return rows.length
}
