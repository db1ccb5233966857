import type { OrderState } from '@mudig/shared/shop/states'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'

export interface OrderStep {
  state: OrderState
  why?: string
  staff_id?: number | undefined
}

/** Writes down that an order, which the caller has locked, is in a state now, and since when. */
export const moveOrder = async (trx: Trx, orderId: number, { state, why = '', staff_id }: OrderStep): Promise<void> => {
  await trx
    .updateTable('orders')
    .set({
      state,
      holds_stock: state !== 'cancelled' && state !== 'expired',
      ...(state === 'paid' && { paid_at: sql<Date>`clock_timestamp()` }),
      ...(state === 'shipped' && { sent_at: sql<Date>`clock_timestamp()` }),
    })
    .where('id', '=', orderId)
    .execute()
  await noteOfOrder(trx, orderId, { state, why, staff_id })
}

/** Adds to an order's history. */
export const noteOfOrder = async (trx: Trx, orderId: number, { state, why = '', staff_id }: OrderStep) => {
  await trx
    .insertInto('order_events')
    .values({ order_id: orderId, state, why, staff_id: staff_id ?? null, created_at: sql<Date>`clock_timestamp()` })
    .execute()
}
