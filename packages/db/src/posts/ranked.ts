import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isFed as isFedSubject, isPublic } from '../subjects/visible.js'
import { type RankedPlace, rankedFrom, subjectsOfRanked } from '../vectors/ranked.js'
import { after, type Chosen, chosen, isFed, type ListedPosts, toPage, type Values } from './lists.js'
import { ofKind, type PostRow, selectPosts } from './posts.js'

const ranked = prepare((db, { viewer, list, place }: { viewer: number; list: number; place: number }, limit: number) =>
  selectPosts(db, viewer)
    .innerJoin(
      sql<{ subject: number; place: number }>`(${rankedFrom(viewer, { list, after: place })})`.as('pick'),
      'pick.subject',
      's.id',
    )
    .select('pick.place')
    .where(ofKind)
    .where(isPublic)
    .where(isFedSubject(viewer))
    .orderBy('pick.place')
    .limit(limit),
)

/** A page of a ranked list, and where the next one begins; undefined where it ends. */
export const listRanked = async (
  db: Db,
  viewer: number,
  { list, after: place }: RankedPlace,
  limit: number,
): Promise<{ posts: PostRow[]; next: RankedPlace | undefined }> => {
  const rows = await ranked(db, { viewer, list, place }, limit + 1)
  const shown = rows.slice(0, limit)
  const posts = shown.map(({ place: _, ...post }) => post)
  return { posts, next: rows.length > limit ? { list, after: shown.at(-1)!.place } : undefined }
}

const others = prepare((db, { viewer, cursor, list }: Values & { list: number }, limit: number, isFirst: boolean) =>
  chosen(
    db,
    viewer,
    sql<Chosen>`(
      with shown as materialized (select subject from (${subjectsOfRanked(viewer, list)}) as shown)
      select o.post_id as id, o.seq from post_places o
      where (o.post_id in (select subject from shown)) is not true and ${isFed(viewer)} ${after('o.seq', cursor, isFirst)}
      order by o.seq desc limit ${limit})`,
  ),
)

/** The newest of those that a ranked list has not, for whoever has come to its end. */
export const listOthers = async (
  db: Db,
  viewer: number,
  list: number,
  { limit, cursor }: { limit: number; cursor?: number | undefined },
): Promise<ListedPosts> => toPage(await others(db, { viewer, list, cursor }, limit + 1, cursor === undefined), limit)
