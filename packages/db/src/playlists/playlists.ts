import { type Expression, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { musicColumns } from '../music/music.js'
import {
  type CommentPage,
  commentPage,
  commentValues,
  commentVariant,
  selectForPage,
  toPage,
} from '../subjects/comments.js'
import { isVisible } from '../subjects/visible.js'
import { writerOf } from '../subjects/writers.js'
import type { Dig } from './digs.js'

/** Whether thumbnails exist of a picture; their keys follow from its key. */
const hasThumbnails = (db: Db, key: Expression<string>) =>
  db
    .selectFrom('pictures')
    .select(sql<boolean>`true`.as('made'))
    .where('key', '=', key)
    .where('thumbnails_at', 'is not', null)

/**
 * The wire's playlists over an alias `p`, as the viewer sees them; whether they may be seen is for the caller to say.
 */
export const selectPlaylists = (db: Db, viewer: number) =>
  db.selectFrom('playlists as p').select(({ ref }) => [
    'p.id',
    'p.slug',
    'p.like_count',
    // Not `exists`, which Postgres may answer by reading all that the viewer likes.
    sql<boolean>`coalesce((select true from likes mine where mine.playlist_id = p.id and mine.user_id = ${viewer}), false)`.as(
      'like_playlist',
    ),
    // Until it is ready a playlist goes by its writer's words.
    sql<string>`case when p.status = 'ready' then p.title else p.situations end`.as('title'),
    'p.content',
    'p.thumbnail',
    hasThumbnails(db, ref('p.thumbnail')).as('has_thumbnails'),
    'p.genre',
    'p.is_active',
    'p.created_at',
    'p.updated_at',
    'p.is_public',
    sql<Dig['status']>`p.status`.as('status'),
    'p.writer',
    writerOf(db, ref('p.writer'), viewer).as('writer_profile'),
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
 * The detail's rows over aliases `p` and `w`, its writer; whether they may be seen is for the caller to say. `toDetail`
 * makes the detail of one.
 */
export const selectDetails = (db: Db, viewer: number, comments: CommentPage) =>
  selectPlaylists(db, viewer)
    .innerJoin('users as w', 'w.id', 'p.writer')
    .select(({ ref }) => [
      songsOf(db, ref('p.id')).as('playlist_music_list'),
      selectForPage(db, ref('p.id'), viewer, comments).as('comments'),
    ])

type DetailRow = NonNullable<Awaited<ReturnType<ReturnType<typeof selectDetails>['executeTakeFirst']>>>

export const toDetail = ({ comments: rows, ...playlist }: DetailRow, page: CommentPage) => {
  const { comments, next } = toPage(rows, page)
  return { ...playlist, comments, next_comments: next }
}

export type PlaylistDetail = ReturnType<typeof toDetail>

const detail = prepare(
  (
    db,
    values: { id: number; viewer: number } & ReturnType<typeof commentValues>,
    ...variant: ReturnType<typeof commentVariant>
  ) =>
    selectDetails(db, values.viewer, commentPage(values, variant))
      .where('p.id', '=', values.id)
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
