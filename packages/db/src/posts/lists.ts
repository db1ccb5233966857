import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isNotMuted, isOpenToAll, isPersonOpen } from '../subjects/people.js'
import { type PostRow, selectPosts } from './posts.js'

/*
 * Lists of posts. Each chooses places (see post_places), which are few bytes each and hold nothing that is private, in
 * the order of an index, and then reads those few posts.
 */

/** A choice of posts as a table. */
export interface Chosen {
  id: number
  seq: number
}

/** Whether a list that nobody asked for by its owner's name may show it, over an alias `o` of places. */
export const isFed = (viewer: number) => {
  const owner = sql.ref<number>('o.owner')
  return sql<boolean>`${isPersonOpen(viewer, owner)} and ${isNotMuted(viewer, owner)}`
}

export interface PostPage {
  limit: number
  /** `seq` of the last one of the page before. */
  cursor?: number | undefined
}

export interface ListedPosts {
  posts: PostRow[]
  next: number | undefined
}

/** Of one row more than a page has, where there are more. */
export const toPage = (rows: PostRow[], limit: number): ListedPosts => {
  const posts = rows.slice(0, limit)
  return { posts, next: rows.length > limit ? posts.at(-1)!.seq! : undefined }
}

/** The posts of a choice, in its order. @param owner where all are one person's */
export const chosen = (db: Db, viewer: number, pick: RawBuilder<Chosen>, owner?: Expression<number>) =>
  selectPosts(db, viewer, owner).innerJoin(pick.as('pick'), 'pick.id', 's.id').orderBy('pick.seq', 'desc')

/** What a page begins behind. */
export const after = (column: string, cursor: number | undefined, isFirst: boolean) =>
  isFirst ? sql`` : sql`and ${sql.ref(column)} < ${cursor}`

export interface Values {
  viewer: number
  cursor: number | undefined
}

/** Exported for the test of its plan. */
export const selectLatest = (db: Db, { viewer, cursor }: Values, limit: number, isFirst: boolean) =>
  chosen(
    db,
    viewer,
    sql<Chosen>`(
      select o.post_id as id, o.seq from post_places o where ${isFed(viewer)} ${after('o.seq', cursor, isFirst)}
      order by o.seq desc limit ${limit})`,
  )

const latest = prepare((db, values: Values, limit: number, isFirst: boolean) =>
  selectLatest(db, values, limit, isFirst),
)

/** Of everybody, the newest first. */
export const listLatest = async (db: Db, viewer: number, { limit, cursor }: PostPage) =>
  toPage(await latest(db, { viewer, cursor }, limit + 1, cursor === undefined), limit)

/** Exported for the test of its plan. */
export const selectOfPerson = (
  db: Db,
  { viewer, cursor, owner }: Values & { owner: number },
  limit: number,
  isFirst: boolean,
) => {
  // The person themselves and not each row's owner, so that it is asked once and not for each row.
  const person = sql<number>`${owner}::int8`
  return chosen(
    db,
    viewer,
    sql<Chosen>`(
      select o.post_id as id, o.seq from post_places o
      where o.owner = ${owner} and (${person} = ${viewer}::int8 or ${isPersonOpen(viewer, person)})
        ${after('o.seq', cursor, isFirst)}
      order by o.seq desc limit ${limit})`,
    person,
  )
}

const ofPerson = prepare((db, values: Values & { owner: number }, limit: number, isFirst: boolean) =>
  selectOfPerson(db, values, limit, isFirst),
)

/** Somebody's that are published; also of one whom the viewer has muted, because they came to see them. */
export const listOfPerson = async (db: Db, viewer: number, owner: number, { limit, cursor }: PostPage) =>
  toPage(await ofPerson(db, { viewer, owner, cursor }, limit + 1, cursor === undefined), limit)

/** Of several tags at once, so many of the newest of the one that the fewest posts have are looked at. */
const taggedLookedAt = 5_000

/** Exported for the test of its plan. */
export const selectTagged = (
  db: Db,
  { viewer, cursor, tags }: Values & { tags: readonly string[] },
  limit: number,
  isFirst: boolean,
  isOneTag: boolean,
) => {
  const asked = sql`${tags}::text[]`
  // None where one of them is no tag.
  const rarest = sql`(
    select case when count(*) over () = cardinality(${asked}) then g.id end from tags g where g.folded = any(${asked})
    order by g.post_count, g.id limit 1)`
  const isFedPost = sql<boolean>`coalesce((select ${isFed(viewer)} from post_places o where o.post_id = x.post_id), false)`
  const newest = sql`
    select x.post_id, x.seq from post_tags x
    where x.tag_id = ${rarest} and x.seq is not null ${after('x.seq', cursor, isFirst)} order by x.seq desc`
  const hasAll = sql<boolean>`(select count(*) from post_tags y join tags g on g.id = y.tag_id
    where y.post_id = x.post_id and g.folded = any(${asked})) = cardinality(${asked})`
  return chosen(
    db,
    viewer,
    isOneTag
      ? sql<Chosen>`(
          select x.post_id as id, x.seq from post_tags x
          where x.tag_id = ${rarest} and x.seq is not null ${after('x.seq', cursor, isFirst)} and ${isFedPost}
          order by x.seq desc limit ${limit})`
      : sql<Chosen>`(
          select x.post_id as id, x.seq from (${newest} limit ${taggedLookedAt}) x where ${hasAll} and ${isFedPost}
          order by x.seq desc limit ${limit})`,
  )
}

const tagged = prepare(
  (db, values: Values & { tags: readonly string[] }, limit: number, isFirst: boolean, isOneTag: boolean) =>
    selectTagged(db, values, limit, isFirst, isOneTag),
)

/** Those that have each of the tags, which are folded and each once. */
export const listTagged = async (db: Db, viewer: number, tags: readonly string[], { limit, cursor }: PostPage) =>
  toPage(await tagged(db, { viewer, tags, cursor }, limit + 1, cursor === undefined, tags.length === 1), limit)

/** What somebody's own list beside the public ones shows: drafts and hidden ones, the newest first, by their ids. */
const unlisted = prepare(
  (db, { owner, cursor }: { owner: number; cursor: number | undefined }, limit: number, isFirst: boolean) =>
    selectPosts(db, owner)
      .innerJoin(
        sql<{ id: number }>`(
        select p.id from posts p
        where p.owner = ${owner} and not coalesce((select true from post_places o where o.post_id = p.id), false)
          and (select s.state <> 'removed' from subjects s where s.id = p.id) ${after('p.id', cursor, isFirst)}
        order by p.id desc limit ${limit})`.as('pick'),
        'pick.id',
        's.id',
      )
      .orderBy('pick.id', 'desc'),
)

/** Drafts and hidden posts of one's own. */
export const listUnlisted = async (db: Db, owner: number, { limit, cursor }: PostPage): Promise<ListedPosts> => {
  const rows = await unlisted(db, { owner, cursor }, limit + 1, cursor === undefined)
  const posts = rows.slice(0, limit)
  return { posts, next: rows.length > limit ? posts.at(-1)!.id : undefined }
}

/** Exported for the test of its plan. */
export const selectPopularTags = (db: Db, limit: number) =>
  db
    .selectFrom('tags as g')
    .select(['g.name', 'g.post_count'])
    .where('g.post_count', '>', 0)
    // Owners may have gone private or have been suspended since; a tag that shows nothing says nothing.
    .where(
      sql<boolean>`coalesce((
        select true from post_tags x join post_places o on o.post_id = x.post_id
        where x.tag_id = g.id and x.seq is not null and ${isOpenToAll(sql.ref<number>('o.owner'))}
        order by x.seq desc limit 1), false)`,
    )
    .orderBy('g.post_count', 'desc')
    .orderBy('g.id')
    .limit(limit)

const popularTags = prepare((db, _: object, limit: number) => selectPopularTags(db, limit))

/** The tags that most posts have. */
export const listTags = (db: Db, limit: number) => popularTags(db, {}, limit)
