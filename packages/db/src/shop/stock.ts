import { sql } from 'kysely'
import type { Trx } from '../core/client.js'

/**
 * Takes an order's lines out of the stock, all or none. The order is locked or new; products are locked by ascending
 * id, after orders and payments.
 * @returns whether there was enough of each
 */
export const takeStock = async (trx: Trx, orderId: number): Promise<boolean> => {
  const held = await trx
    .selectFrom('shop_products as p')
    .innerJoin('order_lines as l', 'l.product_id', 'p.id')
    .select(sql<boolean>`p.stock >= l.quantity`.as('suffices'))
    .where('l.order_id', '=', orderId)
    .orderBy('p.id')
    .forNoKeyUpdate('p')
    .execute()
  if (!held.every(({ suffices }) => suffices)) return false
  await move(trx, orderId, -1)
  return true
}

/** Puts them back. */
export const returnStock = async (trx: Trx, orderId: number): Promise<void> => {
  await trx
    .selectFrom('shop_products as p')
    .innerJoin('order_lines as l', 'l.product_id', 'p.id')
    .select('p.id')
    .where('l.order_id', '=', orderId)
    .orderBy('p.id')
    .forNoKeyUpdate('p')
    .execute()
  await move(trx, orderId, 1)
}

const move = async (trx: Trx, orderId: number, sign: 1 | -1): Promise<void> => {
  await sql`
    with moved as (
      update shop_products p set stock = p.stock + ${sign} * l.quantity from order_lines l
      where l.order_id = ${orderId} and p.id = l.product_id
      returning p.id, ${sign} * l.quantity as delta
    )
    insert into stock_moves (product_id, delta, reason, order_id)
    select id, delta, ${sign < 0 ? 'reserve' : 'return'}, ${orderId} from moved`.execute(trx)
}
