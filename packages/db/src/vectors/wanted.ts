import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import type { EmbeddedTexts } from '../core/domain.js'
import type { Model } from './models.js'
import type { Text } from './texts.js'

/** Subjects whose text is embedded, by their kind, as the domains declare them. */
export type EmbeddedKinds = Readonly<Record<string, EmbeddedTexts>>

export interface Wanted {
  subject: number
  version: number
  kind: string
  /** Null where it is shown to nobody but its owner, or gone: then it is not given to a vendor. */
  text: string | null
}

const textOf = (kinds: EmbeddedKinds): RawBuilder<string | null> =>
  sql`case s.kind ${sql.join(
    Object.entries(kinds).map(
      ([kind, { table, text }]) =>
        sql`when ${kind} then (select ${text} from ${sql.table(table)} as t where t.id = s.id)`,
    ),
    sql` `,
  )} end`

/** What waits for its vector, the longest first; kinds that a newer release embeds are left to it. */
export const findWanted = async (db: Db, kinds: EmbeddedKinds, limit: number): Promise<Wanted[]> => {
  if (Object.keys(kinds).length === 0) return []
  const { rows } = await sql<Wanted>`
    select w.subject, w.version, coalesce(s.kind, '') as kind,
      case when s.state = 'ready' and s.visibility <> 'private' then ${textOf(kinds)} end as text
    from vector_wanted w left join subjects s on s.id = w.subject
    where w.refused is null and coalesce(s.kind = any(${Object.keys(kinds)}::text[]), true)
    order by w.wanted_at, w.subject limit ${limit}`.execute(db)
  return rows
}

/** Whether anything waits for its vector. */
export const isAnyWanted = async (db: Db, kinds: EmbeddedKinds): Promise<boolean> =>
  (await findWanted(db, kinds, 1)).length > 0

type Seen = Pick<Wanted, 'subject' | 'version'>

/** Ends the waiting of those that have not changed again meanwhile. */
export const endWanted = async (trx: Trx, seen: readonly Seen[]): Promise<void> => {
  await sql`
    delete from vector_wanted w using unnest(${seen.map(({ subject }) => subject)}::int8[],
      ${seen.map(({ version }) => version)}::int8[]) as seen (subject, version)
    where w.subject = seen.subject and w.version = seen.version`.execute(trx)
}

/** Texts that the vendor does not take wait until they change. */
export const refuseWanted = async (trx: Trx, seen: readonly Seen[], code: string): Promise<void> => {
  await sql`
    update vector_wanted w set refused = ${code}
    from unnest(${seen.map(({ subject }) => subject)}::int8[], ${seen.map(({ version }) => version)}::int8[]) as seen (subject, version)
    where w.subject = seen.subject and w.version = seen.version`.execute(trx)
}

/** Joins subjects to the vectors of their texts; those that were erased meanwhile are left out. */
export const setVectors = async (
  trx: Trx,
  model: Model,
  subjects: readonly (Pick<Wanted, 'subject' | 'kind'> & Pick<Text, 'hash'>)[],
): Promise<void> => {
  await sql`
    insert into subject_vectors as old (subject, model, vector)
    select s.id, v.model, v.id
    from unnest(${subjects.map(({ subject }) => subject)}::int8[], ${subjects.map(({ kind }) => kind)}::text[],
      ${subjects.map(({ hash }) => hash)}::bytea[]) as given (subject, kind, hash)
    join subjects s on s.id = given.subject
    join vectors v on v.model = ${model.id} and v.hash = given.hash and v.kind = given.kind
    order by s.id
    on conflict (subject, model) do update set vector = excluded.vector where old.vector <> excluded.vector`.execute(
    trx,
  )
}

/** Removes the vectors of subjects that have no text to be found by. */
export const unsetVectors = async (trx: Trx, subjects: readonly number[]): Promise<void> => {
  if (subjects.length > 0) await trx.deleteFrom('subject_vectors').where('subject', 'in', subjects).execute()
}

/**
 * Has subjects embedded that were there before the model was, or before their kind was embedded, some at a time.
 * @returns how many were looked at
 */
export const wantOlder = async (db: Db, model: Model, kinds: readonly string[], limit: number): Promise<number> => {
  if (kinds.length === 0) return 0
  const { rows } = await sql<{ count: number }>`
    with filled as (
      select k.kind, coalesce(f.filled_to, 0) as filled_to
      from unnest(${kinds}::text[]) as k (kind)
      left join vector_fills f on f.model = ${model.id} and f.kind = k.kind
    ), looked as (
      select s.id, s.kind, s.state from subjects s
      where s.id > (select min(filled_to) from filled) order by s.id limit ${limit}
    ), wanted as (
      insert into vector_wanted (subject)
      select l.id from looked l join filled f on f.kind = l.kind and l.id > f.filled_to
      where l.state = 'ready'
        and not exists (select from subject_vectors v where v.subject = l.id and v.model = ${model.id})
      on conflict (subject) do nothing
    ), moved as (
      insert into vector_fills as old (model, kind, filled_to)
      select ${model.id}, f.kind, last.id from filled f, (select max(id) as id from looked) last
      where last.id > f.filled_to
      on conflict (model, kind) do update set filled_to = greatest(old.filled_to, excluded.filled_to)
    )
    select count(*) as count from looked`.execute(db)
  return rows[0]!.count
}
