import { withdrawnName } from '@mudig/shared/accounts/names'
import { basicProfileKey } from '@mudig/shared/media/shipped'
import { type Expression, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from './client.js'
import type { Dig } from './digs.js'
import { musicColumns } from './music.js'

/** Comments shown on a playlist's page; the oldest first. */
const commentsShown = 500

/** A user as lists show them; the address only to its owner, and nothing of somebody who has left. Over an alias `u` of users. */
const writerColumns = (viewer: number) =>
  [
    'u.id',
    sql<string>`case when u.is_active then u.name else ${withdrawnName} end`.as('name'),
    sql<string>`case when u.is_active then u.image else ${basicProfileKey} end`.as('image'),
    sql<string>`case when u.is_active then u.about else '' end`.as('about'),
    sql<string>`case when u.is_active then u.genre else '' end`.as('genre'),
    sql<string | null>`case when u.id = ${viewer} then u.email end`.as('email'),
    sql<number | null>`case when u.is_active then u.rep_playlist end`.as('rep_playlist'),
  ] as const

const writerOf = (db: Db, id: Expression<number>, viewer: number) =>
  jsonObjectFrom(db.selectFrom('users as u').select(writerColumns(viewer)).where('u.id', '=', id)).$notNull()

/** Whether thumbnails exist of a picture; their keys follow from its key. */
const hasThumbnails = (db: Db, key: Expression<string>) =>
  db.selectFrom('pictures').select(sql<boolean>`true`.as('made')).where('key', '=', key).where('thumbnails_at', 'is not', null)

/** The wire's playlists over an alias `p`, as the viewer sees them; whether they may be seen is for the caller to say. */
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
    writerOf(db, ref('p.writer'), viewer).as('writer'),
    sql<number[]>`array(select s.music_id from playlist_songs s where s.playlist_id = p.id order by s.position)`.as('music'),
  ])

/**
 * A playlist with its songs and comments in one round trip. Its writer sees it in every state; others see it only while it is ready,
 * public and active, and its writer too. Undefined covers everything else.
 */
export const findDetail = (db: Db, id: number, viewer: number) =>
  selectPlaylists(db, viewer)
    .select(({ ref }) => [
      jsonArrayFrom(
        musicColumns(db.selectFrom('music as m'))
          .innerJoin('playlist_songs as s', 's.music_id', 'm.id')
          .where('s.playlist_id', '=', ref('p.id'))
          .orderBy('s.position'),
      ).as('playlist_music_list'),
      jsonArrayFrom(
        db
          .selectFrom('comments as c')
          .select(({ ref: column }) => [
            'c.is_active',
            'c.playlist',
            'c.id',
            sql<string>`case when c.is_active then c.content else '' end`.as('content'),
            'c.writer',
            'c.parent',
            writerOf(db, column('c.writer'), viewer).as('writer_profile'),
            'c.created_at',
            'c.updated_at',
          ])
          .where('c.playlist', '=', ref('p.id'))
          .orderBy('c.id')
          .limit(commentsShown),
      ).as('comments'),
    ])
    .innerJoin('users as w', 'w.id', 'p.writer')
    .where('p.id', '=', id)
    .where('p.is_active', '=', true)
    .where(eb =>
      eb.or([
        eb('p.writer', '=', viewer),
        eb.and([eb('p.status', '=', 'ready'), eb('p.is_public', '=', true), eb('w.is_active', '=', true)]),
      ]),
    )
    .executeTakeFirst()

export type PlaylistDetail = NonNullable<Awaited<ReturnType<typeof findDetail>>>
