import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listFeed } from '@mudig/db/posts/feed'
import { type ListedPosts, listLatest, listOfPerson, listTagged, listTags, listUnlisted } from '@mudig/db/posts/lists'
import { type SearchPlace, searchPosts } from '@mudig/db/search/search'
import { personShownByHandle } from '@mudig/db/subjects/people-by-handle'
import { ByHandle } from '@mudig/shared/accounts/social-schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { foldText } from '@mudig/shared/core/fold-text'
import { httpErrors } from '@mudig/shared/core/http-errors'
import {
  mostAskedTags,
  PostPage,
  PostQuery,
  PostTags,
  PostTagsPage,
  RecommendedPage,
} from '@mudig/shared/posts/list-schemas'
import { Post } from '@mudig/shared/posts/schemas'
import { bareTag } from '@mudig/shared/posts/words'
import { profileErrors } from '@mudig/shared/profiles/errors'
import type { FastifyRequest } from 'fastify'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { readRanked } from '../vectors/ranked-cursor.js'
import { toPost, viewerOf } from './answers.js'
import { type RankedPage, rankedLists } from './ranked-lists.js'

const tags = ['posts']
const Posts = WholePage(Post, 'Posts')
/** For whoever has not signed in: so many from one network, in which many may read. */
const open = { ...perMinute(600), social: true } as const

/** Names of tags as they are compared, each once. */
const foldedTags = (given: string): string[] => [
  ...new Set(
    given
      .split(',')
      .map(tag => foldText(bareTag(tag.trim())))
      .filter(tag => tag !== ''),
  ),
]

const placeOf = (cursor: string): SearchPlace | undefined => {
  const [tier, likeness, id] = cursor.split('.').map(Number)
  return id === undefined ? undefined : { tier: tier as SearchPlace['tier'], likeness: likeness!, id }
}

/** Lists of posts, the newest first; each is walked by whole addresses. */
export const listRoutes: FastifyPluginAsyncTypebox = async app => {
  const pageOf = ({ page_size, cursor }: { page_size: number; cursor?: string | undefined }) => ({
    limit: page_size,
    cursor: cursor === undefined ? undefined : Number(cursor),
  })
  const answer = (request: FastifyRequest, { posts, next }: ListedPosts) =>
    wholePage(request, posts.map(toPost), next === undefined ? undefined : `${next}`)

  const ranked = rankedLists(app)
  const answerRanked = (request: FastifyRequest, { posts, next }: RankedPage) =>
    wholePage(request, posts.map(toPost), next)

  const search = async (request: FastifyRequest, words: string, limit: number, cursor: string | undefined) => {
    const goesOn = cursor === undefined ? undefined : readRanked(cursor)
    if (goesOn) return answerRanked(request, await ranked.goOn(viewerOf(request), goesOn, limit))
    const meant = cursor === undefined && (await ranked.found(request, words, limit))
    if (meant) return answerRanked(request, meant)
    const from = cursor === undefined ? 'start' : placeOf(cursor)
    if (!from) throw new ApiError(httpErrors.invalidInput)
    const found = await searchPosts(app.db, viewerOf(request), words, { limit, from })
    const next = found?.next && `${found.next.tier}.${found.next.likeness}.${found.next.id}`
    return wholePage(request, (found?.posts ?? []).map(toPost), next)
  }

  const recommend = async (request: FastifyRequest, limit: number, cursor: string | undefined) => {
    const viewer = viewerOf(request)
    if (cursor === undefined) return answerRanked(request, await ranked.recommended(viewer, limit))
    const goesOn = readRanked(cursor)
    if (goesOn) return answerRanked(request, await ranked.recommendedFrom(viewer, goesOn, limit))
    if (cursor.includes('.')) throw new ApiError(httpErrors.invalidInput)
    return answer(request, await listLatest(app.db, viewer, pageOf({ page_size: limit, cursor })))
  }

  app.get(
    '/posts/p',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listPosts',
        summary: 'Posts by words, by tags, or recommended',
        description:
          'With `search` the best match in letters and meaning first, with `tags` the newest of those that have each tag. Else what is near to what I like, read and dwell on, and then the newest; the newest alone where nothing is known of me, or I do not want that. Of nobody whom I have blocked or muted.',
        querystring: PostQuery,
        response: { 200: Posts },
      },
    },
    async request => {
      const { search: words, tags: named, page_size: limit, cursor } = request.query
      const viewer = viewerOf(request)
      if (words !== undefined && words !== '') return search(request, words, limit, cursor)
      if (named === undefined || named === '') return recommend(request, limit, cursor)
      if (cursor?.includes('.')) throw new ApiError(httpErrors.invalidInput)
      const page = pageOf({ page_size: limit, cursor })
      const folded = foldedTags(named)
      if (folded.length === 0) return wholePage(request, [], undefined)
      if (folded.length > mostAskedTags) throw new ApiError(httpErrors.invalidInput)
      return answer(request, await listTagged(app.db, viewer, folded, page))
    },
  )

  app.get(
    '/posts/recommand',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listRecommendedPosts',
        summary: 'Posts that are recommended to me',
        description: 'What `/posts/p` answers without words and tags, where the web client asks for it.',
        querystring: RecommendedPage,
        response: { 200: Posts },
      },
    },
    async request => recommend(request, request.query.page_size, request.query.cursor),
  )

  app.get(
    '/posts/latest',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listLatestPosts',
        summary: 'The newest posts of everybody',
        querystring: PostPage,
        response: { 200: Posts },
      },
    },
    async request => answer(request, await listLatest(app.db, viewerOf(request), pageOf(request.query))),
  )

  app.get(
    '/posts/latest/:handle',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listPostsOfPerson',
        summary: 'The newest posts of somebody',
        description: 'Of a private account for those alone who follow it.',
        params: ByHandle,
        querystring: PostPage,
        response: { 200: Posts, ...errors(profileErrors.userNotFound) },
      },
    },
    async request => {
      const owner = await personShownByHandle(app.db, viewerOf(request), request.params.handle)
      if (owner === undefined) throw new ApiError(profileErrors.userNotFound)
      return answer(request, await listOfPerson(app.db, viewerOf(request), owner, pageOf(request.query)))
    },
  )

  app.get(
    '/posts/follows',
    {
      config: { social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listFollowedPosts',
        summary: 'The newest posts of those whom I follow',
        description:
          'Of nobody whom I have muted. Where the newest 20,000 posts of all hold too few of them, the latest 5,000 whom I follow are looked at.',
        querystring: PostPage,
        response: { 200: Posts },
      },
    },
    async request => answer(request, await listFeed(app.db, request.user.id, pageOf(request.query))),
  )

  app.get(
    '/posts/drafts',
    {
      config: { social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listPostDrafts',
        summary: 'My drafts and hidden posts',
        querystring: PostPage,
        response: { 200: Posts },
      },
    },
    async request => answer(request, await listUnlisted(app.db, request.user.id, pageOf(request.query))),
  )

  app.get(
    '/posts/tags',
    {
      config: open,
      schema: {
        tags,
        operationId: 'listPostTags',
        summary: 'The tags that most posts have',
        description: 'Counts follow within a minute.',
        querystring: PostTagsPage,
        response: { 200: PostTags },
      },
    },
    async ({ query }) => ({ tags: await listTags(app.db, query.limit) }),
  )
}
