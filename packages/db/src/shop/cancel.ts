import { ApiError } from '@mudig/shared/core/errors'
import { shopErrors } from '@mudig/shared/shop/errors'
import { type StepOfStaff, stepsOfStaff } from '@mudig/shared/shop/states'
import type { Trx } from '../core/client.js'
import { moveOrder, noteOfOrder } from './order-events.js'
import { wantRefund } from './refunds.js'

const lockOrder = async (trx: Trx, merchantUid: string, userId?: number) => {
  const order = await trx
    .selectFrom('orders')
    .select(['id', 'state', 'user_id'])
    .where('merchant_uid', '=', merchantUid)
    .$if(userId !== undefined, query => query.where('user_id', '=', userId!))
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!order) throw new ApiError(shopErrors.orderNotFound)
  return order
}

const lockItsPayment = (trx: Trx, orderId: number) =>
  trx
    .selectFrom('payments')
    .select(['id', 'merchant_uid', 'provider_id', 'amount', 'cancelled'])
    .where('order_id', '=', orderId)
    .where('role', '=', 'order')
    .forUpdate()
    .executeTakeFirstOrThrow()

/**
 * Cancels an order of one's own that has not been sent; its money is sent back by a job. A repeat changes nothing.
 * @throws ApiError orderNotFound, orderState, refundUnderWay
 */
export const cancelOwnOrder = async (trx: Trx, merchantUid: string, userId: number): Promise<void> => {
  const order = await lockOrder(trx, merchantUid, userId)
  if (order.state === 'cancelling' || order.state === 'cancelled') return
  if (order.state !== 'paid' && order.state !== 'preparing') throw new ApiError(shopErrors.orderState)
  const payment = await lockItsPayment(trx, order.id)
  const amount = payment.amount - payment.cancelled
  const refund = await wantRefund(trx, payment, { why: 'by_buyer', amount })
  if (refund === undefined) throw new ApiError(shopErrors.refundUnderWay)
  await moveOrder(trx, order.id, { state: 'cancelling', why: 'by_buyer' })
}

export interface StaffRefund {
  staff_id: number
  /** Everything that is left where it is left out, and then the order is cancelled. */
  amount?: number | undefined
  /** What had been sent back when staff looked; a part is refused where that is no longer so. */
  refunded_before?: number | undefined
  note: string
}

/** @throws ApiError orderNotFound, orderState, refundUnderWay, refundOutdated, refundTooLarge */
export const refundByStaff = async (trx: Trx, merchantUid: string, wanted: StaffRefund): Promise<void> => {
  const { staff_id, note } = wanted
  const order = await lockOrder(trx, merchantUid)
  if (!['paid', 'preparing', 'shipped', 'delivered'].includes(order.state)) throw new ApiError(shopErrors.orderState)
  const payment = await lockItsPayment(trx, order.id)
  const left = payment.amount - payment.cancelled
  const amount = wanted.amount ?? left
  if (wanted.amount !== undefined && wanted.refunded_before !== payment.cancelled)
    throw new ApiError(shopErrors.refundOutdated)
  if (amount > left) throw new ApiError(shopErrors.refundTooLarge)
  const refund = await wantRefund(trx, payment, { why: 'by_staff', amount, note, staff_id })
  if (refund === undefined) throw new ApiError(shopErrors.refundUnderWay)
  if (amount === left) await moveOrder(trx, order.id, { state: 'cancelling', why: 'by_staff', staff_id })
  else await noteOfOrder(trx, order.id, { state: order.state as never, why: `refund of ${amount} by_staff`, staff_id })
}

/** Brings an order one step further. A repeat changes nothing. @throws ApiError orderNotFound, orderState */
export const stepByStaff = async (
  trx: Trx,
  merchantUid: string,
  { state, staff_id }: { state: StepOfStaff; staff_id: number },
): Promise<void> => {
  const order = await lockOrder(trx, merchantUid)
  if (order.state === state) return
  if (order.state !== stepsOfStaff[state]) throw new ApiError(shopErrors.orderState)
  await moveOrder(trx, order.id, { state, staff_id })
}
