import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'
import { likesOf } from '../subjects/copy.js'
import { isSongShown } from './songs-shown.js'
import { setSubject } from './subject.js'

/** Everything that somebody put together, with the titles of tracks that they may still see. */
export const sets = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('sets as l')
        .innerJoin('subjects as s', 's.id', 'l.id')
        .select([
          'l.id',
          'l.name',
          'l.description',
          's.visibility',
          's.like_count',
          's.comment_count',
          'l.created_at',
          'l.updated_at',
          sql<unknown>`coalesce((select json_agg(json_build_object('id', t.id, 'title', t.title) order by x.position)
            from set_tracks x join tracks t on t.id = x.track_id where x.set_id = l.id and ${isSongShown(userId)}), '[]')`.as(
            'tracks',
          ),
        ])
        .where('l.owner', '=', userId)
        .where('l.id', '>', after)
        .orderBy('l.id')
        .limit(limit)
        .execute(),
    idOf,
  )

export const likes = likesOf({ kind: setSubject.name, table: 'sets', told: { as: 'name', column: 'name' } })
