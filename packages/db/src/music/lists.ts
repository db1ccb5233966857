import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { musicColumns } from './music.js'

/** So many of one's newest playlists say which songs are one's own; further ones stand among all the others. */
const ownPlaylistsLookedAt = 500

export interface SongsPage {
  limit: number
  /** Only these. */
  ids?: readonly number[] | undefined
  /** The last song of the page before, and whether it was one of the listener's own. */
  from?: { own: boolean; id: number } | undefined
}

/** Exported for the test of its plan. */
export const selectSongs = (viewer: number, { limit, ids, from }: SongsPage) => {
  const always = sql<SqlBool>`true`
  const never = sql<SqlBool>`false`
  const wanted = (id: RawBuilder<number>) => (ids === undefined ? always : sql<SqlBool>`${id} = any(${ids}::int8[])`)
  const after = (id: RawBuilder<number>) => (from === undefined ? always : sql<SqlBool>`${id} < ${from.id}`)
  const [ownId, id] = [sql<number>`own.music_id`, sql<number>`m.id`]
  return sql<{ id: number; thumbnail: string | null; singer: string; song: string; own: boolean }>`
    with own as materialized (
      select distinct s.music_id from (
        select s.id from subjects s
        where s.owner = ${viewer} and s.kind = 'playlist' and s.state in ('draft', 'ready')
        order by s.id desc limit ${ownPlaylistsLookedAt}
      ) mine join playlist_songs s on s.playlist_id = mine.id
    ), own_page as (
      select own.music_id from own where ${wanted(ownId)} and ${from === undefined || from.own ? after(ownId) : never}
      order by own.music_id desc limit ${limit + 1}
    )
    select m.*, true as own from own_page cross join lateral (
      -- One by one: a join could read all songs for a thousand.
      select m.id, m.thumbnail, m.singer, m.song from music m where m.id = own_page.music_id offset 0
    ) m
    union all (
      select m.id, m.thumbnail, m.singer, m.song, false from music m
      where m.id not in (select music_id from own) and ${wanted(id)} and ${from === undefined || from.own ? always : after(id)}
      order by m.id desc limit ${limit + 1}
    )
    order by own desc, id desc limit ${limit + 1}`
}

const songs = prepare(
  (
    db,
    { viewer, ids, id }: { viewer: number; ids: readonly number[] | undefined; id: number | undefined },
    limit: number,
    areAll: boolean,
    from: 'start' | 'own' | 'others',
  ) => {
    const page = {
      limit,
      ids: areAll ? undefined : ids,
      from: from === 'start' ? undefined : { own: from === 'own', id: id! },
    }
    return { compile: () => selectSongs(viewer, page).compile(db) }
  },
)

/** The songs of the listener's own playlists, then all others, each the newest first, in one statement. */
export const listSongs = async (db: Db, viewer: number, page: SongsPage) => {
  const { limit, ids, from } = page
  const place = from === undefined ? 'start' : from.own ? 'own' : 'others'
  const rows = await songs(db, { viewer, ids, id: from?.id }, limit, ids === undefined, place)
  const shown = rows.slice(0, page.limit)
  const last = rows.length > page.limit ? shown.at(-1) : undefined
  return { songs: shown.map(({ own: _, ...song }) => song), next: last && { own: last.own, id: last.id } }
}

const videosDrawn = 5
/**
 * With one song in a hundred ids it takes some 500 draws to meet five; a draw that meets nothing costs a look into an
 * index.
 */
const mostDraws = 2_000
/** More than are needed, because the same song may be met again. */
const hitsKept = 12

/** Exported for the test of its plan. */
export const selectRandomVideos = (db: Db, already: readonly number[]) =>
  musicColumns(db.selectFrom('music as m'))
    .innerJoin(
      sql<{ id: number; place: number }>`(
        with ends as (
          select min(id) as first, max(id) as last from music where state = 'matched'
        ), draws as materialized (
          select n, first + floor(random() * (last - first + 1))::int8 as id from ends, generate_series(1, ${mostDraws}) n where first is not null
        ), hits as materialized (
          select song.id, draws.n from draws cross join lateral (
            select s.id from music s where s.id = draws.id and s.state = 'matched' and s.id <> all (${already}::int8[]) offset 0
          ) song limit ${hitsKept}
        ), met as materialized (
          select id, min(n) as place from hits group by id order by 2 limit ${videosDrawn}
        ), remaining as (
          -- Lateral, so that it is no scan of several processes: starting them costs 15 ms even where nothing is left to be read.
          select song.ids from (select count(*) as songs from met) found cross join lateral (
            select array_agg(s.id) as ids from music s
            where s.state = 'matched' and s.id <> all (${already}::int8[]) and found.songs < ${videosDrawn}
          ) song
        )
        select id, place from met where (select count(*) from met) = ${videosDrawn}
        union all
        select id, place from remaining
          cross join lateral unnest(array_sample(ids, least(${videosDrawn}, cardinality(ids)))) with ordinality as chosen (id, place)
      )`.as('drawn'),
      'drawn.id',
      'm.id',
    )
    .orderBy('drawn.place')

const videos = prepare((db, { already }: { already: readonly number[] }) => selectRandomVideos(db, already))

/**
 * Five songs with a video that are not in the list, each five as likely as any other; fewer when there are no more. One
 * statement.
 *
 * Ids are drawn between the first and the last and kept when a wanted song has them, so gaps between ids favour nobody.
 * The kept ones are taken in the order of drawing: any other order would favour some ids. Where the draws meet fewer
 * than five, which takes a small catalogue, a list that covers nearly all of it, or one song in several hundred ids,
 * the choice is made anew among all that are left: a list of 10,000 can only do that to a catalogue that is hardly
 * larger.
 */
export const randomVideos = (db: Db, already: readonly number[]) => videos(db, { already })
