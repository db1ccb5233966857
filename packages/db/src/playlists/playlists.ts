import { type Expression, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { DB, Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { musicColumns } from '../music/music.js'
import { hasThumbnails } from '../objects/pictures.js'
import {
  type CommentPage,
  commentPage,
  commentValues,
  commentVariant,
  selectForPage,
  toPage,
} from '../subjects/comments.js'
import { isLikedBy } from '../subjects/likes.js'
import { isVisible } from '../subjects/visible.js'
import { writerOf } from '../subjects/writers.js'
import type { Dig } from './dig-status.js'

/**
 * The wire's playlists over aliases `s` of subjects and `p`, as the viewer sees them; whether they may be seen is for
 * the caller to say.
 */
export const selectPlaylists = (db: Db, viewer: number) =>
  withColumns(db, viewer, db.selectFrom('subjects as s').innerJoin('playlists as p', 'p.id', 's.id'))

/** As `selectPlaylists`, of the few subjects that a query with a limit chooses: their playlists are read one by one. */
export const selectChosen = (
  db: Db,
  viewer: number,
  chosen: SelectQueryBuilder<DB, never, Selectable<DB['subjects']>>,
) =>
  withColumns(
    db,
    viewer,
    db.selectFrom(chosen.as('s')).innerJoinLateral(
      // The offset keeps it apart: a join could read all playlists for a hundred.
      sql<Selectable<DB['playlists']>>`(select * from playlists own where own.id = s.id offset 0)`.as('p'),
      join => join.onTrue(),
    ) as unknown as Joined,
  )

type Joined = SelectQueryBuilder<DB & { s: DB['subjects']; p: DB['playlists'] }, 's' | 'p', object>

const withColumns = (db: Db, viewer: number, query: Joined) =>
  query.select(({ ref }) => [
    'p.id',
    'p.slug',
    's.like_count',
    isLikedBy(viewer).as('like_playlist'),
    // Until it is ready a playlist goes by its writer's words.
    sql<string>`case when p.status = 'ready' then p.title else p.situations end`.as('title'),
    'p.content',
    'p.thumbnail',
    hasThumbnails(db, ref('p.thumbnail')).as('has_thumbnails'),
    'p.genre',
    sql<boolean>`s.state <> 'removed'`.as('is_active'),
    'p.created_at',
    'p.updated_at',
    sql<boolean>`s.visibility = 'public'`.as('is_public'),
    sql<Dig['status']>`p.status`.as('status'),
    's.owner as writer',
    writerOf(db, ref('s.owner'), viewer).as('writer_profile'),
    sql<number[]>`array(select s.music_id from playlist_songs s where s.playlist_id = p.id order by s.position)`.as(
      'music',
    ),
  ])

/** The songs of a playlist in their order, in the wire's shape. */
export const songsOf = (db: Db, playlist: Expression<number>) =>
  jsonArrayFrom(
    musicColumns(db.selectFrom('music as m'))
      .innerJoin('playlist_songs as s', 's.music_id', 'm.id')
      .where('s.playlist_id', '=', playlist)
      .orderBy('s.position'),
  )

/**
 * The detail's rows over aliases `s` and `p`; whether they may be seen is for the caller to say. `toDetail`
 * makes the detail of one.
 */
export const selectDetails = (db: Db, viewer: number, comments: CommentPage) =>
  selectPlaylists(db, viewer).select(({ ref }) => [
    songsOf(db, ref('p.id')).as('playlist_music_list'),
    selectForPage(db, ref('s.id'), viewer, comments).as('comments'),
  ])

/** On the wire a comment names its playlist. */
export const toPlaylistComment = <C extends { subject_id: number }>({ subject_id, ...comment }: C) => ({
  ...comment,
  playlist: subject_id,
})

type DetailRow = NonNullable<Awaited<ReturnType<ReturnType<typeof selectDetails>['executeTakeFirst']>>>

export const toDetail = ({ comments: rows, ...playlist }: DetailRow, page: CommentPage) => {
  const { comments, next } = toPage(rows, page)
  return { ...playlist, comments: comments.map(toPlaylistComment), next_comments: next }
}

export type PlaylistDetail = ReturnType<typeof toDetail>

const detail = prepare(
  (
    db,
    values: { id: number; viewer: number } & ReturnType<typeof commentValues>,
    ...variant: ReturnType<typeof commentVariant>
  ) =>
    selectDetails(db, values.viewer, commentPage(values, variant))
      .where('s.id', '=', values.id)
      .where(isVisible(values.viewer)),
)

/**
 * A playlist with its songs and its newest comments in one round trip. Undefined where there is none for the viewer.
 */
export const findDetail = async (
  db: Db,
  id: number,
  viewer: number,
  comments: CommentPage = { limit: 200 },
): Promise<PlaylistDetail | undefined> => {
  const [row] = await detail(db, { id, viewer, ...commentValues(comments) }, ...commentVariant(comments))
  return row && toDetail(row, comments)
}
