import { type ListedPosts, listLatest } from '@mudig/db/posts/lists'
import type { PostRow } from '@mudig/db/posts/posts'
import { listOthers, listRanked } from '@mudig/db/posts/ranked'
import { postSubject } from '@mudig/db/posts/subject'
import { findIds } from '@mudig/db/search/search'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type RankedCursor, writePlace } from '../vectors/ranked-cursor.js'
import { viewerOf } from './answers.js'

/** A page of posts, and the cursor of the next one. */
export interface RankedPage {
  posts: PostRow[]
  next: string | undefined
}

const keptMatches = 100

/** Lists of posts in an order that is no column of theirs, and that holds from page to page. */
export const rankedLists = (app: FastifyInstance) => {
  /**
   * What means the words or has their letters, the best match first.
   * @returns undefined where it is not known what they mean
   */
  const found = async (request: FastifyRequest, words: string, limit: number): Promise<RankedPage | undefined> => {
    const viewer = viewerOf(request)
    const near = await app.meaning.near(words, postSubject.name, { viewer, requestId: request.id })
    if (!near || near.length === 0) return undefined
    const letters = await findIds(app.db, 'posts', words, keptMatches)
    const list = await app.meaning.keep(viewer, postSubject.name, [letters, near])
    return goOn(viewer, { part: 'ranked', list, after: 0 }, limit)
  }

  /** A further page of what was found. */
  const goOn = async (viewer: number, { list, after }: RankedCursor, limit: number): Promise<RankedPage> => {
    const { posts, next } = await listRanked(app.db, viewer, { list, after }, limit)
    return { posts, next: next && writePlace(next) }
  }

  /** What is recommended to the viewer, and then the newest of the others; the newest alone where nothing is known. */
  const recommended = async (viewer: number, limit: number): Promise<RankedPage> => {
    const list = await app.meaning.recommended(viewer, postSubject.name)
    return list === undefined
      ? newest(await listLatest(app.db, viewer, { limit }))
      : recommendedFrom(viewer, { part: 'ranked', list, after: 0 }, limit)
  }

  /** A further page of what was recommended. */
  const recommendedFrom = async (viewer: number, cursor: RankedCursor, limit: number): Promise<RankedPage> => {
    const { part, list, after } = cursor
    if (part === 'others') return othersOf(viewer, list, after, limit)
    const { posts, next } = await listRanked(app.db, viewer, { list, after }, limit)
    if (next) return { posts, next: writePlace(next) }
    if (posts.length === limit) return { posts, next: `n${list}.0` }
    const others = await othersOf(viewer, list, 0, limit - posts.length)
    return { posts: [...posts, ...others.posts], next: others.next }
  }

  const othersOf = async (viewer: number, list: number, after: number, limit: number): Promise<RankedPage> => {
    const { posts, next } = await listOthers(app.db, viewer, list, { limit, cursor: after === 0 ? undefined : after })
    return { posts, next: next === undefined ? undefined : `n${list}.${next}` }
  }

  return { found, goOn, recommended, recommendedFrom }
}

const newest = ({ posts, next }: ListedPosts): RankedPage => ({
  posts,
  next: next === undefined ? undefined : `${next}`,
})
