import { sql } from 'kysely'
import type { Db } from '../core/client.js'

let count = 0

interface Given {
  title?: string
  original_title?: string
  docid?: string
  released_on?: string
  poster?: string
  plot?: string
  genres?: readonly string[]
  tags?: readonly string[]
  /** By role. */
  people?: readonly (readonly [name: string, role: string])[]
}

/** Lets films be as if so many had given scores and marks. */
export const countAs = async (
  db: Db,
  film: number,
  counts: { rating_sum?: number; rating_count?: number; wants?: number; nots?: number },
): Promise<void> => {
  await db.updateTable('film_stats').set(counts).where('film_id', '=', film).execute()
}

/** Films that come in so many days, as Seoul counts them. */
export const comesIn = async (db: Db, films: readonly number[], days: number): Promise<void> => {
  await sql`
    update films set released_on = (now() at time zone 'Asia/Seoul')::date + ${days}::int where id = any(${films}::int8[])`.execute(
    db,
  )
}

/** A film of the catalogue. */
export const aFilm = async (db: Db, given: Given = {}): Promise<number> => {
  const { genres = [], tags = [], people = [], title = `film ${++count}`, ...rest } = given
  const { id } = await db
    .insertInto('films')
    .values({ title, title_key: title.replaceAll(' ', '').toLowerCase(), state: 'full', ...rest })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [kind, names] of [
    ['genre', genres],
    ['tag', tags],
  ] as const)
    for (const name of names) await db.insertInto('film_labels').values({ film_id: id, kind, name }).execute()
  for (const [position, [name, role]] of people.entries())
    await sql`
      with known as (select id from film_people where name = ${name} and kmdb_id is null),
        made as (insert into film_people (name) select ${name} where not exists (select from known) returning id)
      insert into film_credits (film_id, person_id, role, position)
      select ${id}, id, ${role}, ${position} from (select id from known union all select id from made) person`.execute(
      db,
    )
  return id
}

/** Puts films into yesterday's box office, as Seoul counts the days, by rank. */
export const runsYesterday = async (db: Db, films: readonly number[]): Promise<void> => {
  await sql`
    insert into box_office (day, rank, film_id, title)
    select (now() at time zone 'Asia/Seoul')::date - 1, g.rank, f.id, f.title
    from unnest(${films}::int8[]) with ordinality g(id, rank) join films f on f.id = g.id`.execute(db)
}

/** What is known of the catalogue: its films with how many labels and people they have. */
export const catalogueOf = async (db: Db) =>
  db
    .selectFrom('films as f')
    .select(['f.id', 'f.docid', 'f.title', 'f.state'])
    .select(
      sql<number>`(select count(*) from film_labels l where l.film_id = f.id and l.kind = 'genre')::int`.as('genres'),
    )
    .select(sql<number>`(select count(*) from film_credits c where c.film_id = f.id)::int`.as('people'))
    .orderBy('f.id')
    .execute()
