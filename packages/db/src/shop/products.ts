import { ApiError } from '@mudig/shared/core/errors'
import { shopErrors } from '@mudig/shared/shop/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'

const columns = ['p.id', 'p.name', 'p.content', 'p.price', 'p.image', 'p.stock'] as const

const selectProducts = (db: Db) => db.selectFrom('shop_products as p').select(columns)

/** Exported for the test of its plan. */
export const selectOnSale = (db: Db, { cursor }: { cursor: number | undefined }, limit: number, isFirst: boolean) =>
  selectProducts(db)
    .where('p.is_on_sale', '=', true)
    .$if(!isFirst, query => query.where(sql<boolean>`p.id < ${cursor}`))
    .orderBy('p.id', 'desc')
    .limit(limit)

const onSale = prepare((db, values: { cursor: number | undefined }, limit: number, isFirst: boolean) =>
  selectOnSale(db, values, limit, isFirst),
)

/** What is for sale, the newest first. */
export const listOnSale = async (db: Db, { limit, cursor }: { limit: number; cursor?: number | undefined }) => {
  const rows = await onSale(db, { cursor }, limit + 1, cursor === undefined)
  const products = rows.slice(0, limit)
  return { products, next: rows.length > limit ? products.at(-1)!.id : undefined }
}

const byId = prepare((db, { id }: { id: number }) =>
  selectProducts(db).where('p.id', '=', id).where('p.is_on_sale', '=', true),
)

/** Undefined where it is not for sale. */
export const findOnSale = async (db: Db, id: number) => (await byId(db, { id }))[0]

export type ShopProductRow = NonNullable<Awaited<ReturnType<typeof findOnSale>>>

export interface ShopProductFields {
  name: string
  content: string
  price: number
  image: string | null
  is_on_sale: boolean
}

const staffColumns = ['id', 'name', 'content', 'price', 'image', 'stock', 'is_on_sale', 'version'] as const

/** Of all products, for staff. */
export const listAllProducts = async (db: Db, { limit, cursor }: { limit: number; cursor?: number | undefined }) => {
  const rows = await db
    .selectFrom('shop_products')
    .select(staffColumns)
    .$if(cursor !== undefined, query => query.where('id', '<', cursor!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return { products: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : undefined }
}

/** Adds a product with what there is of it. */
export const addShopProduct = async (
  trx: Trx,
  fields: ShopProductFields,
  { stock, staff_id }: { stock: number; staff_id: number | null },
) => {
  const { id } = await trx
    .insertInto('shop_products')
    .values({ ...fields, stock })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (stock > 0)
    await trx.insertInto('stock_moves').values({ product_id: id, delta: stock, reason: 'opening', staff_id }).execute()
  return findForStaff(trx, id)
}

const findForStaff = (db: Db, id: number) =>
  db.selectFrom('shop_products').select(staffColumns).where('id', '=', id).executeTakeFirstOrThrow()

/**
 * Changes a product that is as the caller saw it. Orders keep the name and price that they were made with.
 * @throws ApiError productNotFound, productChanged
 */
export const changeShopProduct = async (
  trx: Trx,
  id: number,
  { version, ...fields }: Partial<ShopProductFields> & { version: number },
) => {
  const held = await lockProduct(trx, id)
  if (held.version !== version) throw new ApiError(shopErrors.productChanged)
  await trx
    .updateTable('shop_products')
    .set({ ...fields, version: version + 1, updated_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute()
  return findForStaff(trx, id)
}

/**
 * What came in, or went missing, of a product that is as the caller saw it: a repeat counts nothing again.
 * @throws ApiError productNotFound, productChanged, soldOut where that is more than there is
 */
export const correctStock = async (
  trx: Trx,
  id: number,
  { delta, version, staff_id }: { delta: number; version: number; staff_id: number },
) => {
  const held = await lockProduct(trx, id)
  if (held.version !== version) throw new ApiError(shopErrors.productChanged)
  if (held.stock + delta < 0) throw new ApiError(shopErrors.soldOut)
  await trx
    .updateTable('shop_products')
    .set({ stock: held.stock + delta, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await trx.insertInto('stock_moves').values({ product_id: id, delta, reason: 'correct', staff_id }).execute()
  return findForStaff(trx, id)
}

const lockProduct = async (trx: Trx, id: number) => {
  const row = await trx
    .selectFrom('shop_products')
    .select(['id', 'version', 'stock', 'image'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw new ApiError(shopErrors.productNotFound)
  return row
}

/** The key of a product's picture, under the lock of the product. @throws ApiError productNotFound */
export const pictureOf = async (trx: Trx, id: number): Promise<string | null> => (await lockProduct(trx, id)).image
