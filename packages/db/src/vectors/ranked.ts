import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'

/** A list as it was ranked when its first page was asked for. */
export interface RankedList {
  readonly kind: string
  /** Best first, at most 1,000. */
  readonly subjects: readonly number[]
  /** Of each, the subjects that brought it here, at most two. Left out where nothing did. */
  readonly causes?: readonly (readonly number[])[]
  /** Of the interests that made it; 0 where none did. */
  readonly version?: number
}

const causesOfEach = 2

/** Keeps a list for those who follow its pages. @param viewer 0 for who is not signed in @returns its number */
export const putRanked = async (
  db: Db,
  viewer: number,
  { kind, subjects, causes = [], version = 0 }: RankedList,
): Promise<number> => {
  const flat = causes.flatMap(ofOne => Array.from({ length: causesOfEach }, (_, n) => ofOne[n] ?? 0))
  const { id } = await db
    .insertInto('ranked_lists')
    .values({ user_id: viewer === 0 ? null : viewer, kind, subjects: subjects as number[], causes: flat, version })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Whether a list over the alias `l` is made of interests that its reader still wants to have. */
export const isRemembered = (viewer: number) => sql<boolean>`
  l.version = coalesce((select i.version from interests i where i.user_id = ${viewer}), 0)`

/** Lists of one person are theirs alone. */
const isOf = (viewer: number) =>
  sql<boolean>`coalesce(l.user_id, 0) = ${viewer} and (cardinality(l.causes) = 0 or ${isRemembered(viewer)})`

/**
 * The number of the list that was last recommended to somebody, if that is not long ago: whoever comes back at once
 * finds what they saw.
 */
export const recentRanked = async (
  db: Db,
  viewer: number,
  kind: string,
  withinSeconds: number,
): Promise<number | undefined> => {
  const { rows } = await sql<{ id: number }>`
    select l.id from ranked_lists l
    where l.user_id = ${viewer} and l.kind = ${kind} and cardinality(l.causes) > 0 and ${isRemembered(viewer)}
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
 * What stands in a list after a place, as rows `(subject, place)`, for a domain's own statement, which asks of each
 * whether the viewer may still see it.
 */
export const rankedFrom = (viewer: number, { list, after }: RankedPlace): RawBuilder<unknown> => sql`
  select l.subjects[place] as subject, place
  from ranked_lists l cross join lateral generate_series(${after}::integer + 1, cardinality(l.subjects)) as place
  where l.id = ${list} and ${isOf(viewer)}`

/** All that stands in a list, as rows `(subject)`. */
export const subjectsOfRanked = (viewer: number, list: number): RawBuilder<unknown> => sql`
  select unnest(l.subjects) as subject from ranked_lists l where l.id = ${list} and ${isOf(viewer)}`
