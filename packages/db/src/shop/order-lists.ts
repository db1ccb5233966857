import type { OrderState, RefundReason } from '@mudig/shared/shop/states'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'

const lines = sql<{ product_id: number; name: string; price: number; quantity: number }[]>`
  (select coalesce(json_agg(json_build_object('product_id', l.product_id, 'name', l.name, 'price', l.price, 'quantity', l.quantity)
    order by l.product_id), '[]') from order_lines l where l.order_id = o.id)`
const refunded = sql<number>`coalesce((select p.cancelled from payments p where p.order_id = o.id and p.role = 'order'), 0)`

const selectOrders = (db: Db) =>
  db
    .selectFrom('orders as o')
    .select([
      'o.id',
      'o.merchant_uid',
      'o.state',
      'o.total as total_amount',
      'o.name',
      'o.address',
      'o.address2',
      'o.created_at',
      'o.expires_at',
      'o.paid_at',
      refunded.as('refunded_amount'),
      lines.as('lines'),
    ])
    .$castTo<OrderRow>()

export interface OrderRow {
  id: number
  merchant_uid: string
  state: OrderState
  total_amount: number
  name: string
  address: string
  address2: string
  created_at: Date
  expires_at: Date
  paid_at: Date | null
  refunded_amount: number
  lines: { product_id: number; name: string; price: number; quantity: number }[]
}

interface Page {
  limit: number
  cursor?: number | undefined
}

const toPage = (rows: OrderRow[], limit: number) => {
  const orders = rows.slice(0, limit)
  return { orders, next: rows.length > limit ? orders.at(-1)!.id : undefined }
}

/** Exported for the test of its plan. */
export const selectOwn = (
  db: Db,
  { userId, cursor }: { userId: number; cursor: number | undefined },
  limit: number,
  isFirst: boolean,
) =>
  selectOrders(db)
    .where('o.user_id', '=', userId)
    .$if(!isFirst, query => query.where(sql<boolean>`o.id < ${cursor}`))
    .orderBy('o.id', 'desc')
    .limit(limit)

const own = prepare((db, values: { userId: number; cursor: number | undefined }, limit: number, isFirst: boolean) =>
  selectOwn(db, values, limit, isFirst),
)

/** Somebody's own, the newest first. */
export const listOwnOrders = async (db: Db, userId: number, { limit, cursor }: Page) =>
  toPage(await own(db, { userId, cursor }, limit + 1, cursor === undefined), limit)

/** One's own, or undefined. */
export const findOwnOrder = (db: Db, merchantUid: string, userId: number) =>
  selectOrders(db).where('o.merchant_uid', '=', merchantUid).where('o.user_id', '=', userId).executeTakeFirst()

/** What happened to an order, oldest first. */
export const listOrderEvents = (db: Db, orderId: number) =>
  db
    .selectFrom('order_events')
    .select(['state', 'why', 'created_at'])
    .where('order_id', '=', orderId)
    .orderBy('id')
    .limit(100)
    .execute()

/** Those in a state, the newest first, for staff; whose they are is in their numbers. */
export const listOrdersInState = async (db: Db, state: OrderState, { limit, cursor }: Page) =>
  toPage(
    await selectOrders(db)
      .where('o.state', '=', state)
      .$if(cursor !== undefined, query => query.where('o.id', '<', cursor!))
      .orderBy('o.id', 'desc')
      .limit(limit + 1)
      .execute(),
    limit,
  )

/** One of anybody's, with its history, payments and refunds, for staff. */
export const findOrderForStaff = (db: Db, merchantUid: string) => {
  const ofOrder = sql`
    (select p.* from payments p where p.merchant_uid = o.merchant_uid order by p.id limit 100) p`
  return selectOrders(db)
    .select([
      sql<
        StaffDetail['events']
      >`(select coalesce(json_agg(json_build_object('state', e.state, 'why', e.why, 'created_at', e.created_at)
        order by e.id), '[]') from order_events e where e.order_id = o.id)`.as('events'),
      sql<
        StaffDetail['payments']
      >`(select coalesce(json_agg(json_build_object('provider_id', p.provider_id, 'state', p.state, 'role', p.role,
        'why', p.why, 'amount', p.amount, 'cancelled', p.cancelled, 'created_at', p.created_at) order by p.id), '[]') from ${ofOrder})`.as(
        'payments',
      ),
      sql<
        StaffDetail['refunds']
      >`(select coalesce(json_agg(json_build_object('id', r.id, 'provider_id', p.provider_id, 'amount', r.amount,
        'why', r.why, 'note', r.note, 'state', r.state, 'created_at', r.created_at, 'ended_at', r.ended_at) order by r.id), '[]')
        from ${ofOrder} join refunds r on r.payment_id = p.id)`.as('refunds'),
    ])
    .where('o.merchant_uid', '=', merchantUid)
    .$castTo<OrderRow & StaffDetail>()
    .executeTakeFirst()
}

/** Moments as JSON has them. */
interface StaffDetail {
  events: { state: string; why: string; created_at: string }[]
  payments: {
    provider_id: string
    state: string
    role: string
    why: RefundReason | null
    amount: number
    cancelled: number
    created_at: string
  }[]
  refunds: {
    id: number
    provider_id: string
    amount: number
    why: string
    note: string
    state: string
    created_at: string
    ended_at: string | null
  }[]
}

/** What profiles show: the newest lines of paid orders. */
export const listPurchases = async (db: Db, userId: number) =>
  db
    .selectFrom('orders as o')
    .innerJoin('order_lines as l', 'l.order_id', 'o.id')
    .select(['l.name as product', 'o.merchant_uid', sql<number>`l.price * l.quantity`.as('price'), 'o.state'])
    .where('o.user_id', '=', userId)
    .where('o.paid_at', 'is not', null)
    .orderBy('o.id', 'desc')
    .orderBy('l.product_id')
    .limit(100)
    .$castTo<{ product: string; merchant_uid: string; price: number; state: OrderState }>()
    .execute()
