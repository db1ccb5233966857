import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'
import { likesOf } from '../subjects/copy.js'
import { postSubject } from './subject.js'

/** Everything that somebody wrote, in every state. */
export const posts = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('posts as p')
        .innerJoin('subjects as s', 's.id', 'p.id')
        .innerJoin('post_counts as v', 'v.post_id', 'p.id')
        .select([
          'p.id',
          'p.uuid',
          'p.text',
          'p.category',
          's.state',
          's.visibility',
          's.like_count',
          's.comment_count',
          'v.view_count',
          'p.created_at',
          'p.published_at',
          'p.edited_at',
          sql<
            string[]
          >`array(select g.name from post_tags x join tags g on g.id = x.tag_id where x.post_id = p.id order by x.position)`.as(
            'tags',
          ),
          sql<unknown>`(select json_agg(json_build_object('key', i.key, 'alt', i.alt) order by i.position)
            from post_pictures i where i.post_id = p.id)`.as('pictures'),
        ])
        .where('p.owner', '=', userId)
        .where('p.id', '>', after)
        .orderBy('p.id')
        .limit(limit)
        .execute(),
    idOf,
  )

export const likes = likesOf({
  kind: postSubject.name,
  table: 'posts',
  names: ['uuid'],
  told: { as: 'text', column: 'text', letters: 100 },
})

/** Of the last month: older ones are counted and gone. */
export const views = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('post_views')
        .select(['id', 'post_id', 'viewed_at'])
        .where('user_id', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Of the last three months. */
export const dwells = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('post_dwells')
        .select(['post_id as id', 'ms', 'updated_at'])
        .where('user_id', '=', userId)
        .where('post_id', '>', after)
        .orderBy('post_id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Whether somebody wants nothing of what they read to be kept. */
export const switches = async function* (db: Db, userId: number) {
  const rows = await db.selectFrom('dwell_switches').select('turned_off_at').where('user_id', '=', userId).execute()
  if (rows.length > 0) yield rows
}
