import type { OrderState } from '@mudig/shared/shop/states'
import { type Expression, sql } from 'kysely'
import type { Db } from '../core/client.js'

/** What somebody bought, a row for each line of an order that was paid, the last first. For its owner alone. */
export const purchases = (db: Db, person: Expression<number>, limit: number) =>
  db
    .selectFrom(
      db
        .selectFrom('orders')
        .select(['id', 'merchant_uid', 'state'])
        .where('user_id', '=', person)
        .where(sql<boolean>`paid_at is not null`)
        .orderBy('id', 'desc')
        .limit(limit)
        .as('o'),
    )
    .innerJoin('order_lines as l', 'l.order_id', 'o.id')
    .select([
      'l.name as product',
      'o.merchant_uid',
      sql<number>`l.price * l.quantity`.as('price'),
      sql<OrderState>`o.state`.as('status'),
    ])
    .orderBy('o.id', 'desc')
    .orderBy('l.product_id')
    .limit(limit)

export type Purchase = Awaited<ReturnType<ReturnType<typeof purchases>['execute']>>[number]
