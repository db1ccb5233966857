import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listBasket } from '@mudig/db/shop/basket'
import { findBuyer } from '@mudig/db/shop/buyer'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Basket } from '@mudig/shared/shop/schemas'
import { perMinute } from '../http/rate-limits.js'
import { toShownProduct } from './answers.js'

/** Among the addresses of accounts, because the pages look for it there. */
export const basketRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/api/v1/accounts/basket',
    {
      config: { ...perMinute(300), screen: {} },
      onRequest: app.requireUser,
      schema: { tags: ['shop'], operationId: 'getBasket', summary: 'My basket', response: { 200: Basket } },
    },
    async request => {
      const { id } = request.user
      const [buyer, products] = await Promise.all([findBuyer(app.db, id), listBasket(app.db, id)])
      if (!buyer) throw new ApiError(httpErrors.tokenInvalid)
      return { nickname: buyer.nickname, products: products.map(product => toShownProduct(request, product)) }
    },
  )
}
