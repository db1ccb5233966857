import { ApiError } from '@mudig/shared/core/errors'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { holdSubjectOf, isCommentShown } from '../subjects/comments.js'
import { isVisible } from '../subjects/visible.js'
import { authorOf } from './reviews.js'
import { reviewSubject } from './subject.js'

/** Comments `c` of subjects `s` that are reviews, as the viewer sees them. */
export const selectComments = (db: Db, viewer: number) =>
  db
    .selectFrom('subject_comments as c')
    .innerJoin('subjects as s', 's.id', 'c.subject_id')
    .select([
      'c.id',
      'c.subject_id as review',
      'c.content',
      authorOf(viewer, sql.ref('c.writer')).as('author'),
      'c.created_at',
      'c.updated_at',
      'c.like_count',
      'c.is_spoiler',
      sql<boolean>`coalesce((select true from comment_likes m where m.comment_id = c.id and m.user_id = ${viewer}), false)`.as(
        'is_liked',
      ),
    ])
    .where('s.kind', '=', reviewSubject.name)
    .where(isVisible(viewer))
    .where('c.is_active', '=', true)
    .where(isCommentShown(viewer))

const byId = prepare((db, { id, viewer }: { id: number; viewer: number }) =>
  selectComments(db, viewer).select('c.writer').where('c.id', '=', id),
)

export type ReviewCommentRow = Omit<Awaited<ReturnType<typeof byId>>[number], 'writer'>

/** A comment on a review; undefined where there is none for the viewer. */
export const findReviewComment = async (db: Db, review: number, id: number, viewer: number) => {
  const [found] = await byId(db, { id, viewer })
  return found?.review === review ? found : undefined
}

export interface ReviewCommentPage {
  limit: number
  /** Id of the first one of a page: those before it. */
  before?: number | undefined
}

/** Exported for the test of its plan. */
export const selectPage = (
  db: Db,
  { review, viewer, before }: { review: number; viewer: number; before: number | undefined },
  limit: number,
  isLast: boolean,
) =>
  selectComments(db, viewer)
    .where('c.subject_id', '=', review)
    .$if(!isLast, query => query.where(sql<boolean>`c.id < ${before}`))
    .orderBy('c.id', 'desc')
    .limit(limit)

const page = prepare(
  (db, values: { review: number; viewer: number; before: number | undefined }, limit: number, isLast: boolean) =>
    selectPage(db, values, limit, isLast),
)

/** The newest, in the order in which they were said; none where the review is not there for the viewer. */
export const listReviewComments = async (
  db: Db,
  review: number,
  viewer: number,
  { limit, before }: ReviewCommentPage,
): Promise<ReviewCommentRow[]> => (await page(db, { review, viewer, before }, limit, before === undefined)).reverse()

/**
 * Whether somebody likes a comment that they see, under the lock of its subject: clicks at once turn the like around one
 * by one. @throws ApiError commentNotFound, tokenInvalid
 */
export const likesComment = async (trx: Trx, id: number, user: number): Promise<boolean> => {
  await holdSubjectOf(trx, reviewSubject, user, id)
  const comment = await selectComments(trx, user).where('c.id', '=', id).executeTakeFirst()
  if (!comment) throw new ApiError(commentErrors.commentNotFound)
  return comment.is_liked
}

/** Whether a comment is on a review, whoever may see it. */
export const isReviewComment = async (db: Db, id: number): Promise<boolean> => {
  const found = await db
    .selectFrom('subject_comments as c')
    .innerJoin('subjects as s', 's.id', 'c.subject_id')
    .select('c.id')
    .where('c.id', '=', id)
    .where('s.kind', '=', reviewSubject.name)
    .executeTakeFirst()
  return found !== undefined
}
