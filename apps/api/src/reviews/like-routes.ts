import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { likesComment } from '@mudig/db/reviews/comments'
import { jobSubjectOf, reviewSubject } from '@mudig/db/reviews/subject'
import { setCommentLike } from '@mudig/db/subjects/comment-likes'
import { setLike } from '@mudig/db/subjects/likes'
import { notify } from '@mudig/shared/notifications/queues'
import { reviewErrors } from '@mudig/shared/reviews/errors'
import { ByReview, ReviewMessage } from '@mudig/shared/reviews/schemas'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import type { FastifyRequest } from 'fastify'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'

const clicking = { ...perMinute(600, { account: 60 }), screen: {} } as const

/** Each click turns the like around. */
export const likeRoutes: FastifyPluginAsyncTypebox = async app => {
  const likeReview = async (trx: Trx, { params, user, id: request_id }: FastifyRequest<{ Params: { id: number } }>) => {
    const { is_liked, has_changed, owner } = await setLike(trx, reviewSubject, params.id, user.id)
    const about = { user_id: user.id, subject: jobSubjectOf(params.id), request_id }
    if (has_changed && owner !== user.id)
      await addJob(trx, notify, { v: 1, act: 'like', user_id: user.id, playlist_id: params.id }, about)
    return is_liked
  }

  const likeComment = async (
    trx: Trx,
    { params, user, id: request_id }: FastifyRequest<{ Params: { id: number } }>,
  ) => {
    const wanted = !(await likesComment(trx, params.id, user.id))
    const { has_changed, writer } = await setCommentLike(trx, reviewSubject, params.id, user.id, wanted)
    const about = { user_id: user.id, subject: `comment/${params.id}` as const, request_id }
    if (has_changed && writer !== user.id)
      await addJob(trx, notify, { v: 1, act: 'comment_like', user_id: user.id, comment_id: params.id }, about)
    return wanted
  }

  for (const { what, operationId, like, notFound } of [
    { what: 'review', operationId: 'likeReview', like: likeReview, notFound: reviewErrors.reviewNotFound },
    { what: 'comment', operationId: 'likeReviewComment', like: likeComment, notFound: commentErrors.commentNotFound },
  ] as const)
    app.post(
      `/api/v1/reviews/likes/${what}/:id`,
      {
        config: clicking,
        onRequest: app.requireUser,
        schema: {
          tags: ['reviews'],
          operationId,
          summary: `Like a ${what === 'review' ? 'review' : 'comment on one'}, or like it no longer`,
          params: ByReview,
          response: {
            200: { ...ReviewMessage, description: 'Liked no longer.' },
            201: { ...ReviewMessage, description: 'Liked.' },
            ...errors(notFound),
          },
        },
      },
      async (request, reply) => {
        const isLiked = await app.ledger.transaction(trx => like(trx, request))
        return isLiked ? reply.code(201).send({ message: '좋아요!' }) : reply.code(200).send({ message: '좋아요 취소' })
      },
    )
}
