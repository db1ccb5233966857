import { reviewErrors } from '@mudig/shared/reviews/errors'
import type { SubjectKind } from '../subjects/subjects.js'

/** A review's id is its subject's. */
export const reviewSubject = {
  name: 'review',
  notFound: reviewErrors.reviewNotFound,
  notices: {
    liked: 'liked_review',
    commented: 'commented_review',
    replied: 'replied_review',
    likedComment: 'liked_review_comment',
  },
} as const satisfies SubjectKind

/** As jobs name it. */
export const jobSubjectOf = (id: number) => `review/${id}` as const

/** What lists by opinion are divided by. */
export const topicOf = (film: number, isPositive: boolean | null): string =>
  isPositive === null ? `${film}` : `${film}:${isPositive ? 'positive' : 'negative'}`
