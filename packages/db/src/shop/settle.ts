import type { PaymentFacts } from '@mudig/shared/clients/portone/portone'
import { ownerOfMerchantUid } from '@mudig/shared/shop/merchant-uid'
import type { OrderState, RefundReason } from '@mudig/shared/shop/states'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { type Accepted, decide, isOutdated } from './decide.js'
import { tellBuyer } from './mails.js'
import { moveOrder, noteOfOrder } from './order-events.js'
import { type HeldPayment, wantRefund } from './refunds.js'
import { returnStock, takeStock } from './stock.js'

type Role = 'open' | 'order' | 'refund'

interface LockedOrder {
  id: number
  user_id: number
  state: OrderState
  total: number
  sent_at: Date | null
}

interface LockedPayment extends HeldPayment {
  order_id: number | null
  state: PaymentFacts['state']
  role: Role
  why: RefundReason | null
}

/**
 * Applies what PortOne answered about a payment, however often and in whatever order such answers come. Nothing else
 * decides about money. The order is locked first, then the payment, then products.
 */
export const applyFacts = async (trx: Trx, facts: PaymentFacts, accepted: Accepted): Promise<void> => {
  const order = await lockOrder(trx, facts.merchant_uid)
  const payment = await lockPayment(trx, facts, order?.id)
  await noteFact(trx, facts)
  if (isOutdated(payment, facts)) return
  await followCancellation(trx, order, payment, facts)
  await remember(trx, order, payment, facts)

  const decision = decide({ order, role: payment.role }, facts, accepted)
  if (decision.do === 'settle' && order) await settle(trx, order, payment, decision.takesStock)
  if (decision.do === 'send_back') await sendBack(trx, payment, decision.why)
  if (order) await endCancelled(trx, order, payment)
  await wantWhatIsLeft(trx, order, payment)
}

/** Marks a payment, which the caller has locked, as one whose money goes back, and asks for that. */
const sendBack = async (trx: Trx, payment: LockedPayment, why: RefundReason): Promise<void> => {
  Object.assign(payment, { role: 'refund', why })
  await trx.updateTable('payments').set({ role: 'refund', why }).where('id', '=', payment.id).execute()
}

/** Sends back what nobody ordered, if that is still so. @returns whether it is */
export const sendOrphanBack = async (trx: Trx, payment: { id: number; merchant_uid: string }): Promise<boolean> => {
  if (await lockOrder(trx, payment.merchant_uid)) return false
  const held = await trx
    .selectFrom('payments')
    .select(paymentColumns)
    .where('id', '=', payment.id)
    .forUpdate()
    .$castTo<LockedPayment>()
    .executeTakeFirst()
  if (held?.role !== 'open' || held.order_id !== null) return false
  if (held.state !== 'paid' && held.state !== 'partial_cancelled') return false
  await sendBack(trx, held, 'no_order')
  await wantWhatIsLeft(trx, undefined, held)
  await nameToStaff(trx, held, { kind: 'orphan', ours: 'no order', theirs: `${held.state} ${held.amount}` })
  return true
}

const nameToStaff = async (
  trx: Trx,
  { merchant_uid, provider_id }: LockedPayment,
  difference: { kind: 'orphan' | 'refund_stuck'; ours: string; theirs: string },
): Promise<void> => {
  await trx
    .insertInto('payment_differences')
    .values({ ...difference, merchant_uid, provider_id })
    .onConflict(conflict => conflict.columns(['kind', 'provider_id']).where('resolved_at', 'is', null).doNothing())
    .execute()
}

const lockOrder = (trx: Trx, merchant_uid: string) =>
  trx
    .selectFrom('orders')
    .select(['id', 'user_id', 'state', 'total', 'sent_at'])
    .where('merchant_uid', '=', merchant_uid)
    .forNoKeyUpdate()
    .$castTo<LockedOrder>()
    .executeTakeFirst()

const paymentColumns = [
  'id',
  'merchant_uid',
  'provider_id',
  'order_id',
  'state',
  'role',
  'why',
  'amount',
  'cancelled',
] as const

const lockPayment = async (trx: Trx, facts: PaymentFacts, orderId: number | undefined): Promise<LockedPayment> => {
  await trx
    .insertInto('payments')
    .values({
      provider_id: facts.provider_id,
      merchant_uid: facts.merchant_uid,
      order_id: orderId ?? null,
      // What is cancelled of it is followed as a change, like any other.
      state: facts.state === 'ready' ? 'ready' : facts.state === 'failed' ? 'failed' : 'paid',
      amount: facts.amount,
      currency: facts.currency,
      is_test: facts.is_test,
    })
    .onConflict(conflict => conflict.column('provider_id').doNothing())
    .execute()
  const payment = await trx
    .selectFrom('payments')
    .select(paymentColumns)
    .where('provider_id', '=', facts.provider_id)
    .forUpdate()
    .$castTo<LockedPayment>()
    .executeTakeFirstOrThrow()
  return payment
}

/** As it was said, once for each thing that was said. */
const noteFact = async (trx: Trx, facts: PaymentFacts): Promise<void> => {
  await trx
    .insertInto('payment_events')
    .values({
      event_id: `fact:${facts.provider_id}:${facts.state}:${facts.amount}:${facts.cancelled}`,
      merchant_uid: facts.merchant_uid,
      kind: 'fact',
      facts: JSON.stringify(facts),
    })
    .onConflict(conflict => conflict.column('event_id').doNothing())
    .execute()
}

/**
 * What is cancelled there beyond what was known: by the refund that is under way, or by somebody at PortOne, in which
 * case that one was in vain and what is left is asked for anew.
 */
const followCancellation = async (
  trx: Trx,
  order: LockedOrder | undefined,
  payment: LockedPayment,
  facts: PaymentFacts,
): Promise<void> => {
  const more = facts.cancelled - payment.cancelled
  if (more === 0) return
  const open = await trx
    .selectFrom('refunds')
    .select(['id', 'amount'])
    .where('payment_id', '=', payment.id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  const ended_at = sql<Date>`clock_timestamp()`
  const isOurs = open?.amount === more
  if (open)
    await trx
      .updateTable('refunds')
      .set({ state: isOurs ? 'done' : 'superseded', ended_at })
      .where('id', '=', open.id)
      .execute()
  // Whether staff still mean their part, now that somebody sent back another, is theirs to say.
  const isDropped = open && !isOurs && payment.role === 'order' && order?.state !== 'cancelling'
  if (isDropped && facts.cancelled < facts.amount)
    await nameToStaff(trx, payment, {
      kind: 'refund_stuck',
      ours: `refund of ${open.amount}`,
      theirs: `${more} was sent back by somebody else`,
    })
  const done = isOurs
    ? open
    : await trx
        .insertInto('refunds')
        .values({
          payment_id: payment.id,
          key: `at-provider-${facts.provider_id}-${facts.cancelled}`.slice(0, 100),
          amount: more,
          cancelled_before: payment.cancelled,
          why: 'at_provider',
          state: 'done',
          ended_at,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
  if (order && payment.role === 'order')
    await noteOfOrder(trx, order.id, { state: order.state, why: `refunded ${more}` })
  await tellOfRefund(trx, order, payment, done.id)
}

const tellOfRefund = async (
  trx: Trx,
  order: LockedOrder | undefined,
  { merchant_uid }: LockedPayment,
  refund_id: number,
): Promise<void> => {
  const user_id = order?.user_id ?? (await findOwner(trx, merchant_uid))
  if (user_id !== undefined) await tellBuyer(trx, { user_id, order_id: order?.id ?? null, kind: 'refunded', refund_id })
}

/** Of a payment without an order, who its merchant_uid says it is. */
const findOwner = async (trx: Trx, merchantUid: string): Promise<number | undefined> => {
  const id = ownerOfMerchantUid(merchantUid)
  if (id === undefined) return undefined
  return (
    await trx.selectFrom('users').select('id').where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst()
  )?.id
}

const remember = async (
  trx: Trx,
  order: LockedOrder | undefined,
  payment: LockedPayment,
  facts: PaymentFacts,
): Promise<void> => {
  const { state, amount, cancelled, currency, is_test, status_changed_at } = facts
  const order_id = payment.order_id ?? order?.id ?? null
  // What was decided on was this amount. PortOne never changes it, and if it did, reconciliation would say so.
  const kept = payment.role === 'open' ? amount : payment.amount
  Object.assign(payment, { state, amount: kept, cancelled, order_id })
  await trx
    .updateTable('payments')
    .set({
      state,
      amount: kept,
      cancelled,
      currency,
      is_test,
      order_id,
      status_changed_at,
      looked_at: sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', payment.id)
    .execute()
}

const settle = async (trx: Trx, order: LockedOrder, payment: LockedPayment, takesStock: boolean): Promise<void> => {
  if (takesStock && !(await takeStock(trx, order.id))) return sendBack(trx, payment, 'sold_out')
  Object.assign(payment, { role: 'order' })
  await trx.updateTable('payments').set({ role: 'order' }).where('id', '=', payment.id).execute()
  order.state = 'paid'
  await moveOrder(trx, order.id, { state: 'paid' })
  await sql`
    delete from basket_items b using order_lines l
    where l.order_id = ${order.id} and b.user_id = ${order.user_id} and b.product_id = l.product_id`.execute(trx)
  await tellBuyer(trx, { user_id: order.user_id, order_id: order.id, kind: 'paid' })
}

/** An order whose whole payment was sent back is cancelled, whoever did that. */
const endCancelled = async (trx: Trx, order: LockedOrder, payment: LockedPayment): Promise<void> => {
  if (payment.role !== 'order' || payment.cancelled < payment.amount || order.state === 'cancelled') return
  // What was sent is not in the house; staff count it when it comes back.
  if (order.sent_at === null) await returnStock(trx, order.id)
  order.state = 'cancelled'
  await moveOrder(trx, order.id, { state: 'cancelled' })
}

const wantWhatIsLeft = async (trx: Trx, order: LockedOrder | undefined, payment: LockedPayment): Promise<void> => {
  const left = payment.amount - payment.cancelled
  if (left === 0 || (payment.state !== 'paid' && payment.state !== 'partial_cancelled')) return
  if (payment.role === 'refund' && payment.why !== null) {
    await wantRefund(trx, payment, { why: payment.why, amount: left })
  } else if (payment.role === 'order' && order?.state === 'cancelling') {
    await wantRefund(trx, payment, { why: await whyCancelling(trx, payment.id), amount: left })
  }
}

/** As whoever began it said. */
const whyCancelling = async (trx: Trx, paymentId: number): Promise<RefundReason> => {
  const last = await trx
    .selectFrom('refunds')
    .select('why')
    .where('payment_id', '=', paymentId)
    .where('why', 'in', ['by_buyer', 'by_staff'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (last?.why ?? 'by_staff') as RefundReason
}
