import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { report } from '@mudig/db/moderation/reports'
import { isReviewComment } from '@mudig/db/reviews/comments'
import { ApiError } from '@mudig/shared/core/errors'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { reviewErrors } from '@mudig/shared/reviews/errors'
import { ByReview, NewReviewReport, ReviewMessage } from '@mudig/shared/reviews/schemas'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'

const places = [
  {
    type: 'review',
    operationId: 'reportReview',
    summary: 'Report a review',
    again: reviewErrors.reviewReportedAlready,
    message: '해당 리뷰가 신고 완료되었습니다.',
  },
  {
    type: 'comment',
    operationId: 'reportReviewComment',
    summary: 'Report a comment on a review',
    again: reviewErrors.commentReportedAlready,
    message: '해당 댓글이 신고 완료되었습니다.',
  },
] as const

/** Reports of reviews and of comments on them; they stand in the one queue that staff look at. */
export const reportRoutes: FastifyPluginAsyncTypebox = async app => {
  for (const { type, operationId, summary, again, message } of places)
    app.post(
      `/api/v1/reviews/report/${type}/:id`,
      {
        config: { ...perMinute(300, { account: 60 }), screen: {} },
        onRequest: app.requireUser,
        schema: {
          tags: ['reviews'],
          operationId,
          summary,
          description:
            'Once as a spoiler and once as inappropriate. Seven who say so mark it as a spoiler; after five its author is told that it is inappropriate, after ten it is gone.',
          params: ByReview,
          body: NewReviewReport,
          response: {
            200: ReviewMessage,
            ...errors(
              again,
              moderationErrors.ownContent,
              moderationErrors.targetNotFound,
              moderationErrors.reportedTooOften,
            ),
          },
        },
      },
      async ({ user, params, body, id }) => {
        const reason = body.report_type === 'spoiler' ? 'spoiler' : 'abuse'
        const wanted = { target: { type, id: params.id }, reason, description: '' } as const
        await app.ledger.transaction(async trx => {
          if (type === 'comment' && !(await isReviewComment(trx, params.id)))
            throw new ApiError(moderationErrors.targetNotFound)
          const { is_new } = await report(trx, user.id, wanted, id, app.config.reviewRules)
          if (!is_new) throw new ApiError(again)
        })
        return { message }
      },
    )
}
