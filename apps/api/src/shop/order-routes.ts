import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { cancelOwnOrder } from '@mudig/db/shop/cancel'
import { createOrder } from '@mudig/db/shop/create-order'
import { findOwnOrder, listOrderEvents, listOwnOrders } from '@mudig/db/shop/order-lists'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { shopErrors } from '@mudig/shared/shop/errors'
import { newMerchantUid } from '@mudig/shared/shop/merchant-uid'
import { ByMerchantUid, NewShopOrder, Page, PlacedOrder, ShopOrder, ShopOrderDetail } from '@mudig/shared/shop/schemas'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { toOrder } from './answers.js'

const tags = ['shop']
const screen = {}
const changing = { ...perMinute(120, { account: 30 }), screen }

/** What somebody orders. */
export const orderRoutes: FastifyPluginAsyncTypebox = async app => {
  const findOrder = async (merchantUid: string, userId: number) => {
    const order = await findOwnOrder(app.db, merchantUid, userId)
    if (!order) throw new ApiError(shopErrors.orderNotFound)
    return { ...toOrder(order), events: await listOrderEvents(app.db, order.id) }
  }

  app.post(
    '/api/v1/products/orders',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'placeOrder',
        summary: 'Order something',
        description:
          'At the prices of this moment, whatever they are when it is paid. What is ordered is kept for 15 minutes. Pay with `merchant_uid` and `total_amount`.',
        body: NewShopOrder,
        response: {
          201: PlacedOrder,
          ...errors(shopErrors.productUnknown, shopErrors.soldOut, shopErrors.tooManyOrders),
        },
      },
    },
    async ({ user, body, headers }, reply) => {
      const { items, name, address, address2 = '' } = body
      const language = preferredLanguage(headers['accept-language'])
      const order = {
        user_id: user.id,
        merchant_uid: newMerchantUid(user.id),
        items,
        name,
        address,
        address2,
        language,
      }
      return reply.code(201).send(await app.ledger.transaction(trx => createOrder(trx, order)))
    },
  )

  app.get(
    '/api/v1/products/orders',
    {
      config: { ...perMinute(300), screen },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listOwnOrders',
        summary: 'My orders',
        querystring: Page,
        response: { 200: WholePage(ShopOrder, 'ShopOrderList') },
      },
    },
    async request => {
      const { page_size: limit, cursor } = request.query
      const position = cursor === undefined ? undefined : Number(cursor)
      const { orders, next } = await listOwnOrders(app.db, request.user.id, { limit, cursor: position })
      return wholePage(request, orders.map(toOrder), next === undefined ? undefined : String(next))
    },
  )

  app.get(
    '/api/v1/products/orders/:merchant_uid',
    {
      config: { ...perMinute(300), screen },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getOwnOrder',
        summary: 'An order of mine, and what happened to it',
        params: ByMerchantUid,
        response: { 200: ShopOrderDetail, ...errors(shopErrors.orderNotFound) },
      },
    },
    async ({ params, user }) => findOrder(params.merchant_uid, user.id),
  )

  app.post(
    '/api/v1/products/orders/:merchant_uid/cancel',
    {
      config: { ...changing, admitsSuspended: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'cancelOwnOrder',
        summary: 'Cancel an order of mine',
        description: 'Until it is sent. The money is sent back by a job; a repeat changes nothing.',
        params: ByMerchantUid,
        response: {
          200: ShopOrderDetail,
          ...errors(shopErrors.orderNotFound, shopErrors.orderState, shopErrors.refundUnderWay),
        },
      },
    },
    async ({ params, user }) => {
      await app.ledger.transaction(trx => cancelOwnOrder(trx, params.merchant_uid, user.id))
      return findOrder(params.merchant_uid, user.id)
    },
  )
}
