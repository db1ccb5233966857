import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { card, dayOf, type FilmCardRow } from './films.js'

/*
 * What somebody wants to see and what they have seen, the newest first. A page is chosen in the order of an index, and
 * then its films are read.
 */

/** The last one of a page. */
export interface MomentPlace {
  microseconds: number
  film: number
}

export interface MomentPage {
  limit: number
  from?: MomentPlace | undefined
}

interface Values {
  user: number
  microseconds: number | undefined
  film: number | undefined
}

/** What a page begins behind. Of the same moment, as an import leaves them, the lower ids come first. */
const after = (moment: string, { microseconds, film }: Values, isFirst: boolean) => {
  if (isFirst) return sql``
  const at = sql`timestamptz 'epoch' + ${microseconds}::int8 * interval '1 microsecond'`
  return sql`and ${sql.ref(moment)} <= ${at} and (${sql.ref(moment)} < ${at} or film_id > ${film}::int8)`
}

interface Listed extends FilmCardRow {
  microseconds: number
}

const listed = <Row extends Listed>(own: RawBuilder<unknown>, chosen: RawBuilder<unknown>) => sql<Row>`
  select ${card}, (extract(epoch from o.at) * 1000000)::int8 as microseconds, ${own}
  from (${chosen}) o join films f on f.id = o.film_id join film_stats s on s.film_id = f.id
  order by o.at desc, o.film_id`

export interface WantedByMe extends Listed {
  release_date: string | null
}

/** Exported for the test of its plan. */
export const selectWanted = (values: Values, limit: number, isFirst: boolean) =>
  listed<WantedByMe>(
    sql`to_char(f.released_on, 'YYYY-MM-DD') as release_date`,
    sql`
      select film_id, created_at as at from film_marks where user_id = ${values.user} and mark = 'want'
        ${after('created_at', values, isFirst)}
      order by created_at desc, film_id limit ${limit}`,
  )

export interface DiaryRow extends Listed {
  tenths: number
  day: string
}

/** Exported for the test of its plan. */
export const selectDiary = (values: Values, limit: number, isFirst: boolean) =>
  listed<DiaryRow>(
    sql`o.tenths, ${dayOf('o.at')} as day`,
    sql`
      select film_id, tenths, updated_at as at from film_ratings where user_id = ${values.user}
        ${after('updated_at', values, isFirst)}
      order by updated_at desc, film_id limit ${limit}`,
  )

const wanted = prepare((db, values: Values, limit: number, isFirst: boolean) => ({
  compile: () => selectWanted(values, limit, isFirst).compile(db),
}))
const diary = prepare((db, values: Values, limit: number, isFirst: boolean) => ({
  compile: () => selectDiary(values, limit, isFirst).compile(db),
}))

const toPage = async <Row extends Listed>(
  read: (db: Db, values: Values, limit: number, isFirst: boolean) => Promise<Row[]>,
  db: Db,
  user: number,
  { limit, from }: MomentPage,
): Promise<{ films: Row[]; next: MomentPlace | undefined }> => {
  const rows = await read(db, { user, microseconds: from?.microseconds, film: from?.film }, limit + 1, !from)
  const films = rows.slice(0, limit)
  const last = films.at(-1)
  return {
    films,
    next: rows.length > limit && last ? { microseconds: last.microseconds, film: last.id } : undefined,
  }
}

/** What somebody wants to see. */
export const listWanted = (db: Db, user: number, page: MomentPage) => toPage(wanted, db, user, page)

/** What somebody gave films, with the day in Seoul on which they last did. */
export const listDiary = (db: Db, user: number, page: MomentPage) => toPage(diary, db, user, page)
