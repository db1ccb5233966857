import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isNotMuted, isThere } from '../subjects/people.js'
import { isFed, isPublic, isShownTo } from '../subjects/visible.js'
import { selectPlaylists } from './playlists.js'
import { playlistSubject } from './subject.js'

/** How many playlists each section of home shows. */
const shown = { newest: 5, mine: 4, liked: 5, recommended: 5 }

/** Of the genres that a listener names, so many are looked for; front ends offer nine. */
const genresLookedAt = 20
/**
 * Of the people whom a listener follows, the latest so many are looked at, with their newest playlists each: one may
 * follow thousands.
 */
const followedLookedAt = { people: 100, playlistsEach: 2 }

const ofKind = sql<boolean>`s.kind = ${sql.lit(playlistSubject.name)}`
/** What a feed of the viewer's may show of what is public, over an alias `s`. */
const shownTo = (viewer: number) => sql<boolean>`${ofKind} and ${isPublic} and ${isFed(viewer)}`
const hotness = sql<number>`playlist_hotness(s.like_count, s.created_at)`

export type Section = 'playlist_all' | 'my_playlist' | 'recommend_pli' | 'liked_playlist'

/**
 * The ids that home shows, by section and place. Recommended are others' playlists that no other section shows: of the
 * listener's genres, then of people whom they follow, then whatever is hot. A source is not even looked at where those
 * before it have filled the section.
 */
const picks = (viewer: number) => sql<{ section: Section; place: number; id: number }>`(
  with newest as (
    select s.id from subjects s where ${shownTo(viewer)} order by s.id desc limit ${shown.newest}
  ), mine as (
    select s.id from subjects s
    where s.owner = ${viewer} and ${ofKind} and s.state in ('draft', 'ready')
    order by s.id desc limit ${shown.mine}
  ), liked as (
    select s.id, s.like_count from subjects s where ${shownTo(viewer)} order by s.like_count desc, s.id desc limit ${shown.liked}
  ), elsewhere as (
    select id from newest union all select id from liked
  ), genres as (
    select distinct genre_key(said) as key from users u cross join lateral string_to_table(u.genre, ',') said
    where u.id = ${viewer} and genre_key(said) <> '' limit ${genresLookedAt}
  ), by_genre as (
    select one.id, one.hotness from genres cross join lateral (
      select s.id, ${hotness} as hotness from subjects s
      where s.topic = genres.key and ${shownTo(viewer)} and s.owner <> ${viewer} and s.id <> all (array(select id from elsewhere))
      order by ${hotness} desc, s.id desc limit ${shown.recommended}
    ) one order by one.hotness desc, one.id desc limit ${shown.recommended}
  ), by_followed as (
    select one.id, one.hotness from (
      select f.followee from follows f
      where f.follower = ${viewer} and ${isThere(sql.ref('f.followee'))} and ${isNotMuted(viewer, sql.ref('f.followee'))}
      order by f.id desc limit ${followedLookedAt.people}
    ) followed cross join lateral (
      select s.id, ${hotness} as hotness from subjects s
      where s.owner = followed.followee and ${ofKind} and ${isShownTo(viewer)}
        and s.id <> all (array(select id from elsewhere union all select id from by_genre))
      order by s.id desc limit ${followedLookedAt.playlistsEach}
    ) one
    where (select count(*) from by_genre) < ${shown.recommended}
    order by one.hotness desc, one.id desc limit ${shown.recommended}
  ), personal as (
    select 1 as source, id, hotness from by_genre union all select 2, id, hotness from by_followed
  ), popular as (
    select s.id, ${hotness} as hotness from subjects s
    where ${shownTo(viewer)} and s.owner <> ${viewer} and s.id <> all (array(select id from elsewhere union all select id from personal))
      and (select count(*) from personal) < ${shown.recommended}
    order by ${hotness} desc, s.id desc limit ${shown.recommended}
  ), recommended as (
    select source, id, hotness from personal union all select 3, id, hotness from popular
    order by source, hotness desc, id desc limit ${shown.recommended}
  )
  select 'playlist_all' as section, row_number() over (order by id desc) as place, id from newest
  union all select 'my_playlist', row_number() over (order by id desc), id from mine
  union all select 'liked_playlist', row_number() over (order by like_count desc, id desc), id from liked
  union all select 'recommend_pli', row_number() over (order by source, hotness desc, id desc), id from recommended
)`

/** Exported for the test of its plan. */
export const selectHome = (db: Db, viewer: number) =>
  selectPlaylists(db, viewer)
    .innerJoin(picks(viewer).as('pick'), 'pick.id', 's.id')
    .select('pick.section')
    .orderBy('pick.place')

const home = prepare((db, { viewer }: { viewer: number }) => selectHome(db, viewer))

/** What a listener sees first, in one statement: each section in its order. */
export const findHome = async (db: Db, viewer: number) => {
  const rows = await home(db, { viewer })
  const of = (section: Section) => rows.filter(row => row.section === section).map(({ section: _, ...row }) => row)
  return {
    playlist_all: of('playlist_all'),
    my_playlist: of('my_playlist'),
    recommend_pli: of('recommend_pli'),
    liked_playlist: of('liked_playlist'),
  }
}

export interface Page {
  limit: number
  /** The last id of the page before. */
  cursor?: number | undefined
}

/** Exported for the test of its plan. */
export const selectMine = (db: Db, writer: number, { limit, cursor }: Page) =>
  db
    .selectFrom('subjects as s')
    .innerJoin('playlists as p', 'p.id', 's.id')
    .select(['p.id', 'p.thumbnail', 'p.title'])
    .where('s.owner', '=', writer)
    .where(ofKind)
    // Of the index; what others see is narrower for now.
    .where(sql<boolean>`s.visibility <> 'private'`)
    .where(isPublic)
    .$if(cursor !== undefined, query => query.where('s.id', '<', cursor!))
    .orderBy('s.id', 'desc')
    .limit(limit + 1)

const mine = prepare(
  (db, { writer, cursor }: { writer: number; cursor: number | undefined }, limit: number, isFirst: boolean) =>
    selectMine(db, writer, { limit, cursor: isFirst ? undefined : cursor }),
)

/** One's own playlists that others see too, the newest first, with the cursor of the next page. */
export const listMine = async (db: Db, writer: number, page: Page) => {
  const rows = await mine(db, { writer, cursor: page.cursor }, page.limit, page.cursor === undefined)
  const myplaylist = rows.slice(0, page.limit)
  return { myplaylist, next_cursor: rows.length > page.limit ? myplaylist.at(-1)!.id : null }
}
