import { aProduct } from '@mudig/db/testing/products'
import type { TestApp } from '../../testing/app.js'
import { aListener, type Listener } from '../../testing/listeners.js'

/** One of mine and one of another's. */
const sold = async (test: TestApp, me: Listener) => {
  const other = await aListener(test)
  await aProduct(test.db, me.id)
  const { handle } = await test.db
    .selectFrom('users')
    .select('handle')
    .where('id', '=', other.id)
    .executeTakeFirstOrThrow()
  return { ...(await aProduct(test.db, other.id)), handle }
}

const at = (path: string) => async (test: TestApp, me: Listener) => {
  const { uuid, handle } = await sold(test, me)
  return path.replace('{uuid}', uuid).replace('{handle}', `${handle}`)
}

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/products': at(`/products?search=${encodeURIComponent('감귤')}`),
  '/products/products': at('/products/products'),
  '/products/recommend': at('/products/recommend'),
  '/recommend-products': at('/recommend-products'),
  '/products/latest/{handle}': at('/products/latest/{handle}'),
  '/products/{uuid}': at('/products/{uuid}'),
  '/products/products/{uuid}': at('/products/products/{uuid}'),
}
