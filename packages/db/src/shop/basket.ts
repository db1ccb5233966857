import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { shopErrors } from '@mudig/shared/shop/errors'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'

/** Products in one basket; its list is not paged. */
export const mostInBasket = 100

/**
 * Puts a product into somebody's basket, or takes it out. Under the lock of the account, because a double click is two
 * requests.
 * @returns whether it is in there now
 * @throws ApiError productNotFound, basketFull, tokenInvalid
 */
export const toggleBasket = async (trx: Trx, userId: number, productId: number): Promise<boolean> => {
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('is_active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!user) throw new ApiError(httpErrors.tokenInvalid)
  const removed = await trx
    .deleteFrom('basket_items')
    .where('user_id', '=', userId)
    .where('product_id', '=', productId)
    .returning('product_id')
    .executeTakeFirst()
  if (removed) return false
  const items = await trx
    .selectFrom('basket_items')
    .select('product_id')
    .where('user_id', '=', userId)
    .limit(mostInBasket)
    .execute()
  if (items.length >= mostInBasket) throw new ApiError(shopErrors.basketFull)
  const added = await trx
    .insertInto('basket_items')
    .columns(['user_id', 'product_id'])
    .expression(({ selectFrom, val }) =>
      selectFrom('shop_products')
        .select([val(userId).as('user_id'), 'id'])
        .where('id', '=', productId)
        .where('is_on_sale', '=', true),
    )
    .returning('product_id')
    .executeTakeFirst()
  if (!added) throw new ApiError(shopErrors.productNotFound)
  return true
}

/** Exported for the test of its plan. */
export const selectBasket = (db: Db, { userId }: { userId: number }) =>
  db
    .selectFrom('basket_items as b')
    .innerJoin('shop_products as p', 'p.id', 'b.product_id')
    .select(['p.id', 'p.name', 'p.content', 'p.price', 'p.image', 'p.stock'])
    .where('b.user_id', '=', userId)
    .where('p.is_on_sale', '=', true)
    .orderBy('b.product_id')
    .limit(mostInBasket)

const basket = prepare((db, values: { userId: number }) => selectBasket(db, values))

/** What of somebody's basket is for sale. */
export const listBasket = (db: Db, userId: number) => basket(db, { userId })
