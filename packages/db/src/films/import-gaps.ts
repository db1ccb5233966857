import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

/** A row of the catalogue, by its place among the films of a month. */
export interface CataloguePlace {
  readonly year: number
  readonly month: number
  readonly place: number
}

/** Remembers a row that could not be read. */
export const noteGap = async (trx: Trx, gap: CataloguePlace): Promise<void> => {
  await trx
    .insertInto('film_import_gaps')
    .values(gap)
    .onConflict(conflict => conflict.columns(['year', 'month', 'place']).doUpdateSet({ seen_at: sql`now()` }))
    .execute()
}

/** Forgets those of rows that were read now: of so many from a place on, or of all that follow. */
export const closeGaps = async (trx: Trx, { year, month, place }: CataloguePlace, count?: number): Promise<void> => {
  await trx
    .deleteFrom('film_import_gaps')
    .where('year', '=', year)
    .where('month', '=', month)
    .where('place', '>=', place)
    .$if(count !== undefined, query => query.where('place', '<', place + count!))
    .execute()
}

/** The newest first. */
export const listGaps = (db: Db, limit: number): Promise<CataloguePlace[]> =>
  db
    .selectFrom('film_import_gaps')
    .select(['year', 'month', 'place'])
    .orderBy('year', 'desc')
    .orderBy('month', 'desc')
    .orderBy('place')
    .limit(limit)
    .execute()
