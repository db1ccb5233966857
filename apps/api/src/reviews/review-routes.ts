import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findReview, listOpinions, listReviews, type ReviewFilter } from '@mudig/db/reviews/reviews'
import { createReview, deleteReview, editReview } from '@mudig/db/reviews/write'
import { ApiError } from '@mudig/shared/core/errors'
import { reviewErrors } from '@mudig/shared/reviews/errors'
import {
  ByReview,
  NewReview,
  Review,
  ReviewChange,
  Reviews,
  ReviewsQuery,
  Sentiment,
} from '@mudig/shared/reviews/schemas'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { toReview, viewerOf } from './answers.js'

const tags = ['reviews']
const screen = {}
/** Of one account, in 24 hours. */
const perDay = 100
/** The pages of a film ask twice for its reviews. */
const reading = { ...perMinute(600), screen } as const
const changing = { ...perMinute(300, { account: 60 }), screen } as const
const base = '/api/v1/reviews'
/** Of each kind of opinion. */
const opinionsShown = 3

/** What people write about films. */
export const reviewRoutes: FastifyPluginAsyncTypebox = async app => {
  const reviewerOf = ({ user, id: request_id }: FastifyRequest) => ({ id: user.id, request_id })

  app.get(
    `${base}/:id`,
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listReviews',
        summary: 'Reviews of a film, the newest first',
        description:
          'By the id of the film. A spoiler is marked, and has its words: cover them. Of nobody whom I have blocked or muted.',
        params: ByReview,
        querystring: ReviewsQuery,
        response: { 200: Reviews },
      },
    },
    async request => {
      const { filter, limit, cursor } = request.query
      const viewer = viewerOf(request)
      const page = { filter: filter as ReviewFilter, limit, cursor }
      return (await listReviews(app.db, request.params.id, viewer, page)).map(toReview)
    },
  )

  app.post(
    `${base}/:id`,
    {
      config: { ...perMinute(120, { account: 20 }), screen },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'writeReview',
        summary: 'Write about a film',
        description:
          'By the id of the film. The same words again within 10 seconds are the same review: a second click, or a request whose answer was lost.',
        params: ByReview,
        body: NewReview,
        response: { 201: Review, ...errors(reviewErrors.reviewedFilmNotFound, reviewErrors.tooManyReviews) },
      },
    },
    async (request, reply) => {
      const { content, is_spoiler: isSpoiler, private: isPrivate } = request.body
      const wanted = { film: request.params.id, content, isSpoiler, isPrivate }
      const review = await app.ledger.transaction(trx => createReview(trx, reviewerOf(request), wanted, { perDay }))
      return reply.code(201).send(toReview(review))
    },
  )

  app.get(
    `${base}/detail/:id`,
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getReview',
        summary: 'A review',
        params: ByReview,
        response: { 200: Review, ...errors(reviewErrors.reviewNotFound) },
      },
    },
    async request => {
      const review = await findReview(app.db, request.params.id, viewerOf(request))
      if (!review) throw new ApiError(reviewErrors.reviewNotFound)
      return toReview(review)
    },
  )

  app.put(
    `${base}/detail/:id`,
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'editReview',
        summary: 'Change a review of mine',
        params: ByReview,
        body: ReviewChange,
        response: { 200: Review, ...errors(reviewErrors.reviewNotFound, reviewErrors.reviewOfAnother) },
      },
    },
    async request => {
      const { content, is_spoiler: isSpoiler, private: isPrivate } = request.body
      const change = { content, isSpoiler, isPrivate }
      return toReview(
        await app.ledger.transaction(trx => editReview(trx, request.params.id, reviewerOf(request), change)),
      )
    },
  )

  app.delete(
    `${base}/detail/:id`,
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deleteReview',
        summary: 'Delete a review of mine, with everything that people left there',
        params: ByReview,
        response: {
          204: Type.Null({ description: 'Deleted.' }),
          ...errors(reviewErrors.reviewNotFound, reviewErrors.reviewOfAnother),
        },
      },
    },
    async (request, reply) => {
      await app.ledger.transaction(trx => deleteReview(trx, request.params.id, request.user.id))
      return reply.code(204).send(null)
    },
  )

  app.get(
    `${base}/sentiment/:id`,
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getSentiment',
        summary: 'What is said for a film, and against it',
        description:
          'By the id of the film: of each the three most liked. Reviews that were not analysed, or are doubtful, are in neither.',
        params: ByReview,
        response: { 200: Sentiment },
      },
    },
    async request => {
      const { positive, negative } = await listOpinions(app.db, request.params.id, viewerOf(request), opinionsShown)
      return { positive_review: positive.map(toReview), negative_review: negative.map(toReview) }
    },
  )
}
