import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { manyOrders } from '../testing/shop.js'
import { selectBasket } from './basket.js'
import { selectOwn } from './order-lists.js'
import { selectOnSale } from './products.js'

t.test('the lists of the shop follow indexes', async t => {
  const { db } = await testDatabase(t)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 2000) n`.execute(
    db,
  )
  await manyOrders(db)
  await sql`insert into shop_products (name, content, price, is_on_sale) select 'old', 'c', 1, false from generate_series(1, 5000)`.execute(
    db,
  )
  await sql`analyze`.execute(db)
  const first = { cursor: undefined }
  t.match(await planOf(db, selectOnSale(db, first, 31, true)), 'shop_products_on_sale')
  const own = await planOf(db, selectOwn(db, { userId: 7, ...first }, 31, true))
  t.match(own, 'orders_user')
  t.notMatch(own, 'Seq Scan')
  const basket = await planOf(db, selectBasket(db, { userId: 7 }))
  t.match(basket, 'basket_items_pkey')
  t.notMatch(basket, 'Seq Scan')
})
