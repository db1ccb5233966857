import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'
import { selectOwn } from './order-lists.js'

/** Exported for the test of its plan. */
export const selectBasketItems = (db: Db, userId: number, after: number, limit: number) =>
  db
    .selectFrom('basket_items as b')
    .innerJoin('shop_products as p', 'p.id', 'b.product_id')
    .select(['p.id', 'p.name', 'p.price', 'b.created_at'])
    .where('b.user_id', '=', userId)
    .where('b.product_id', '>', after)
    .orderBy('b.product_id')
    .limit(limit)

export const basket = (db: Db, userId: number) =>
  pages(0, (after, limit) => selectBasketItems(db, userId, after, limit).execute(), idOf)

export const orders = (db: Db, userId: number) =>
  pages(
    undefined as number | undefined,
    (after, limit) => selectOwn(db, { userId, cursor: after }, limit, after === undefined).execute(),
    idOf,
  )

export const claims = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('payment_claims')
        .select(['id', 'imp_uid', 'merchant_uid', 'state', 'why', 'created_at'])
        .where('user_id', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )
