import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { createProduct, type ProductFields } from '../products/write.js'

/** A product that everybody sees. */
export const aProduct = async (db: Db, owner: number, given: Partial<ProductFields> = {}) => {
  const fields = {
    name: '제주 감귤',
    price: 19_900,
    link: 'https://shop.example/tangerines',
    image: { link: 'https://shop.example/tangerines.png' },
    ...given,
  }
  const seller = { id: owner, request_id: 'test' }
  const { id, uuid } = await db
    .transaction()
    .execute(trx => createProduct(trx, seller, fields, { perDay: Number.MAX_SAFE_INTEGER }))
  return { id, uuid }
}

/** One of everybody. */
export const manyProducts = (db: Db) =>
  sql`
    with made as (insert into subjects (kind, owner, state) select 'product', id, 'ready' from users returning id, owner)
    insert into products (id, owner, name, price, link) select id, owner, 'name', 1, 'https://shop.example' from made`.execute(
    db,
  )
