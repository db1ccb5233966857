import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { refundByStaff, stepByStaff } from '@mudig/db/shop/cancel'
import { listDifferences, resolveDifference } from '@mudig/db/shop/differences'
import { findOrderForStaff, listOrdersInState } from '@mudig/db/shop/order-lists'
import { retryRefund } from '@mudig/db/shop/refunds'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { shopErrors } from '@mudig/shared/shop/errors'
import {
  ById,
  ByMerchantUid,
  DifferenceNote,
  OrderStep,
  Page,
  PaymentDifference,
  ShopOrder,
  StaffOrder,
  StaffOrders,
  StaffRefund,
} from '@mudig/shared/shop/schemas'
import type { OrderState, StepOfStaff } from '@mudig/shared/shop/states'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { requireStaffUser } from '../http/require-staff.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { toOrder } from './answers.js'

const tags = ['shop']
const changing = { ...perMinute(300, { account: 120 }), screen: {} } as const
const Done = Type.Null({ description: 'Done.' })

/** What staff do with orders and money. */
export const staffOrderRoutes: FastifyPluginAsyncTypebox = async app => {
  const findOrder = async (merchantUid: string) => {
    const order = await findOrderForStaff(app.db, merchantUid)
    if (!order) throw new ApiError(shopErrors.orderNotFound)
    return toOrder(order)
  }

  app.get(
    '/api/v1/products/staff/orders',
    {
      config: { screen: {} },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listStaffOrders',
        summary: 'For staff: orders in a state',
        querystring: StaffOrders,
        response: { 200: WholePage(ShopOrder, 'StaffOrderList'), ...errors(httpErrors.forbidden) },
      },
    },
    async request => {
      await requireStaffUser(request)
      const { page_size: limit, cursor, state } = request.query
      const position = cursor === undefined ? undefined : Number(cursor)
      const { orders, next } = await listOrdersInState(app.db, state as OrderState, { limit, cursor: position })
      return wholePage(request, orders.map(toOrder), next === undefined ? undefined : String(next))
    },
  )

  app.get(
    '/api/v1/products/staff/orders/:merchant_uid',
    {
      config: { screen: {} },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getStaffOrder',
        summary: 'For staff: an order, its payments and refunds',
        params: ByMerchantUid,
        response: { 200: StaffOrder, ...errors(httpErrors.forbidden, shopErrors.orderNotFound) },
      },
    },
    async request => {
      await requireStaffUser(request)
      return findOrder(request.params.merchant_uid)
    },
  )

  app.put(
    '/api/v1/products/staff/orders/:merchant_uid/state',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'stepOrder',
        summary: 'For staff: bring an order one step further',
        params: ByMerchantUid,
        body: OrderStep,
        response: {
          200: StaffOrder,
          ...errors(httpErrors.forbidden, shopErrors.orderNotFound, shopErrors.orderState),
        },
      },
    },
    async request => {
      const { id: staff_id } = await requireStaffUser(request)
      const { merchant_uid } = request.params
      const state = request.body.state as StepOfStaff
      await app.ledger.transaction(trx => stepByStaff(trx, merchant_uid, { state, staff_id }))
      return findOrder(merchant_uid)
    },
  )

  app.post(
    '/api/v1/products/staff/orders/:merchant_uid/refund',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'refundOrder',
        summary: 'For staff: send money back, all or a part',
        params: ByMerchantUid,
        body: StaffRefund,
        response: {
          200: StaffOrder,
          ...errors(
            httpErrors.forbidden,
            shopErrors.orderNotFound,
            shopErrors.orderState,
            shopErrors.refundUnderWay,
            shopErrors.refundOutdated,
            shopErrors.refundTooLarge,
          ),
        },
      },
    },
    async request => {
      const { id: staff_id } = await requireStaffUser(request)
      const { merchant_uid } = request.params
      await app.ledger.transaction(trx => refundByStaff(trx, merchant_uid, { staff_id, ...request.body }))
      return findOrder(merchant_uid)
    },
  )

  app.post(
    '/api/v1/products/staff/refunds/:id/retry',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'retryRefund',
        summary: 'For staff: try again to send money back',
        params: ById,
        response: { 204: Done, ...errors(httpErrors.forbidden, shopErrors.differenceNotFound) },
      },
    },
    async (request, reply) => {
      await requireStaffUser(request)
      const isThere = await app.ledger.transaction(trx => retryRefund(trx, request.params.id))
      if (!isThere) throw new ApiError(shopErrors.differenceNotFound)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/v1/products/staff/differences',
    {
      config: { screen: {} },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listPaymentDifferences',
        summary: 'For staff: where PortOne says something else than we do',
        description: 'And money without an order, and refunds that failed.',
        querystring: Page,
        response: { 200: WholePage(PaymentDifference, 'PaymentDifferenceList'), ...errors(httpErrors.forbidden) },
      },
    },
    async request => {
      await requireStaffUser(request)
      const { page_size: limit, cursor } = request.query
      const position = cursor === undefined ? undefined : Number(cursor)
      const { differences, next } = await listDifferences(app.db, { limit, cursor: position })
      return wholePage(request, differences, next === undefined ? undefined : String(next))
    },
  )

  app.post(
    '/api/v1/products/staff/differences/:id/resolve',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'resolvePaymentDifference',
        summary: 'For staff: this has been looked at',
        params: ById,
        body: DifferenceNote,
        response: { 204: Done, ...errors(httpErrors.forbidden, shopErrors.differenceNotFound) },
      },
    },
    async (request, reply) => {
      const { id: staff_id } = await requireStaffUser(request)
      const { note } = request.body
      if (!(await resolveDifference(app.db, request.params.id, { staff_id, note })))
        throw new ApiError(shopErrors.differenceNotFound)
      return reply.code(204).send(null)
    },
  )
}
