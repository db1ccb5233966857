import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isNotMuted, isThere } from '../subjects/people.js'
import { isFed, isOwnerOpen, isOwnerThere, isPublic, isShownTo } from '../subjects/visible.js'
import { writerOf } from '../subjects/writers.js'
import { ofKind, type SongRow, selectSongs, shownTo } from './songs.js'

/*
 * Lists of tracks. Each chooses ids in the order of an index that holds nothing private, and then reads those few. The
 * newest is the one with the highest id: a subject's id is given with the upload, some seconds before it is ready.
 */

/** A choice of ids as a table. */
type Chosen = { id: number }

/** How many a page of the first clients' stream has. */
const streamLimit = 10

/** Exported for the test of its plan. */
export const selectStream = (db: Db, viewer: number, offset: number) =>
  selectSongs(db, viewer)
    .innerJoin(
      sql<Chosen>`(select s.id from subjects s where ${shownTo(viewer)} order by s.id desc offset ${offset} limit ${streamLimit})`.as(
        'pick',
      ),
      'pick.id',
      's.id',
    )
    .orderBy('s.id', 'desc')

const stream = prepare((db, { viewer, offset }: { viewer: number; offset: number }) => selectStream(db, viewer, offset))

/** Ten tracks of everybody, the newest first, after so many that are newer. */
export const listStream = (db: Db, viewer: number, offset: number): Promise<SongRow[]> => stream(db, { viewer, offset })

/** Of all, of a tag, of somebody (as others see them, or as they do), or of somebody's with a tag. */
type By = 'all' | 'tag' | 'owner' | 'mine' | 'owner-tag' | 'mine-tag'

interface ListValues {
  viewer: number
  cursor: number | undefined
  /** Folded. */
  tag: string | undefined
  owner: number | undefined
}

const hasTag = (tag: string | undefined) =>
  sql<boolean>`coalesce((select true from track_tags x
    where x.track_id = s.id and x.tag_id = (select g.id from tags g where g.folded = ${tag})), false)`

const pickOf = ({ viewer, cursor, tag, owner }: ListValues, limit: number, by: By, isFirst: boolean) => {
  const after = isFirst ? sql`` : sql`and s.id < ${cursor}`
  if (by === 'all')
    return sql<Chosen>`(select s.id from subjects s where ${shownTo(viewer)} ${after} order by s.id desc limit ${limit})`
  if (by === 'tag') {
    const afterTrack = isFirst ? sql`` : sql`and x.track_id < ${cursor}`
    return sql<Chosen>`(
      select x.track_id as id from track_tags x
      where x.tag_id = (select g.id from tags g where g.folded = ${tag}) and x.is_shown ${afterTrack}
        and (select ${isFed(viewer)} from subjects s where s.id = x.track_id)
      order by x.track_id desc limit ${limit})`
  }
  const shown = by.startsWith('mine') ? sql`s.state <> 'removed'` : sql`${isShownTo(viewer)} and ${isOwnerOpen(viewer)}`
  const tagged = by.endsWith('tag') ? sql`and ${hasTag(tag)}` : sql``
  return sql<Chosen>`(
    select s.id from subjects s where s.owner = ${owner} and ${ofKind} and ${shown} ${tagged} ${after}
    order by s.id desc limit ${limit})`
}

/** Exported for the test of its plan. */
export const selectList = (db: Db, values: ListValues, limit: number, by: By, isFirst: boolean) =>
  selectSongs(db, values.viewer)
    .innerJoin(pickOf(values, limit, by, isFirst).as('pick'), 'pick.id', 's.id')
    .orderBy('s.id', 'desc')

const list = prepare((db, values: ListValues, limit: number, by: By, isFirst: boolean) =>
  selectList(db, values, limit, by, isFirst),
)

export interface SongPage {
  limit: number
  /** The last id of the page before. */
  cursor?: number | undefined
  /** Folded. */
  tag?: string | undefined
  user_id?: number | undefined
}

const byOf = (viewer: number, { tag, user_id }: SongPage): By => {
  if (user_id === undefined) return tag === undefined ? 'all' : 'tag'
  const whose = user_id === viewer ? 'mine' : 'owner'
  return tag === undefined ? whose : `${whose}-tag`
}

/** Tracks, the newest first, with the cursor of the next page. Somebody's own list has theirs in every state. */
export const listSongs = async (db: Db, viewer: number, page: SongPage) => {
  const { limit, cursor, tag, user_id: owner } = page
  const rows = await list(db, { viewer, cursor, tag, owner }, limit + 1, byOf(viewer, page), cursor === undefined)
  const songs = rows.slice(0, limit)
  return { songs, next_cursor: rows.length > limit ? songs.at(-1)!.song_id : null }
}

/** Of the people whom somebody follows, the latest so many are looked at. */
const followedLookedAt = 2_000

/** Exported for the test of its plan. */
export const selectFeed = (
  db: Db,
  { viewer, cursor }: { viewer: number; cursor: number | undefined },
  limit: number,
  isFirst: boolean,
) => {
  const after = (seq: string) => (isFirst ? sql`` : sql`and ${sql.raw(seq)} < ${cursor}`)
  return selectSongs(db, viewer)
    .innerJoin(
      sql<{ id: number; seq: number; reposter: number | null }>`(
        select item.id, item.seq, item.reposter from (
          select f.followee from follows f
          where f.follower = ${viewer} and ${isThere(sql.ref('f.followee'))} and ${isNotMuted(viewer, sql.ref('f.followee'))}
          order by f.id desc limit ${followedLookedAt}
        ) followed cross join lateral (
          (select s.id, s.id as seq, null::int8 as reposter from subjects s
          where s.owner = followed.followee and ${ofKind} and ${isShownTo(viewer)} ${after('s.id')}
          order by s.id desc limit ${limit})
          union all
          (select r.track_id, r.seq, r.user_id from reposts r
          where r.user_id = followed.followee ${after('r.seq')} and coalesce((
            select ${isShownTo(viewer)} and ${isFed(viewer)} from subjects s where s.id = r.track_id), false)
          order by r.seq desc limit ${limit})
        ) item order by item.seq desc limit ${limit}
      )`.as('pick'),
      'pick.id',
      's.id',
    )
    .select(({ ref }) => [
      'pick.seq',
      sql<{
        id: number
        name: string
        image: string
      } | null>`case when pick.reposter is not null then ${writerOf(db, ref('pick.reposter') as never, viewer)} end`.as(
        'reposted_by',
      ),
    ])
    .orderBy('pick.seq', 'desc')
}

const feed = prepare((db, values: { viewer: number; cursor: number | undefined }, limit: number, isFirst: boolean) =>
  selectFeed(db, values, limit, isFirst),
)

/**
 * What the people whom somebody follows have published and reposted, the latest first, in one statement. Reposts are
 * numbered with the tracks, so the order is one and the cursor a number.
 */
export const listFeed = async (
  db: Db,
  viewer: number,
  { limit, cursor }: { limit: number; cursor?: number | undefined },
) => {
  const rows = await feed(db, { viewer, cursor }, limit + 1, cursor === undefined)
  const songs = rows.slice(0, limit)
  return { songs, next_cursor: rows.length > limit ? songs.at(-1)!.seq : null }
}

/** How many tags the first page has, and how many tracks each of them. */
const homeShown = { tags: 10, songs: 10 }
/** Of each tag, so many of its chart and of its newest are looked at: some owners may have left. */
const homeLookedAt = 20
/** Where no tag is popular yet: the tags of so many of the newest tracks. */
const newestLookedAt = 50

/** Exported for the test of its plan. */
export const selectTagHome = (db: Db, viewer: number) =>
  selectSongs(db, viewer)
    .innerJoin(
      sql<{ id: number; tag: string; tag_place: number; place: number }>`(
        with popular as (
          select g.id, g.popularity from tags g where g.track_count > 0 order by g.popularity desc, g.id limit ${homeShown.tags}
        ), fresh as (
          select tagged.tag_id as id from (
            select s.id from subjects s where ${shownTo(viewer)} order by s.id desc limit ${newestLookedAt}
          ) newest cross join lateral (
            select x.tag_id from track_tags x where x.track_id = newest.id offset 0
          ) tagged
          where (select count(*) from popular) < ${homeShown.tags}
        ), chosen as (
          select id, max(popularity) as popularity from (
            select id, popularity from popular union all select id, -1 from fresh
          ) either group by id order by 2 desc, id limit ${homeShown.tags}
        )
        select one.id, g.name as tag, row_number() over (order by chosen.popularity desc, chosen.id) as tag_place, one.place
        from chosen join tags g on g.id = chosen.id cross join lateral (
          select id, min(place) as place from (
            (select h.track_id as id, h.place::int8 from charts h
            where h.tag_id = chosen.id and h.days = 7 order by h.place limit ${homeLookedAt})
            union all
            select track_id, 1000000 + row_number() over (order by track_id desc) from (
              select x.track_id from track_tags x where x.tag_id = chosen.id and x.is_shown
              order by x.track_id desc limit ${homeLookedAt}
            ) newest
          ) either group by id order by 2 limit ${homeLookedAt}
        ) one
      )`.as('pick'),
      'pick.id',
      's.id',
    )
    .select(['pick.tag', 'pick.tag_place', 'pick.place'])
    .where(isPublic)
    .where(isFed(viewer))
    .orderBy('pick.tag_place')
    .orderBy('pick.place')

const tagHome = prepare((db, { viewer }: { viewer: number }) => selectTagHome(db, viewer))

/** Popular tags with ten tracks each: what is heard of them these days, then their newest. */
export const findTagHome = async (db: Db, viewer: number): Promise<Map<string, SongRow[]>> => {
  const byTag = new Map<string, SongRow[]>()
  for (const { tag, tag_place: _, place: __, ...song } of await tagHome(db, { viewer })) {
    const songs = byTag.get(tag) ?? []
    if (songs.length < homeShown.songs) songs.push(song)
    byTag.set(tag, songs)
  }
  return byTag
}

/** Exported for the test of its plan. */
export const selectChart = (
  db: Db,
  { viewer, tag, days }: { viewer: number; tag: string | undefined; days: number },
  isOfAll: boolean,
) => {
  const tagId = isOfAll ? sql`0` : sql`(select g.id from tags g where g.folded = ${tag})`
  return selectSongs(db, viewer)
    .innerJoin(
      sql<{ id: number; place: number }>`(
        select h.track_id as id, h.place from charts h where h.tag_id = ${tagId} and h.days = ${days} order by h.place)`.as(
        'pick',
      ),
      'pick.id',
      's.id',
    )
    .where(isPublic)
    .where(isFed(viewer))
    .orderBy('pick.place')
}

const chart = prepare((db, values: { viewer: number; tag: string | undefined; days: number }, isOfAll: boolean) =>
  selectChart(db, values, isOfAll),
)

/** At most fifty tracks, of all or of a tag, by how they were heard in so many days. */
export const listChart = (db: Db, viewer: number, { tag, days }: { tag?: string | undefined; days: number }) =>
  chart(db, { viewer, tag, days }, tag === undefined)

const tags = prepare((db, _: object, limit: number) =>
  db
    .selectFrom('tags')
    .select(['name', 'track_count'])
    .where('track_count', '>', 0)
    // Since it was counted its tracks may have been hidden, or their owners have left.
    .where(
      sql<boolean>`coalesce((
        select true from track_tags x join subjects s on s.id = x.track_id
        where x.tag_id = tags.id and x.is_shown and ${isOwnerThere} order by x.track_id desc limit 1), false)`,
    )
    .orderBy('popularity', 'desc')
    .orderBy('id')
    .limit(limit),
)

/** The tags that are heard most these days, of those that a public track has. */
export const listTags = (db: Db, limit: number) => tags(db, {}, limit)
