import type { CatalogueFilm } from '@mudig/shared/clients/kmdb/read-film'
import { importFilms } from '@mudig/shared/films/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

/** Catalogues differ by some days in when a film began to run. */
const sameRunDays = 7

/**
 * Puts films of the catalogue into ours, each once, whatever was known of it before: one that the box office named
 * becomes whole, where just one has its title and ran then.
 * @returns their ids, of those that have no poster yet and an address of one
 */
export const saveFilms = async (trx: Trx, films: readonly CatalogueFilm[]): Promise<{ withoutPoster: number[] }> => {
  const byDocid = new Map(films.map(film => [film.docid, film]))
  const sorted = [...byDocid.values()].sort((a, b) => (a.docid < b.docid ? -1 : 1))
  if (sorted.length === 0) return { withoutPoster: [] }
  const given = JSON.stringify(sorted)
  const rows = sql`jsonb_to_recordset(${given}::jsonb) as g(docid text, title text, original_title text, title_key text,
    runtime_minutes smallint, grade text, plot text, released_on date, posters text[])`
  await sql`
    with found as (
      select g.docid, min(f.id) as id from ${rows} join films f on f.title_key = g.title_key and f.docid is null
        and abs(f.released_on - g.released_on) <= ${sameRunDays}
      where not exists (select from films known where known.docid = g.docid)
      group by g.docid having count(*) = 1
    ), once as (
      select min(docid) as docid, id from found group by id having count(*) = 1
    )
    update films set docid = once.docid from once where films.id = once.id and films.docid is null`.execute(trx)
  await sql`
    delete from film_labels l using films f, ${rows}
    where f.docid = g.docid and l.film_id = f.id and l.kind = 'tag' and (f.title, f.plot) is distinct from (g.title, g.plot)`.execute(
    trx,
  )
  const { rows: saved } = await sql<{ id: number; docid: string; poster: string | null; poster_sources: string[] }>`
    insert into films as f (docid, title, original_title, title_key, runtime_minutes, grade, plot, released_on, poster_sources, state)
    select docid, title, original_title, title_key, runtime_minutes, grade, plot, released_on, coalesce(posters, '{}'), 'full' from ${rows}
    order by docid
    on conflict (docid) where docid is not null do update set
      title = excluded.title, original_title = excluded.original_title, title_key = excluded.title_key,
      runtime_minutes = excluded.runtime_minutes, grade = excluded.grade, plot = excluded.plot,
      released_on = coalesce(excluded.released_on, f.released_on), poster_sources = excluded.poster_sources,
      state = 'full', updated_at = now()
    returning id, docid, poster, poster_sources`.execute(trx)
  const ids = new Map(saved.map(({ id, docid }) => [docid, id]))
  const of = sorted.map(film => ({ ...film, id: ids.get(film.docid)! }))
  await saveLabels(trx, of)
  await savePeople(trx, of)
  const withoutPoster = saved.filter(film => film.poster === null && film.poster_sources.length > 0)
  return { withoutPoster: withoutPoster.map(({ id }) => id) }
}

type Saved = CatalogueFilm & { readonly id: number }

const saveLabels = async (trx: Trx, films: readonly Saved[]): Promise<void> => {
  const ids = films.map(({ id }) => id)
  const labels = films.flatMap(({ id, genres }) => genres.map(name => ({ id, name })))
  await trx.deleteFrom('film_labels').where('kind', '=', 'genre').where('film_id', 'in', ids).execute()
  await sql`
    insert into film_labels (film_id, kind, name)
    select id, 'genre', name from jsonb_to_recordset(${JSON.stringify(labels)}::jsonb) as g(id bigint, name text)
    on conflict do nothing`.execute(trx)
}

/** People with a number are one by it, others by their names. */
const savePeople = async (trx: Trx, films: readonly Saved[]): Promise<void> => {
  const credits = films.flatMap(({ id, people }) => people.map((one, position) => ({ ...one, id, position })))
  const given = sql`jsonb_to_recordset(${JSON.stringify(credits)}::jsonb) as g(id bigint, kmdb_id text, name text, original_name text, role text, position smallint)`
  await sql`
    insert into film_people (kmdb_id, name, original_name)
    select distinct on (kmdb_id) kmdb_id, name, original_name from ${given} where kmdb_id is not null order by kmdb_id, position
    on conflict (kmdb_id) where kmdb_id is not null do nothing`.execute(trx)
  await sql`
    insert into film_people (name, original_name)
    select distinct on (name) name, original_name from ${given} where kmdb_id is null order by name, position
    on conflict (name) where kmdb_id is null do nothing`.execute(trx)
  await trx
    .deleteFrom('film_credits')
    .where(
      'film_id',
      'in',
      films.map(({ id }) => id),
    )
    .execute()
  await sql`
    insert into film_credits (film_id, person_id, role, position)
    select g.id, p.id, g.role, min(g.position) from ${given}
    join film_people p on (g.kmdb_id is not null and p.kmdb_id = g.kmdb_id) or (g.kmdb_id is null and p.kmdb_id is null and p.name = g.name)
    group by g.id, p.id, g.role on conflict do nothing`.execute(trx)
}

/**
 * A film that the box office named and no catalogue has told of yet; undefined where that is done.
 * @param docid of the catalogue, where staff have said it: it may have that one already
 */
export const findStub = (trx: Pick<Trx, 'selectFrom'>, id: number, docid?: string) =>
  trx
    .selectFrom('films')
    .select(['id', 'title', 'title_key', sql<string | null>`to_char(released_on, 'YYYY-MM-DD')`.as('released_on')])
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('docid', 'is', null), ...(docid === undefined ? [] : [eb('docid', '=', docid)])]))
    .executeTakeFirst()

/** Whether the catalogue was ever imported to its end, from whatever year on. */
export const wasImported = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('film_imports').select('from_year').limit(1).executeTakeFirst()) !== undefined

/** Whether an import has failed within the last hour: whatever kept it from its end may still stand. */
export const hasJustFailed = async (db: Db): Promise<boolean> => {
  const { rows } = await sql`
    select from jobs where queue = ${importFilms.name} and state = 'failed' and finished_at > now() - interval '1 hour'
    limit 1`.execute(db)
  return rows.length > 0
}

/** Lets a new import begin where the last one of the same years has failed. */
export const continueImport = async (trx: Trx, job: number, from_year: number): Promise<void> => {
  await sql`
    update jobs set checkpoint = failed.checkpoint
    from (
      select checkpoint from jobs
      where queue = ${importFilms.name} and state = 'failed' and (payload->>'from_year')::int = ${from_year}
      order by id desc limit 1
    ) failed
    where jobs.id = ${job} and jobs.state = 'queued' and jobs.checkpoint is null`.execute(trx)
}

/** Says so. */
export const noteImport = async (trx: Trx, from_year: number): Promise<void> => {
  await trx
    .insertInto('film_imports')
    .values({ from_year })
    .onConflict(conflict => conflict.column('from_year').doUpdateSet({ finished_at: sql`now()` }))
    .execute()
}
