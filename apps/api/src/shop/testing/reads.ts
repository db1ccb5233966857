import { createOrder } from '@mudig/db/shop/create-order'
import { aShopProduct } from '@mudig/db/testing/shop'
import { newMerchantUid } from '@mudig/shared/shop/merchant-uid'
import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'
import { makeStaff } from '../../testing/make-staff.js'

/** An order of mine, of two products. @returns its number */
export const anOrder = async ({ db }: Pick<TestApp, 'db'>, { id: user_id }: { id: number }): Promise<string> => {
  const items = [
    { product_id: await aShopProduct(db), quantity: 1 },
    { product_id: await aShopProduct(db), quantity: 2 },
  ]
  const where = { name: '이름', address: '서울', address2: '', language: 'ko' as const }
  const order = { user_id, merchant_uid: newMerchantUid(user_id), items, ...where }
  const { merchant_uid } = await db.transaction().execute(trx => createOrder(trx, order))
  return merchant_uid
}

const asStaff = (url: string) => async (test: TestApp, me: Listener) => {
  await makeStaff(test, me)
  return url.replace('{merchant_uid}', await anOrder(test, me))
}

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/api/v1/accounts/basket': async () => '/api/v1/accounts/basket/',
  '/api/v1/products': async () => '/api/v1/products/',
  '/api/v1/products/login_user': async () => '/api/v1/products/login_user/',
  '/api/v1/products/orders': async () => '/api/v1/products/orders/',
  '/api/v1/products/orders/{merchant_uid}': async (test: TestApp, me: Listener) =>
    `/api/v1/products/orders/${await anOrder(test, me)}/`,
  '/api/v1/products/staff/differences': asStaff('/api/v1/products/staff/differences'),
  '/api/v1/products/staff/orders': asStaff('/api/v1/products/staff/orders?state=pending'),
  '/api/v1/products/staff/orders/{merchant_uid}': asStaff('/api/v1/products/staff/orders/{merchant_uid}'),
  '/api/v1/products/staff/products': asStaff('/api/v1/products/staff/products'),
  '/api/v1/products/{pk}': async ({ db }: TestApp) => `/api/v1/products/${await aShopProduct(db)}/`,
}
