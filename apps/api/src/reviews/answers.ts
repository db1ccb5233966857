import type { ReviewCommentRow } from '@mudig/db/reviews/comments'
import type { ReviewRow } from '@mudig/db/reviews/reviews'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { FastifyRequest } from 'fastify'
import { viewerId } from '../http/auth.js'

/** Ids begin at 1. */
const nobody = 0

/** Who asks, on a route with `optionalUser`; 0 for nobody. */
export const viewerOf = (request: FastifyRequest): number => viewerId(request) ?? nobody

/** The pages of films put words and names into `innerHTML`; what is kept is what was sent. */
const escaped = <Row extends { content: string; author: string }>(row: Row): Row => ({
  ...row,
  content: escapeHtml(row.content),
  author: escapeHtml(row.author),
})

/** A review as the wire has it. */
export const toReview = (row: ReviewRow) => escaped(row)

/** A comment as the wire has it. */
export const toReviewComment = (row: ReviewCommentRow) => escaped(row)
