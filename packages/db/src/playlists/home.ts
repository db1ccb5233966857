import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { selectPlaylists } from './playlists.js'

/** How many playlists each section of home shows. */
const shown = { newest: 5, mine: 4, liked: 5, recommended: 5 }

/** Of the genres that a listener names, so many are looked for; front ends offer nine. */
const genresLookedAt = 20
/**
 * Of the people whom a listener follows, the latest so many are looked at, with their newest playlists each: one may
 * follow thousands.
 */
const followedLookedAt = { people: 100, playlistsEach: 2 }

/** What its writer shows to everybody, over an alias `p`; the words of the partial indexes. */
const publicP = sql<boolean>`p.status = 'ready' and p.is_public and p.is_active`
/**
 * The same, unless the writer has left. The writer is looked up row by row, so that a scan in the order of an index
 * ends as soon as enough rows are found; a join could be answered by reading all users first.
 */
const shownP = sql<boolean>`${publicP} and (select w.is_active from users w where w.id = p.writer)`
const hotnessP = sql<number>`playlist_hotness(p.like_count, p.created_at)`

export type Section = 'playlist_all' | 'my_playlist' | 'recommend_pli' | 'liked_playlist'

/**
 * The ids that home shows, by section and place. Recommended are others' playlists that no other section shows: of the
 * listener's genres, then of people whom they follow, then whatever is hot. A source is not even looked at where those
 * before it have filled the section.
 */
const picks = (viewer: number) => sql<{ section: Section; place: number; id: number }>`(
  with newest as (
    select p.id from playlists p where ${shownP} order by p.id desc limit ${shown.newest}
  ), mine as (
    select p.id from playlists p
    where p.writer = ${viewer} and p.is_active and p.status in ('queued', 'composing', 'matching', 'ready')
    order by p.id desc limit ${shown.mine}
  ), liked as (
    select p.id, p.like_count from playlists p where ${shownP} order by p.like_count desc, p.id desc limit ${shown.liked}
  ), elsewhere as (
    select id from newest union all select id from liked
  ), genres as (
    select distinct genre_key(said) as key from users u cross join lateral string_to_table(u.genre, ',') said
    where u.id = ${viewer} and genre_key(said) <> '' limit ${genresLookedAt}
  ), by_genre as (
    select one.id, one.hotness from genres cross join lateral (
      select p.id, ${hotnessP} as hotness from playlists p
      where genre_key(p.genre) = genres.key and ${shownP} and p.writer <> ${viewer} and p.id <> all (array(select id from elsewhere))
      order by ${hotnessP} desc, p.id desc limit ${shown.recommended}
    ) one order by one.hotness desc, one.id desc limit ${shown.recommended}
  ), by_followed as (
    select one.id, one.hotness from (
      select f.followee from follows f
      where f.follower = ${viewer} and (select w.is_active from users w where w.id = f.followee)
      order by f.id desc limit ${followedLookedAt.people}
    ) followed cross join lateral (
      select p.id, ${hotnessP} as hotness from playlists p
      where p.writer = followed.followee and ${publicP}
        and p.id <> all (array(select id from elsewhere union all select id from by_genre))
      order by p.id desc limit ${followedLookedAt.playlistsEach}
    ) one
    where (select count(*) from by_genre) < ${shown.recommended}
    order by one.hotness desc, one.id desc limit ${shown.recommended}
  ), personal as (
    select 1 as source, id, hotness from by_genre union all select 2, id, hotness from by_followed
  ), popular as (
    select p.id, ${hotnessP} as hotness from playlists p
    where ${shownP} and p.writer <> ${viewer} and p.id <> all (array(select id from elsewhere union all select id from personal))
      and (select count(*) from personal) < ${shown.recommended}
    order by ${hotnessP} desc, p.id desc limit ${shown.recommended}
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
    .innerJoin(picks(viewer).as('pick'), 'pick.id', 'p.id')
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
    .selectFrom('playlists')
    .select(['id', 'thumbnail', 'title'])
    .where('writer', '=', writer)
    .where('status', '=', 'ready')
    .where('is_public', '=', true)
    .where('is_active', '=', true)
    .$if(cursor !== undefined, query => query.where('id', '<', cursor!))
    .orderBy('id', 'desc')
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
