import { filmTags, tagVersion } from '@mudig/shared/films/tags'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

export interface Untagged {
  id: number
  title: string
  plot: string
  genres: string[]
  /** Of the text that the tags are chosen for. */
  hash: Buffer
  /** Chosen for the same text before. */
  tags: string[] | null
}

/** Films with a plot and without tags; not those for whose text nothing could be chosen. */
export const findUntagged = async (db: Db, limit: number): Promise<Untagged[]> => {
  const { rows } = await sql<Untagged>`
    select f.id, f.title, f.plot, f.hash, c.tags,
      array(select name from film_labels l where l.film_id = f.id and l.kind = 'genre' order by name) as genres
    from (
      select id, title, plot, sha256(convert_to(${`${tagVersion}`} || e'\n' || title || e'\n' || plot, 'utf8')) as hash from films
      where plot is not null and not exists (select from film_labels l where l.film_id = films.id and l.kind = 'tag')
    ) f left join film_tag_choices c on c.hash = f.hash
    where c.tags is null or cardinality(c.tags) > 0
    order by f.id desc limit ${limit}`.execute(db)
  return rows
}

export interface Choice {
  id: number
  hash: Buffer
  /** None where nothing could be chosen. */
  tags: readonly string[]
}

const known: readonly string[] = filmTags

/** Keeps what was chosen, so that the same text is never paid for again. Words of no vocabulary are left out. */
export const saveTags = async (trx: Trx, choices: readonly Choice[]): Promise<void> => {
  const sorted = choices
    .map(({ id, hash, tags }) => ({ id, hash: hash.toString('hex'), tags: tags.filter(tag => known.includes(tag)) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
  const given = sql`jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as g(id bigint, hash text, tags text[])`
  await sql`
    insert into film_tag_choices (hash, tags) select distinct on (hash) decode(hash, 'hex'), tags from ${given} order by hash
    on conflict (hash) do update set tags = excluded.tags where film_tag_choices.tags <> excluded.tags`.execute(trx)
  await sql`
    insert into film_labels (film_id, kind, name) select g.id, 'tag', tag from ${given} cross join unnest(g.tags) as tag
    on conflict do nothing`.execute(trx)
}
