import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { mostCounted } from '../core/most-counted.js'

export interface VectorFigures {
  /** Texts that wait for a vector, at most `mostCounted`. */
  wanted: number
  oldest_seconds: number
}

/** How many texts wait to be embedded, and for how long. */
export const vectorFigures = async (db: Db): Promise<VectorFigures> => {
  const { rows } = await sql<VectorFigures>`
    select count(*)::int as wanted, coalesce(extract(epoch from now() - min(wanted_at)), 0)::float8 as oldest_seconds
    from (select wanted_at from vector_wanted where refused is null order by wanted_at, subject limit ${sql.lit(mostCounted)}) few`.execute(
    db,
  )
  return rows[0]!
}
