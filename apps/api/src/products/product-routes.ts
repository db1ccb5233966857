import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { followLink } from '@mudig/db/products/clicks'
import { findProduct, productIdOf } from '@mudig/db/products/products'
import { productSubject } from '@mudig/db/products/subject'
import { createProduct, deleteProduct, editProduct } from '@mudig/db/products/write'
import { setLike } from '@mudig/db/subjects/likes'
import { ApiError } from '@mudig/shared/core/errors'
import { ByUuid } from '@mudig/shared/core/uuid'
import { objectErrors } from '@mudig/shared/objects/errors'
import { productErrors } from '@mudig/shared/products/errors'
import { NewProduct, Product, ProductChange, ProductLike, ProductLiked } from '@mudig/shared/products/schemas'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { visitorOf } from '../http/visitor.js'
import { imageAt, linkOf, toProduct, viewerOf } from './answers.js'

const tags = ['products']
/** Of one account, in 24 hours. */
const perDay = 100
const changing = { ...perMinute(240, { account: 60 }), social: true } as const
const refusals = errors(productErrors.productNotFound, objectErrors.pictureUnknown)

/** As the web client names them. */
const places = [
  { base: '/products', word: 'Product' },
  { base: '/products/products', word: 'ListedProduct' },
] as const

/** One product, at both places where the web client looks for it. */
export const productRoutes: FastifyPluginAsyncTypebox = async app => {
  const visitor = visitorOf(app, 'clicks on products')
  const sellerOf = ({ user, id: request_id }: FastifyRequest) => ({ id: user.id, request_id })

  const edit = async (request: FastifyRequest, uuid: string, change: Static<typeof ProductChange>) => {
    const { name, price, product_image_link, product_link } = change
    const fields = {
      ...(name !== undefined && { name }),
      ...(price !== undefined && { price }),
      ...(product_link !== undefined && { link: linkOf(product_link) }),
      ...(product_image_link !== undefined && { image: imageAt(request, product_image_link) }),
    }
    return toProduct(request, await app.ledger.transaction(trx => editProduct(trx, uuid, sellerOf(request), fields)))
  }

  for (const { base, word } of places) {
    app.post(
      base,
      {
        config: { ...perMinute(120, { account: 20 }), social: true },
        onRequest: app.requireUser,
        schema: {
          tags,
          operationId: `create${word}`,
          summary: 'Add a product',
          description: 'A picture at others is fetched by a job, and shown from here as `preview`.',
          body: NewProduct,
          response: { 201: Product, ...errors(productErrors.tooManyProducts, objectErrors.pictureUnknown) },
        },
      },
      async (request, reply) => {
        const { name, price, product_image_link, product_link } = request.body
        const fields = { name, price, link: linkOf(product_link), image: imageAt(request, product_image_link) }
        const product = await app.ledger.transaction(trx => createProduct(trx, sellerOf(request), fields, { perDay }))
        return reply.code(201).send(toProduct(request, product))
      },
    )

    app.get(
      `${base}/:uuid`,
      {
        config: { ...perMinute(600), social: true },
        onRequest: app.optionalUser,
        schema: {
          tags,
          operationId: `get${word}`,
          summary: 'A product',
          params: ByUuid,
          response: { 200: Product, ...errors(productErrors.productNotFound) },
        },
      },
      async request => {
        const product = await findProduct(app.db, request.params.uuid, viewerOf(request))
        if (!product) throw new ApiError(productErrors.productNotFound)
        return toProduct(request, product)
      },
    )

    app.put(
      `${base}/:uuid`,
      {
        config: changing,
        onRequest: app.requireUser,
        schema: {
          tags,
          operationId: `replace${word}`,
          summary: 'Write a product of mine anew',
          params: ByUuid,
          body: NewProduct,
          response: { 200: Product, ...refusals },
        },
      },
      async request => edit(request, request.params.uuid, request.body),
    )

    app.patch(
      `${base}/:uuid`,
      {
        config: changing,
        onRequest: app.requireUser,
        schema: {
          tags,
          operationId: `edit${word}`,
          summary: 'Change a product of mine',
          params: ByUuid,
          body: ProductChange,
          response: { 200: Product, ...refusals },
        },
      },
      async request => edit(request, request.params.uuid, request.body),
    )

    app.delete(
      `${base}/:uuid`,
      {
        config: changing,
        onRequest: app.requireUser,
        schema: {
          tags,
          operationId: `delete${word}`,
          summary: 'Delete a product of mine',
          description: 'With its picture, comments, likes and counts, for good.',
          params: ByUuid,
          response: { 204: Type.Null({ description: 'Deleted.' }), ...errors(productErrors.productNotFound) },
        },
      },
      async (request, reply) => {
        await app.ledger.transaction(trx => deleteProduct(trx, request.params.uuid, sellerOf(request)))
        return reply.code(204).send(null)
      },
    )
  }

  app.get(
    '/products/:uuid/go',
    {
      config: { ...perMinute(300), social: true },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'followProductLink',
        summary: 'To where a product is sold',
        description: 'Whoever follows it is counted, once a day.',
        params: ByUuid,
        response: {
          302: Type.Null({ description: 'To the address that its seller named.' }),
          ...errors(productErrors.productNotFound),
        },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request)
      const click = { uuid: request.params.uuid, viewer, visitor: visitor(request, viewer) }
      const link = await followLink(app.db, click)
      if (link === undefined || !URL.canParse(link)) throw new ApiError(productErrors.productNotFound)
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
      return reply.redirect(new URL(link).href, 302)
    },
  )

  app.post(
    '/products/:uuid/like',
    {
      config: { ...perMinute(600, { account: 60 }), social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'likeProduct',
        summary: 'Like a product, or like it no longer',
        params: ByUuid,
        body: ProductLike,
        response: { 200: ProductLiked, ...errors(productErrors.productNotFound) },
      },
    },
    async ({ params, user, body }) => {
      const id = await productIdOf(app.db, params.uuid)
      const like = await app.ledger.transaction(trx => setLike(trx, productSubject, id, user.id, body.liked))
      return { liked: like.is_liked, like_count: like.like_count }
    },
  )
}
