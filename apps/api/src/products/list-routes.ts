import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listNewest, listOfPerson, type ProductRow } from '@mudig/db/products/products'
import { type SearchPlace, searchProducts } from '@mudig/db/search/search'
import { personShownByHandle } from '@mudig/db/subjects/people-by-handle'
import { ByHandle } from '@mudig/shared/accounts/social-schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Product, ProductQuery, ProductsOfPerson, RecommendedProducts } from '@mudig/shared/products/schemas'
import { profileErrors } from '@mudig/shared/profiles/errors'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { readRanked } from '../vectors/ranked-cursor.js'
import { toProduct, viewerOf } from './answers.js'
import { rankedLists } from './ranked-lists.js'

const tags = ['products']
const Products = WholePage(Product, 'Products')
/** For whoever has not signed in: so many from one network, in which many may read. */
const open = { ...perMinute(600), social: true } as const

const placeOf = (cursor: string): SearchPlace | undefined => {
  const [tier, likeness, id] = cursor.split('.').map(Number)
  return id === undefined ? undefined : { tier: tier as SearchPlace['tier'], likeness: likeness!, id }
}

/** Lists of products; each is walked by whole addresses, and stands at both places where the web client looks for it. */
export const listRoutes: FastifyPluginAsyncTypebox = async app => {
  const answer = (request: FastifyRequest, products: readonly ProductRow[], next: number | string | undefined) =>
    wholePage(
      request,
      products.map(product => toProduct(request, product)),
      next === undefined ? undefined : `${next}`,
    )

  const ranked = rankedLists(app)

  const list = async (request: FastifyRequest, { page_size, cursor, search }: Static<typeof ProductQuery>) => {
    const viewer = viewerOf(request)
    if (search !== undefined && search !== '') {
      const goesOn = cursor === undefined ? undefined : readRanked(cursor)
      const meant = goesOn
        ? await ranked.goOn(viewer, goesOn, page_size)
        : cursor === undefined && (await ranked.found(request, search, page_size))
      if (meant) return answer(request, meant.products, meant.next)
      const from = cursor === undefined ? 'start' : placeOf(cursor)
      if (!from) throw new ApiError(httpErrors.invalidInput)
      const found = await searchProducts(app.db, viewer, search, { limit: page_size, from })
      const next = found?.next && `${found.next.tier}.${found.next.likeness}.${found.next.id}`
      return answer(request, found?.products ?? [], next)
    }
    // Of a search.
    if (cursor?.includes('.')) throw new ApiError(httpErrors.invalidInput)
    const page = { limit: page_size, cursor: cursor === undefined ? undefined : Number(cursor) }
    const { products, next } = await listNewest(app.db, viewer, page)
    return answer(request, products, next)
  }

  for (const [url, operationId] of [
    ['/products', 'listProducts'],
    ['/products/products', 'listAllProducts'],
  ] as const)
    app.get(
      url,
      {
        config: open,
        onRequest: app.optionalUser,
        schema: {
          tags,
          operationId,
          summary: 'Products, the newest or by words',
          description:
            'With `search` the best match in letters and meaning first. Of nobody whom I have blocked or muted.',
          querystring: ProductQuery,
          response: { 200: Products },
        },
      },
      async request => list(request, request.query),
    )

  for (const [url, operationId] of [
    ['/products/recommend', 'listRecommendedProducts'],
    ['/recommend-products', 'listProductsForMe'],
  ] as const)
    app.get(
      url,
      {
        config: open,
        onRequest: app.optionalUser,
        schema: {
          tags,
          operationId,
          summary: 'Products of others that I may like',
          description:
            'What is near to what I like, read and dwell on, and then the most liked among the newest and of all, in one page; those alone where nothing is known of me, or I do not want that.',
          querystring: RecommendedProducts,
          response: { 200: Products },
        },
      },
      async request => answer(request, await ranked.recommended(viewerOf(request), request.query.page_size), undefined),
    )

  app.get(
    '/products/latest/:handle',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listProductsOfPerson',
        summary: 'The newest products of somebody',
        description: 'Of a private account for those alone who follow it.',
        params: ByHandle,
        querystring: ProductsOfPerson,
        response: { 200: Products, ...errors(profileErrors.userNotFound) },
      },
    },
    async request => {
      const { page_size: limit, cursor } = request.query
      const owner = await personShownByHandle(app.db, viewerOf(request), request.params.handle)
      if (owner === undefined) throw new ApiError(profileErrors.userNotFound)
      const page = { limit, cursor: cursor === undefined ? undefined : Number(cursor) }
      const { products, next } = await listOfPerson(app.db, viewerOf(request), owner, page)
      return answer(request, products, next)
    },
  )
}
