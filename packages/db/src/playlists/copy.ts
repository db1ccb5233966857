import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'
import { playlistSubject } from './subject.js'

/** Everything that somebody dug, in every state: their words, what came of them, the songs in order. */
export const playlists = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('subjects as s')
        .innerJoin('playlists as p', 'p.id', 's.id')
        .select(eb => [
          'p.id',
          'p.status',
          'p.situations',
          'p.genre',
          'p.year',
          'p.title',
          'p.content',
          'p.keywords',
          'p.image_prompt',
          'p.thumbnail',
          sql<boolean>`s.visibility = 'public'`.as('is_public'),
          sql<boolean>`s.state <> 'removed'`.as('is_active'),
          's.like_count',
          's.comment_count',
          'p.created_at',
          'p.updated_at',
          'p.finished_at',
          jsonArrayFrom(
            eb
              .selectFrom('playlist_songs as of')
              .innerJoin('music as m', 'm.id', 'of.music_id')
              .select([
                'm.id',
                'm.singer',
                'm.song',
                sql<string | null>`'https://www.youtube.com/embed/' || m.video_id`.as('information'),
              ])
              .whereRef('of.playlist_id', '=', 'p.id')
              .orderBy('of.position'),
          ).as('music'),
        ])
        .where('s.owner', '=', userId)
        .where('s.kind', '=', playlistSubject.name)
        .where('s.id', '>', after)
        .orderBy('s.id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Keys of the covers of somebody's playlists. */
export const covers = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('playlists')
        .select(['id', 'thumbnail as key'])
        .where('writer', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )
