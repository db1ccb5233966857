import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { attachPictures, discardPictures } from '@mudig/db/objects/uploads'
import { addShopProduct, changeShopProduct, correctStock, listAllProducts, pictureOf } from '@mudig/db/shop/products'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { objectErrors } from '@mudig/shared/objects/errors'
import { shopErrors } from '@mudig/shared/shop/errors'
import {
  ByProduct,
  NewShopProduct,
  Page,
  ShopProductChange,
  StaffProduct,
  StockChange,
} from '@mudig/shared/shop/schemas'
import type { FastifyRequest } from 'fastify'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { requireStaffUser } from '../http/require-staff.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { pictureAt } from '../objects/addresses.js'
import { toShopProduct } from './answers.js'

const tags = ['shop']
const changing = { ...perMinute(300, { account: 120 }), screen: {} } as const

/** @throws ApiError pictureUnknown */
const imageAt = (request: FastifyRequest, address: string): string => {
  const picture = pictureAt(request, address)
  if (picture === undefined) throw new ApiError(objectErrors.pictureUnknown)
  return picture
}

/** What staff do with products. */
export const staffProductRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/api/v1/products/staff/products',
    {
      config: { screen: {} },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listStaffProducts',
        summary: 'For staff: all products',
        querystring: Page,
        response: { 200: WholePage(StaffProduct, 'StaffProductList'), ...errors(httpErrors.forbidden) },
      },
    },
    async request => {
      await requireStaffUser(request)
      const { page_size: limit, cursor } = request.query
      const position = cursor === undefined ? undefined : Number(cursor)
      const { products, next } = await listAllProducts(app.db, { limit, cursor: position })
      return wholePage(request, products.map(toShopProduct), next === undefined ? undefined : String(next))
    },
  )

  app.post(
    '/api/v1/products/staff/products',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'addShopProduct',
        summary: 'For staff: add a product',
        body: NewShopProduct,
        response: { 201: StaffProduct, ...errors(httpErrors.forbidden, objectErrors.pictureUnknown) },
      },
    },
    async (request, reply) => {
      const member = await requireStaffUser(request)
      const { image: address, stock, is_on_sale = true, ...fields } = request.body
      const image = address ? imageAt(request, address) : null
      const product = await app.ledger.transaction(async trx => {
        const added = await addShopProduct(trx, { ...fields, image, is_on_sale }, { stock, staff_id: member.id })
        const about = { owner: request.user.id, subject: `goods/${added.id}`, request_id: request.id } as const
        if (image !== null) await attachPictures(trx, [image], about)
        return added
      })
      return reply.code(201).send(toShopProduct(product))
    },
  )

  app.put(
    '/api/v1/products/staff/products/:pk',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'changeShopProduct',
        summary: 'For staff: change a product',
        description: 'Orders keep the name and price that they were made with.',
        params: ByProduct,
        body: ShopProductChange,
        response: {
          200: StaffProduct,
          ...errors(
            httpErrors.forbidden,
            shopErrors.productNotFound,
            shopErrors.productChanged,
            objectErrors.pictureUnknown,
          ),
        },
      },
    },
    async request => {
      await requireStaffUser(request)
      const { params, user, id: request_id } = request
      const { image: address, ...fields } = request.body
      const product = await app.ledger.transaction(async trx => {
        const before = await pictureOf(trx, params.pk)
        const image = address === undefined ? before : address === '' ? null : imageAt(request, address)
        const changed = await changeShopProduct(trx, params.pk, { ...fields, image })
        const subject = `goods/${params.pk}` as const
        if (image !== before && before !== null) await discardPictures(trx, [before], { user_id: user.id, request_id })
        if (image !== before && image !== null)
          await attachPictures(trx, [image], { owner: user.id, subject, request_id })
        return changed
      })
      return toShopProduct(product)
    },
  )

  app.post(
    '/api/v1/products/staff/products/:pk/stock',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'correctStock',
        summary: 'For staff: what came in, or went missing',
        params: ByProduct,
        body: StockChange,
        response: {
          200: StaffProduct,
          ...errors(httpErrors.forbidden, shopErrors.productNotFound, shopErrors.productChanged, shopErrors.soldOut),
        },
      },
    },
    async request => {
      const { id: staff_id } = await requireStaffUser(request)
      const { delta, version } = request.body
      return toShopProduct(
        await app.ledger.transaction(trx => correctStock(trx, request.params.pk, { delta, version, staff_id })),
      )
    },
  )
}
