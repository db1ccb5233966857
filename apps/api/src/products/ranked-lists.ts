import { listRecommended, type ProductRow } from '@mudig/db/products/products'
import { listRanked } from '@mudig/db/products/ranked'
import { productSubject } from '@mudig/db/products/subject'
import { findIds } from '@mudig/db/search/search'
import type { RankedPlace } from '@mudig/db/vectors/ranked'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { writePlace } from '../vectors/ranked-cursor.js'
import { viewerOf } from './answers.js'

/** A page of products, and the cursor of the next one. */
export interface RankedPage {
  products: ProductRow[]
  next: string | undefined
}

const keptMatches = 100

/** Lists of products in an order that is no column of theirs. */
export const rankedLists = (app: FastifyInstance) => {
  /**
   * What means the words or has their letters, the best match first.
   * @returns undefined where it is not known what they mean
   */
  const found = async (request: FastifyRequest, words: string, limit: number): Promise<RankedPage | undefined> => {
    const viewer = viewerOf(request)
    const near = await app.meaning.near(words, productSubject.name, { viewer, requestId: request.id })
    if (!near || near.length === 0) return undefined
    const letters = await findIds(app.db, 'products', words, keptMatches)
    const list = await app.meaning.keep(viewer, productSubject.name, [letters, near])
    return goOn(viewer, { list, after: 0 }, limit)
  }

  /** A further page of what was found. */
  const goOn = async (viewer: number, place: RankedPlace, limit: number): Promise<RankedPage> => {
    const { products, next } = await listRanked(app.db, viewer, place, limit)
    return { products, next: next && writePlace(next) }
  }

  /** What is near to what the viewer likes, and then what many like; that alone where nothing is known. */
  const recommended = async (viewer: number, limit: number): Promise<ProductRow[]> => {
    const list = await app.meaning.recommended(viewer, productSubject.name)
    const near = list === undefined ? [] : (await listRanked(app.db, viewer, { list, after: 0 }, limit)).products
    if (near.length === limit) return near
    const shown = new Set(near.map(({ id }) => id))
    // As many of them may be shown already.
    const liked = await listRecommended(app.db, viewer, limit)
    return [...near, ...liked.filter(({ id }) => !shown.has(id))].slice(0, limit)
  }

  return { found, goOn, recommended }
}
