import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { Language } from '@mudig/shared/core/language'
import { shopErrors } from '@mudig/shared/shop/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { noteOfOrder } from './order-events.js'
import { takeStock } from './stock.js'

export interface NewOrder {
  user_id: number
  merchant_uid: string
  items: readonly { product_id: number; quantity: number }[]
  name: string
  address: string
  address2: string
  language: Language
}

/** How long stock is kept for who has not paid. */
const reservedSeconds = 900
/** Orders of one account that keep stock without being paid, and pieces in all of them. */
const mostPending = 5
const mostHeld = 100
/** As the table bounds it. */
const mostOfOne = 10

/**
 * Makes an order of today's prices and keeps its stock.
 * @throws ApiError soldOut, productUnknown, tooManyOrders, tokenInvalid
 */
export const createOrder = async (trx: Trx, order: NewOrder) => {
  if (!(await hasRoom(trx, order))) throw new ApiError(shopErrors.tooManyOrders)
  const id = await insertOrder(trx, order, false)
  if (id === undefined) throw new Error(`the number ${order.merchant_uid} is taken`)
  if (!(await reserve(trx, id))) throw new ApiError(shopErrors.soldOut)
  return trx
    .selectFrom('orders')
    .select(['merchant_uid', 'total as total_amount', 'expires_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/**
 * The order that somebody has paid already, by their own words, unless it is there: what is right is found out
 * afterwards. Where there is no stock left, or too many orders wait, it is expired from the start, and comes to life if
 * it was really paid and there is enough then.
 * @throws, having written nothing, ApiError productUnknown, tokenInvalid
 */
export const createClaimedOrder = async (trx: Trx, order: NewOrder): Promise<void> => {
  const isFree = await hasRoom(trx, order)
  const id = await insertOrder(trx, order, true)
  if (id === undefined || (isFree && (await reserve(trx, id)))) return
  await noteOfOrder(trx, id, { state: 'expired', why: 'sold out' })
}

/** Under the lock of the account, so that parallel requests are counted one after the other. */
const hasRoom = async (trx: Trx, { user_id, items }: NewOrder): Promise<boolean> => {
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', user_id)
    .where('is_active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!user) throw new ApiError(httpErrors.tokenInvalid)
  const pending = await trx
    .selectFrom('orders as o')
    .select(sql<number>`(select sum(l.quantity)::int from order_lines l where l.order_id = o.id)`.as('pieces'))
    .where('o.user_id', '=', user_id)
    .where('o.state', '=', 'pending')
    .limit(mostPending)
    .execute()
  const held = [...pending.map(({ pieces }) => pieces), ...items.map(({ quantity }) => quantity)]
  return pending.length < mostPending && held.reduce((sum, pieces) => sum + pieces, 0) <= mostHeld
}

/** Without stock, hence expired. @returns undefined where there is one of this number */
const insertOrder = async (
  trx: Trx,
  { items, ...order }: NewOrder,
  made_by_claim: boolean,
): Promise<number | undefined> => {
  const quantities = new Map<number, number>()
  for (const { product_id, quantity } of items) quantities.set(product_id, (quantities.get(product_id) ?? 0) + quantity)
  const sold = await trx
    .selectFrom('shop_products')
    .select(['id', 'name', 'price'])
    .where('id', 'in', [...quantities.keys()])
    .where('is_on_sale', '=', true)
    .execute()
  if (sold.length < quantities.size) throw new ApiError(shopErrors.productUnknown)
  if ([...quantities.values()].some(quantity => quantity > mostOfOne)) throw new ApiError(shopErrors.soldOut)
  const total = sold.reduce((sum, { id, price }) => sum + price * quantities.get(id)!, 0)
  const row = await trx
    .insertInto('orders')
    .values({
      ...order,
      total,
      made_by_claim,
      state: 'expired',
      expires_at: sql<Date>`now() + ${reservedSeconds} * interval '1 second'`,
    })
    .onConflict(conflict => conflict.column('merchant_uid').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return undefined
  await trx
    .insertInto('order_lines')
    .values(
      sold.map(({ id, name, price }) => ({
        order_id: row.id,
        product_id: id,
        name,
        price,
        quantity: quantities.get(id)!,
      })),
    )
    .execute()
  return row.id
}

const reserve = async (trx: Trx, id: number): Promise<boolean> => {
  if (!(await takeStock(trx, id))) return false
  await trx.updateTable('orders').set({ state: 'pending', holds_stock: true }).where('id', '=', id).execute()
  await noteOfOrder(trx, id, { state: 'pending' })
  return true
}
