import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Db } from '@mudig/db/core/client'
import { findReviewComment, listReviewComments } from '@mudig/db/reviews/comments'
import { reviewSubject } from '@mudig/db/reviews/subject'
import { deleteComment, editComment, writeComment } from '@mudig/db/subjects/comments'
import { ApiError } from '@mudig/shared/core/errors'
import { reviewErrors } from '@mudig/shared/reviews/errors'
import {
  ByReview,
  ByReviewComment,
  NewReviewComment,
  ReviewComment,
  ReviewComments,
  ReviewCommentsQuery,
} from '@mudig/shared/reviews/schemas'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { tellOfComment } from '../subjects/tell-of-comment.js'
import { toReviewComment, viewerOf } from './answers.js'

const tags = ['reviews']
const screen = {}
/** The page of a film asks for the comments of each review that it shows, and for those reviews twice. */
const reading = { ...perMinute(1_200), screen } as const
const changing = { ...perMinute(600, { account: 60 }), screen } as const
const base = '/api/v1/reviews/:id/comments'

/** Comments on reviews. */
export const commentRoutes: FastifyPluginAsyncTypebox = async app => {
  /** @throws ApiError commentNotFound */
  const find = async (db: Db, { id, comment_id }: { id: number; comment_id: number }, viewer: number) => {
    const found = await findReviewComment(db, id, comment_id, viewer)
    if (!found) throw new ApiError(commentErrors.commentNotFound)
    return found
  }

  app.get(
    base,
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listReviewComments',
        summary: 'Comments on a review',
        description:
          'The newest, in the order in which they were said. None where the review is not there for me: the page shows no review at all once one of these fails.',
        params: ByReview,
        querystring: ReviewCommentsQuery,
        response: { 200: ReviewComments },
      },
    },
    async request => {
      const { limit, cursor } = request.query
      const page = { limit, before: cursor === undefined ? undefined : Number(cursor) }
      return (await listReviewComments(app.db, request.params.id, viewerOf(request), page)).map(toReviewComment)
    },
  )

  app.post(
    base,
    {
      config: { ...perMinute(300, { account: 20 }), screen },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'commentOnReview',
        summary: 'Comment on a review',
        description:
          'The same words again within 10 seconds are the same comment: a second click, or a request whose answer was lost.',
        params: ByReview,
        body: NewReviewComment,
        response: { 201: ReviewComment, ...errors(reviewErrors.reviewNotFound) },
      },
    },
    async (request, reply) => {
      const { user, params, body } = request
      const written = await app.ledger.transaction(async trx => {
        const wanted = { subject_id: params.id, ...body }
        const { comment, is_new } = await writeComment(trx, reviewSubject, user.id, wanted)
        if (is_new) await tellOfComment(trx, request, comment.id)
        return find(trx, { id: params.id, comment_id: comment.id }, user.id)
      })
      return reply.code(201).send(toReviewComment(written))
    },
  )

  app.get(
    `${base}/:comment_id`,
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getReviewComment',
        summary: 'A comment on a review',
        params: ByReviewComment,
        response: { 200: ReviewComment, ...errors(commentErrors.commentNotFound) },
      },
    },
    async request => toReviewComment(await find(app.db, request.params, viewerOf(request))),
  )

  app.put(
    `${base}/:comment_id`,
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'editReviewComment',
        summary: 'Change a comment of mine',
        description: 'A mark as a spoiler stays.',
        params: ByReviewComment,
        body: NewReviewComment,
        response: { 200: ReviewComment, ...errors(commentErrors.commentNotFound, reviewErrors.reviewOfAnother) },
      },
    },
    async request => {
      const { user, params, body } = request
      return app.ledger.transaction(async trx => {
        const { writer } = await find(trx, params, user.id)
        if (writer !== user.id) throw new ApiError(reviewErrors.reviewOfAnother)
        const change = { content: body.content, ...(body.is_spoiler && { is_spoiler: true }) }
        await editComment(trx, reviewSubject, user.id, params.comment_id, change)
        return toReviewComment(await find(trx, params, user.id))
      })
    },
  )

  app.delete(
    `${base}/:comment_id`,
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deleteReviewComment',
        summary: 'Delete a comment of mine, or one on my review',
        params: ByReviewComment,
        response: {
          204: Type.Null({ description: 'Deleted.' }),
          ...errors(commentErrors.commentNotFound, reviewErrors.reviewOfAnother),
        },
      },
    },
    async (request, reply) => {
      const { user, params } = request
      await app.ledger.transaction(async trx => {
        await find(trx, params, user.id)
        await deleteComment(trx, reviewSubject, user.id, params.comment_id).catch(error => {
          // It is there, and neither it nor the review is theirs.
          if (error instanceof ApiError && error.declaration === commentErrors.commentNotFound)
            throw new ApiError(reviewErrors.reviewOfAnother)
          throw error
        })
        await tellOfComment(trx, request, params.comment_id)
      })
      return reply.code(204).send(null)
    },
  )
}
