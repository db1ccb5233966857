import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { addShopProduct } from '../shop/products.js'

/** A product that is for sale. @returns its id */
export const aShopProduct = async (
  db: Db,
  { price = 10_000, stock = 3, name = '팝콘' }: { price?: number; stock?: number; name?: string } = {},
): Promise<number> => {
  const fields = { name, content: '극장의 맛', price, image: null, is_on_sale: true }
  const row = await db.transaction().execute(trx => addShopProduct(trx, fields, { stock, staff_id: null }))
  return row.id
}

let staffCount = 0

/** Somebody of the staff. @returns their id */
export const aStaffMember = async (db: Db): Promise<number> => {
  const row = await db
    .insertInto('staff')
    .values({ email: `staff${++staffCount}@shop.test`, name: 'Staff', password_hash: 'x' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Lets the time to pay be over for every order of these people. */
export const letOrdersBeDue = async (db: Db, users: readonly number[]): Promise<void> => {
  await db
    .updateTable('orders')
    .set({ expires_at: sql<Date>`now() - interval '1 second'` })
    .where('state', '=', 'pending')
    .where('user_id', 'in', [...users])
    .execute()
}

/** Lets payments without an order be older than anybody waits. */
export const letOrphansAge = async (db: Db, users: readonly number[]): Promise<void> => {
  await db
    .updateTable('payments')
    .set({ created_at: sql<Date>`now() - interval '31 minutes'` })
    .where(sql<boolean>`split_part(merchant_uid, '-', 1) = any (${users.map(String)}::text[])`)
    .where('order_id', 'is', null)
    .where('role', '=', 'open')
    .execute()
}

/** Lets every comparison of a day be of so many days earlier. */
export const letComparisonsAge = async (db: Db, days: number): Promise<void> => {
  await sql`update reconciliations set day = day - ${days}::int`.execute(db)
}

/** Money of 9,500 won that came an hour ago under a number that is not ours. */
export const aForeignPayment = async (db: Db, ids: { provider_id: string; merchant_uid: string }): Promise<void> => {
  const created_at = sql<Date>`now() - interval '1 hour'`
  await db
    .insertInto('payments')
    .values({ ...ids, state: 'paid', amount: 9_500, currency: 'KRW', is_test: false, created_at })
    .execute()
}

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
          <> -(select coalesce(sum(m.delta), 0) from stock_moves m where m.order_id = o.id)`.execute(db)
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

/** Three thousand products, and of every user a basket, a paid order, its payment and the claim. */
export const manyOrders = async (db: Db): Promise<void> => {
  await sql`
    insert into shop_products (name, content, price, stock) select 'p' || n, 'c', 1000, 0 from generate_series(1, 3000) n`.execute(
    db,
  )
  await sql`
    insert into basket_items (user_id, product_id)
    select u.id, p.id from users u join shop_products p on p.id % 1000 = u.id % 1000`.execute(db)
  await db.transaction().execute(async trx => {
    await sql`
      insert into orders (merchant_uid, user_id, state, holds_stock, total, expires_at, paid_at)
      select id || '-20261130-000001', id, 'paid', true, 1000, now(), now() from users`.execute(trx)
    await sql`
      insert into order_lines (order_id, product_id, name, price, quantity)
      select o.id, (select min(id) from shop_products), 'p', 1000, 1 from orders o`.execute(trx)
  })
  await sql`
    insert into payments (provider_id, merchant_uid, order_id, state, role, amount, currency, is_test)
    select 'imp_' || id, merchant_uid, id, 'paid', 'order', 1000, 'KRW', false from orders`.execute(db)
  await sql`
    insert into payment_claims (user_id, imp_uid, merchant_uid) select user_id, 'imp_' || id, merchant_uid from orders`.execute(
    db,
  )
}
