import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** What is wrong with the money and the stock of these people and products: nothing, at any commit. */
export const brokenPromises = async (db: Db, { buyers: users, products }: { buyers: number[]; products: number[] }) => {
  const { rows } = await sql<{ what: string }>`
    select 'refund not asked for: ' || p.provider_id as what from payments p
      where split_part(p.merchant_uid, '-', 1) = any (${users.map(String)}::text[]) and p.role = 'refund' and p.state in ('paid', 'partial_cancelled')
        and p.cancelled < p.amount and not exists (select from refunds r where r.payment_id = p.id and r.ended_at is null)
    union all select 'sent back otherwise than written: ' || p.provider_id from payments p
      where split_part(p.merchant_uid, '-', 1) = any (${users.map(String)}::text[])
        and p.cancelled <> (select coalesce(sum(r.amount), 0) from refunds r where r.payment_id = p.id and r.state = 'done')
    union all select 'no payment: ' || o.merchant_uid from orders o
      where o.user_id = any (${users}::int8[]) and o.state in ('paid', 'preparing', 'shipped', 'delivered', 'cancelling')
        and not exists (select from payments p where p.order_id = o.id and p.role = 'order' and p.amount = o.total and p.cancelled < p.amount)
    union all select 'paid and not standing: ' || o.merchant_uid from orders o join payments p on p.order_id = o.id and p.role = 'order'
      where o.user_id = any (${users}::int8[]) and o.state in ('pending', 'expired', 'cancelled') and p.cancelled < p.amount
    union all select 'not paid any more: ' || p.provider_id from payments p
      where split_part(p.merchant_uid, '-', 1) = any (${users.map(String)}::text[]) and p.role <> 'open' and p.state in ('ready', 'failed')
    union all select 'mails of ' || o.merchant_uid from orders o
      where o.user_id = any (${users}::int8[])
        and (o.paid_at is not null)::int <> (select count(*) from order_mails m where m.order_id = o.id and m.kind = 'paid')
    union all select 'stock of ' || p.id from shop_products p
      where p.id = any (${products}::int8[]) and p.stock <> (select sum(delta) from stock_moves m where m.product_id = p.id)
    union all select 'stock held by ' || o.merchant_uid from orders o
      where o.user_id = any (${users}::int8[])
        and (case when o.holds_stock or o.sent_at is not null then (select sum(l.quantity) from order_lines l where l.order_id = o.id) else 0 end)
          <> -(select coalesce(sum(m.delta), 0) from stock_moves m where m.order_id = o.id)
    union all select 'sent back without a reason: ' || p.provider_id from payments p
      where split_part(p.merchant_uid, '-', 1) = any (${users.map(String)}::text[]) and p.role = 'refund' and p.why is null
    union all select 'sent back without an order, and staff not told: ' || p.provider_id from payments p
      where split_part(p.merchant_uid, '-', 1) = any (${users.map(String)}::text[]) and p.why = 'no_order'
        and not exists (select from payment_differences d where d.kind = 'orphan' and d.provider_id = p.provider_id)
    union all select 'its history does not end as it stands: ' || o.merchant_uid from orders o
      where o.user_id = any (${users}::int8[])
        and o.state is distinct from (select e.state from order_events e where e.order_id = o.id order by e.id desc limit 1)`.execute(
    db,
  )
  return rows.map(({ what }) => what)
}

/** What of our books has a payment of PortOne's: its order, as it stands, and what we think was sent back. */
export const paymentOf = (db: Db, providerId: string) =>
  db
    .selectFrom('payments as p')
    .leftJoin('orders as o', 'o.id', 'p.order_id')
    .select(['p.role', 'p.why', 'p.amount', 'p.cancelled', 'o.state', 'o.total'])
    .where('p.provider_id', '=', providerId)
    .executeTakeFirst()

/** A payment as PortOne's books have it. */
interface BookedPayment {
  imp_uid: string
  merchant_uid: string
  status: string
  amount: number
  cancelled: number
}

const standing = ['paid', 'preparing', 'shipped', 'delivered']

/** What of the money in PortOne's books is neither for an order that stands nor back where it came from. */
export const strayMoney = async (db: Db, books: readonly BookedPayment[]): Promise<string[]> => {
  const stray: string[] = []
  const paidOrders = new Set<string>()
  for (const { imp_uid, merchant_uid, status, amount, cancelled } of books) {
    if (status !== 'paid' && status !== 'cancelled') continue
    const kept = amount - cancelled
    const ours = await paymentOf(db, imp_uid)
    if (ours && ours.cancelled !== cancelled)
      stray.push(`${imp_uid}: ${cancelled} went back, we think ${ours.cancelled}`)
    if (kept === 0) continue
    const isForOrder = ours?.role === 'order' && standing.includes(ours.state ?? '') && ours.total === amount
    if (!isForOrder) stray.push(`${imp_uid}: ${kept} won are kept for ${ours?.role} ${ours?.state}`)
    if (paidOrders.has(merchant_uid)) stray.push(`${merchant_uid} is paid twice`)
    paidOrders.add(merchant_uid)
  }
  return stray
}

/** Money that was sent back, by why. */
export const sentBackByReason = async (db: Db) => {
  const { rows } = await sql<{ why: string; refunds: number; won: number }>`
    select why, count(*)::int as refunds, sum(amount)::float8 as won from refunds where state = 'done'
    group by why order by why`.execute(db)
  return rows
}
