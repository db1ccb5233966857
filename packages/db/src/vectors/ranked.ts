import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'

/** A list as it was ranked when its first page was asked for. */
export interface RankedList {
  readonly kind: string
  /** Best first, at most 1,000. */
  readonly subjects: readonly number[]
  /** Of each, the subjects that brought it here, at most two. Left out where nothing did. */
  readonly causes?: readonly (readonly number[])[]
}

const causesOfEach = 2

/** Keeps a list for those who follow its pages. @returns its number */
export const putRanked = async (
  db: Db,
  viewer: number | undefined,
  { kind, subjects, causes = [] }: RankedList,
): Promise<number> => {
  const flat = causes.flatMap(ofOne => Array.from({ length: causesOfEach }, (_, n) => ofOne[n] ?? 0))
  const { id } = await db
    .insertInto('ranked_lists')
    .values({ user_id: viewer ?? null, kind, subjects: subjects as number[], causes: flat })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Lists of one person are theirs alone; nobody is `undefined`. */
const isOf = (viewer: number | undefined) => sql<boolean>`l.user_id is not distinct from ${viewer ?? null}::int8`

/**
 * The number of the list that was last ranked for somebody, if that is not long ago: whoever comes back at once finds
 * what they saw.
 */
export const recentRanked = async (
  db: Db,
  viewer: number,
  kind: string,
  withinSeconds: number,
): Promise<number | undefined> => {
  const { rows } = await sql<{ id: number }>`
    select l.id from ranked_lists l
    where l.user_id = ${viewer} and l.kind = ${kind} and cardinality(l.causes) > 0
      and l.made_at > now() - ${withinSeconds} * interval '1 second'
    order by l.id desc limit 1`.execute(db)
  return rows[0]?.id
}

/** Where a page of a ranked list begins. */
export interface RankedPlace {
  readonly list: number
  /** Places that were shown already. */
  readonly after: number
}

/**
 * What stands in a list after a place, as rows `(subject, place, first_cause, second_cause)`, for a domain's own
 * statement, which asks of each whether the viewer may still see it.
 */
export const rankedFrom = (viewer: number | undefined, { list, after }: RankedPlace): RawBuilder<unknown> => sql`
  select l.subjects[place] as subject, place,
    nullif(l.causes[place * 2 - 1], 0) as first_cause, nullif(l.causes[place * 2], 0) as second_cause
  from ranked_lists l cross join lateral generate_series(${after}::integer + 1, cardinality(l.subjects)) as place
  where l.id = ${list} and ${isOf(viewer)}`

/** Whether a list is there to go on with; after some hours it is not. */
export const hasRanked = async (db: Db, viewer: number | undefined, list: number): Promise<boolean> => {
  const { rows } = await sql`select from ranked_lists l where l.id = ${list} and ${isOf(viewer)}`.execute(db)
  return rows.length > 0
}
