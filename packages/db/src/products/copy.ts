import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'
import { likesOf } from '../subjects/copy.js'
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

export const likes = likesOf({
  kind: productSubject.name,
  table: 'products',
  names: ['uuid'],
  told: { as: 'name', column: 'name' },
})

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
