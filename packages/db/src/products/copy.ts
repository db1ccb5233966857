import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'
import { isVisible } from '../subjects/visible.js'
import { productSubject } from './subject.js'

/** Exported for the test of its plan. */
export const selectProducts = (db: Db, owner: number, after: number, limit: number) =>
  db
    .selectFrom('products as p')
    .innerJoin('subjects as s', 's.id', 'p.id')
    .innerJoin('product_counts as c', 'c.product_id', 'p.id')
    .select([
      'p.id',
      'p.uuid',
      'p.name',
      'p.price',
      'p.link',
      'p.image_link',
      'p.picture',
      's.like_count',
      's.comment_count',
      'c.click_count',
      'p.created_at',
      'p.updated_at',
    ])
    .where('p.owner', '=', owner)
    .where('p.id', '>', after)
    .orderBy('p.id')
    .limit(limit)

/** What somebody sells. */
export const products = (db: Db, userId: number) =>
  pages(0, (after, limit) => selectProducts(db, userId, after, limit).execute(), idOf)

/** The name only of what its liker may still see. */
export const likes = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('subject_likes as l')
        .innerJoin('subjects as s', 's.id', 'l.subject_id')
        .innerJoin('products as p', 'p.id', 's.id')
        .select([
          'l.subject_id as id',
          'p.uuid',
          sql<string | null>`case when ${isVisible(userId)} then p.name end`.as('name'),
          'l.created_at as liked_at',
        ])
        .where('l.user_id', '=', userId)
        .where('l.kind', '=', productSubject.name)
        .where('l.subject_id', '>', after)
        .orderBy('l.subject_id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Of the last month: older ones are counted and gone. */
export const clicks = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('product_clicks')
        .select(['id', 'product_id', 'clicked_at'])
        .where('user_id', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )
