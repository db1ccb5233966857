import { queues } from '@mudig/shared/shop/queues'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { addShopProduct } from '../shop/products.js'

const shopQueues = Object.values(queues).map(({ name }) => name)

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

/** Lets every job of the shop that waits for a later moment be due. */
export const letShopJobsBeDue = async (db: Db): Promise<void> => {
  await db
    .updateTable('jobs')
    .set({ run_at: sql<Date>`now()`, turn_at: sql<Date>`least(turn_at, now())`, pushed_at: null })
    .set({ delivery: sql<number>`delivery + 1` })
    .where('state', '=', 'queued')
    .where('queue', 'in', shopQueues)
    .where('run_at', '>', sql<Date>`now()`)
    .execute()
}

/** How many jobs of the shop have not ended. */
export const countShopJobs = async (db: Db): Promise<number> => {
  const jobs = await db
    .selectFrom('jobs')
    .select('id')
    .where('state', 'in', ['queued', 'running'])
    .where('queue', 'in', shopQueues)
    .execute()
  return jobs.length
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
