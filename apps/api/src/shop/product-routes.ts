import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { toggleBasket } from '@mudig/db/shop/basket'
import { findBuyer } from '@mudig/db/shop/buyer'
import { findOnSale, listOnSale } from '@mudig/db/shop/products'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { shopErrors } from '@mudig/shared/shop/errors'
import { BasketChange, Buyer, ByProduct, Page, ShopProduct, ShopProducts } from '@mudig/shared/shop/schemas'
import { errors } from '../http/declared-errors.js'
import { apiBase } from '../http/media-addresses.js'
import { perMinute } from '../http/rate-limits.js'
import { toShownProduct } from './answers.js'

const tags = ['shop']
const screen = {}

/** What is for sale. */
export const productRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/api/v1/products',
    {
      config: { ...perMinute(300), screen },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listShopProducts',
        summary: 'What is for sale',
        description: 'The newest first. Where there is more, the header `link` has the address of the next page.',
        querystring: Page,
        response: { 200: ShopProducts },
      },
    },
    async (request, reply) => {
      const { page_size: limit, cursor } = request.query
      const { products, next } = await listOnSale(app.db, { limit, cursor: (cursor && Number(cursor)) || undefined })
      if (next !== undefined)
        reply.header('link', `<${apiBase(request)}/api/v1/products/?page_size=${limit}&cursor=${next}>; rel="next"`)
      return products.map(product => toShownProduct(request, product))
    },
  )

  app.get(
    '/api/v1/products/login_user',
    {
      config: { ...perMinute(300), screen },
      onRequest: app.requireUser,
      schema: { tags, operationId: 'getBuyer', summary: 'Who is signed in', response: { 200: Buyer } },
    },
    async ({ user }) => {
      const buyer = await findBuyer(app.db, user.id)
      if (!buyer) throw new ApiError(httpErrors.tokenInvalid)
      return buyer
    },
  )

  app.get(
    '/api/v1/products/:pk',
    {
      config: { ...perMinute(600), screen },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getShopProduct',
        summary: 'A product that is for sale',
        params: ByProduct,
        response: { 200: ShopProduct, ...errors(shopErrors.productNotFound) },
      },
    },
    async request => {
      const product = await findOnSale(app.db, request.params.pk)
      if (!product) throw new ApiError(shopErrors.productNotFound)
      return toShownProduct(request, product)
    },
  )

  app.post(
    '/api/v1/products/:pk',
    {
      config: { ...perMinute(240, { account: 120 }), screen },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'toggleBasketItem',
        summary: 'Put a product into my basket, or take it out',
        params: ByProduct,
        response: { 200: BasketChange, ...errors(shopErrors.productNotFound, shopErrors.basketFull) },
      },
    },
    async ({ params, user }) => {
      const isIn = await app.ledger.transaction(trx => toggleBasket(trx, user.id, params.pk))
      return { detail: isIn ? '장바구니에 추가' : '장바구니에서 삭제' }
    },
  )
}
