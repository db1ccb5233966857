import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { commentLikeCount, findComment, listLikers, postLikeCount } from '@mudig/db/posts/comments'
import { postIdOf } from '@mudig/db/posts/posts'
import { jobSubjectOf, postSubject } from '@mudig/db/posts/subject'
import { setCommentLike } from '@mudig/db/subjects/comment-likes'
import { setLike } from '@mudig/db/subjects/likes'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { ByUuid } from '@mudig/shared/core/uuid'
import { notify } from '@mudig/shared/notifications/queues'
import { postErrors } from '@mudig/shared/posts/errors'
import {
  CommentLikeRequest,
  LikeCount,
  LikedInQuery,
  Liker,
  LikersPage,
  PostLikeRequest,
  ReplyLikeRequest,
} from '@mudig/shared/posts/like-schemas'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import { likeErrors } from '@mudig/shared/subjects/like-errors'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { mayBeEmpty } from '../http/may-be-empty.js'
import { perMinute } from '../http/rate-limits.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { viewerOf } from './answers.js'

const tags = ['posts']
const reading = { ...perMinute(600), social: true } as const
const clicking = { ...perMinute(600, { account: 60 }), social: true } as const

/** What is liked, in the words of its routes. */
const kinds = [
  { what: 'post', name: 'Post', a: 'a post', body: PostLikeRequest, notFound: postErrors.postNotFound },
  {
    what: 'comment',
    name: 'Comment',
    a: 'a comment',
    body: CommentLikeRequest,
    notFound: commentErrors.commentNotFound,
  },
  { what: 'reply', name: 'Reply', a: 'a reply', body: ReplyLikeRequest, notFound: commentErrors.commentNotFound },
] as const

type Liked = (typeof kinds)[number]['what']

/** Likes of posts, comments and replies. A like is no switch here: what is there already is said to be. */
export const likeRoutes: FastifyPluginAsyncTypebox = async app => {
  const about = ({ user, id: request_id }: FastifyRequest, subject: `post/${number}` | `comment/${number}`) => ({
    user_id: user.id,
    subject,
    request_id,
  })

  const likePost = async (trx: Trx, request: FastifyRequest, id: number, wanted: boolean) => {
    const user_id = request.user.id
    const { owner, ...like } = await setLike(trx, postSubject, id, user_id, wanted)
    if (like.has_changed && owner !== user_id)
      await addJob(trx, notify, { v: 1, act: 'like', user_id, playlist_id: id }, about(request, jobSubjectOf(id)))
    return like
  }

  const likeComment = async (trx: Trx, request: FastifyRequest, id: number, wanted: boolean) => {
    const user_id = request.user.id
    const { writer, ...like } = await setCommentLike(trx, postSubject, id, user_id, wanted)
    if (like.has_changed && writer !== user_id)
      await addJob(trx, notify, { v: 1, act: 'comment_like', user_id, comment_id: id }, about(request, `comment/${id}`))
    return like
  }

  /** @throws ApiError alreadyLiked, notLiked where there is nothing to change */
  const like = async (request: FastifyRequest, what: Liked, uuid: string, wanted: boolean) => {
    const id =
      what === 'post' ? await postIdOf(app.db, uuid) : (await findComment(app.db, uuid, request.user.id, what)).id
    const { has_changed, like_count } = await app.ledger.transaction(trx =>
      (what === 'post' ? likePost : likeComment)(trx, request, id, wanted),
    )
    if (!has_changed) throw new ApiError(wanted ? likeErrors.alreadyLiked : likeErrors.notLiked)
    return { like_count }
  }

  for (const { what, name, a, body, notFound } of kinds) {
    const path = `/likes/${what}-likes` as const

    app.post(
      path,
      {
        config: clicking,
        onRequest: app.requireUser,
        preValidation: mayBeEmpty,
        schema: {
          tags,
          operationId: what === 'post' ? 'likePost' : `like${name}OfPost`,
          summary: `Like ${a}`,
          querystring: LikedInQuery,
          body: body as typeof PostLikeRequest,
          response: { 201: LikeCount, ...errors(notFound, likeErrors.alreadyLiked) },
        },
      },
      async (request, reply) => {
        const named = (request.body as Record<string, string | undefined>)[`${what}_uuid`] ?? request.query.uuid
        if (named === undefined) throw new ApiError(httpErrors.invalidInput)
        return reply.code(201).send(await like(request, what, named, true))
      },
    )

    app.delete(
      `${path}/:uuid`,
      {
        config: clicking,
        onRequest: app.requireUser,
        schema: {
          tags,
          operationId: what === 'post' ? 'unlikePost' : `unlike${name}OfPost`,
          summary: `Like ${a} no longer`,
          params: ByUuid,
          response: { 204: Type.Null({ description: 'Liked no longer.' }), ...errors(notFound, likeErrors.notLiked) },
        },
      },
      async (request, reply) => {
        await like(request, what, request.params.uuid, false)
        return reply.code(204).send(null)
      },
    )

    app.get(
      path,
      {
        config: reading,
        onRequest: app.optionalUser,
        schema: {
          tags,
          operationId: what === 'post' ? 'listPostLikers' : `list${name}LikersOfPost`,
          summary: `Who likes ${a}, the newest first`,
          querystring: LikersPage,
          response: { 200: WholePage(Liker, `${name}Likers`), ...errors(notFound) },
        },
      },
      async request => {
        const { uuid, page_size: limit, cursor } = request.query
        const [microseconds = 0, user_id = 0] = cursor?.split('.').map(Number) ?? []
        const after = cursor === undefined ? undefined : { microseconds, user_id }
        const found = await listLikers(app.db, what, uuid, viewerOf(request), { limit, after })
        if (!found) throw new ApiError(notFound)
        const { likers, next } = found
        return wholePage(request, likers, next && `${next.microseconds}.${next.user_id}`)
      },
    )

    app.get(
      `${path}/:uuid`,
      {
        config: reading,
        onRequest: app.optionalUser,
        schema: {
          tags,
          operationId: what === 'post' ? 'countPostLikes' : `count${name}LikesOfPost`,
          summary: `How many like ${a}`,
          params: ByUuid,
          response: { 200: LikeCount, ...errors(notFound) },
        },
      },
      async request => {
        const { uuid } = request.params
        const viewer = viewerOf(request)
        const like_count =
          what === 'post'
            ? await postLikeCount(app.db, uuid, viewer)
            : await commentLikeCount(app.db, what, uuid, viewer)
        if (like_count === undefined) throw new ApiError(notFound)
        return { like_count }
      },
    )
  }
}
