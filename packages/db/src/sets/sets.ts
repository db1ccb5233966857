import { mostCounted } from '@mudig/shared/sets/limits'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { hasThumbnails } from '../objects/pictures.js'
import { isLikedBy } from '../subjects/likes.js'
import { isOwnerOpen, isPublic, isShownTo, isVisible } from '../subjects/visible.js'
import { writerOf } from '../subjects/writers.js'
import { nobody, selectSongs } from '../tracks/songs.js'
import { isSongShown } from './songs-shown.js'
import { setSubject } from './subject.js'

/** Of so many tracks at the beginning, the first that has a picture lends it to the set. */
const coverLookedAt = 20

const ofKind = sql<boolean>`s.kind = ${sql.lit(setSubject.name)}`

/**
 * The wire's sets over aliases `s` of subjects and `l` of sets, as the viewer sees them; whether they may be seen is for
 * the caller to say. Tracks that the viewer may not see lend no picture and are not counted.
 */
const selectSets = (db: Db, viewer: number) =>
  db
    .selectFrom('subjects as s')
    .innerJoin('sets as l', 'l.id', 's.id')
    .leftJoinLateral(
      sql<{ picture: string }>`(
        select t.picture from (
          select x.track_id, x.position from set_tracks x
          where x.set_id = l.id and ${isSongShown(viewer)} order by x.position limit ${sql.lit(coverLookedAt)}
        ) first join tracks t on t.id = first.track_id
        where t.picture is not null order by first.position limit 1)`.as('cover'),
      join => join.onTrue(),
    )
    .select(({ ref }) => [
      'l.id as set_id',
      'l.name',
      'l.description',
      'l.slug',
      's.owner as user_id',
      writerOf(db, ref('s.owner'), viewer).as('artist'),
      'cover.picture',
      hasThumbnails(db, ref('cover.picture')).as('has_thumbnails'),
      sql<boolean>`s.visibility = 'public'`.as('is_public'),
      's.like_count',
      isLikedBy(viewer).as('is_liked'),
      's.comment_count',
      'l.created_at',
      'l.updated_at',
    ])

/** A page of a set's tracks; `after` is the position of the last one of the page before. */
export interface SetSongPage {
  limit: number
  after?: number | undefined
}

const selectDetails = (db: Db, viewer: number, { limit, after }: SetSongPage) =>
  selectSets(db, viewer).select(({ ref }) => [
    sql<
      number[]
    >`array(select x.track_id from set_tracks x where x.set_id = ${ref('l.id')} and ${isSongShown(viewer)} order by x.position)`.as(
      'song_ids',
    ),
    jsonArrayFrom(
      selectSongs(db, viewer)
        .innerJoin(
          sql<{ id: number; position: number }>`(
            select x.track_id as id, x.position from set_tracks x
            where x.set_id = ${ref('l.id')} and ${isSongShown(viewer)} ${after === undefined ? sql`` : sql`and x.position > ${after}::int8`}
            order by x.position limit ${limit})`.as('pick'),
          'pick.id',
          's.id',
        )
        .select('pick.position')
        .orderBy('pick.position'),
    ).as('songs'),
  ])

/** Exported for the test of its plan. */
export const selectSet = (db: Db, id: number, viewer: number, page: SetSongPage) =>
  selectDetails(db, viewer, page).where('s.id', '=', id).where(ofKind).where(isVisible(viewer))

const set = prepare(
  (db, values: { id: number; viewer: number; after: number | undefined }, limit: number, isFirst: boolean) =>
    selectSet(db, values.id, values.viewer, { limit, after: isFirst ? undefined : values.after }),
)

type DetailRow = Awaited<ReturnType<typeof set>>[number]

const toDetail = ({ songs: rows, ...found }: DetailRow, limit: number) => {
  const songs = rows.slice(0, limit)
  return {
    ...found,
    song_count: found.song_ids.length,
    // JSON has no dates.
    songs: songs.map(({ position: _, created_at, ...song }) => ({ ...song, created_at: new Date(created_at) })),
    next_cursor: rows.length > limit ? songs.at(-1)!.position : null,
  }
}

export type SetDetail = ReturnType<typeof toDetail>

/** A set with a page of its tracks, as the viewer sees them, in one statement. Undefined where there is none for them. */
export const findSet = async (
  db: Db,
  id: number,
  viewer: number,
  { limit, after }: SetSongPage,
): Promise<SetDetail | undefined> => {
  // One more than is shown tells whether there is a next page.
  const [row] = await set(db, { id, viewer, after }, limit + 1, after === undefined)
  return row && toDetail(row, limit)
}

/** Exported for the test of its plan. */
export const selectSharedSet = (db: Db, slug: string, page: SetSongPage) =>
  selectDetails(db, nobody, page).where('l.slug', '=', slug).where(isVisible(nobody))

const shared = prepare(
  (db, { slug, after }: { slug: string; after: number | undefined }, limit: number, isFirst: boolean) =>
    selectSharedSet(db, slug, { limit, after: isFirst ? undefined : after }),
)

/** What a public link opens, as anybody sees it; undefined unless it is public, and its owner there. */
export const findSharedSet = async (
  db: Db,
  slug: string,
  { limit, after }: SetSongPage,
): Promise<SetDetail | undefined> => {
  const [row] = await shared(db, { slug, after }, limit + 1, after === undefined)
  return row && toDetail(row, limit)
}

/** Of all, of somebody as others see them, or as they do. */
type By = 'all' | 'owner' | 'mine'

interface ListValues {
  viewer: number
  cursor: number | undefined
  owner: number | undefined
}

/** Exported for the test of its plan. */
export const selectSetList = (
  db: Db,
  { viewer, cursor, owner }: ListValues,
  limit: number,
  by: By,
  isFirst: boolean,
) => {
  const shown = {
    all: sql`${isPublic} and ${isOwnerOpen(viewer)}`,
    owner: sql`s.owner = ${owner} and ${isShownTo(viewer)} and ${isOwnerOpen(viewer)}`,
    mine: sql`s.owner = ${owner} and s.state <> 'removed'`,
  }[by]
  return selectSets(db, viewer)
    .innerJoin(
      sql<{ id: number }>`(
        select s.id from subjects s where ${ofKind} and ${shown} ${isFirst ? sql`` : sql`and s.id < ${cursor}`}
        order by s.id desc limit ${limit})`.as('pick'),
      'pick.id',
      's.id',
    )
    .select(({ ref }) =>
      sql<number>`(select count(*)::integer from (
        select from set_tracks x where x.set_id = ${ref('l.id')} and ${isSongShown(viewer)} limit ${sql.lit(mostCounted)}) counted)`.as(
        'song_count',
      ),
    )
    .orderBy('s.id', 'desc')
}

const list = prepare((db, values: ListValues, limit: number, by: By, isFirst: boolean) =>
  selectSetList(db, values, limit, by, isFirst),
)

export type SetRow = Awaited<ReturnType<typeof list>>[number]

/** Sets, the newest first, with the cursor of the next page, in one statement. */
export const listSets = async (
  db: Db,
  viewer: number,
  { limit, cursor, user_id: owner }: { limit: number; cursor?: number | undefined; user_id?: number | undefined },
) => {
  const by = owner === undefined ? 'all' : owner === viewer ? 'mine' : 'owner'
  const rows = await list(db, { viewer, cursor, owner }, limit + 1, by, cursor === undefined)
  const sets = rows.slice(0, limit)
  return { sets, next_cursor: rows.length > limit ? sets.at(-1)!.set_id : null }
}
