import { ApiError } from '@mudig/shared/core/errors'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { holdSubjectOf } from './comments.js'
import { isNotApart } from './people.js'
import type { SubjectKind } from './subjects.js'

export interface CommentLike {
  like_count: number
  has_changed: boolean
  /** Of the comment. */
  writer: number
}

/**
 * Likes a comment, or likes it no longer.
 * @throws ApiError commentNotFound, also where its subject is not to be seen, or where one of the two has blocked the
 * other; tokenInvalid
 */
export const setCommentLike = async (
  trx: Trx,
  kind: SubjectKind,
  commentId: number,
  userId: number,
  wanted: boolean,
): Promise<CommentLike> => {
  await holdSubjectOf(trx, kind, userId, commentId)
  const { rows } = await sql<CommentLike>`
    with gone as (
      delete from comment_likes where comment_id = ${commentId} and user_id = ${userId} and not ${wanted}::boolean
      returning comment_id
    ), liked as (
      select id, writer from subject_comments where id = ${commentId} and is_active
        and ${isNotApart(userId, sql.ref<number>('writer'))}
    ), added as (
      insert into comment_likes (comment_id, user_id) select id, ${userId} from liked where ${wanted}::boolean
      on conflict do nothing returning comment_id
    )
    update subject_comments c
    set like_count = greatest(0, c.like_count + (select count(*)::integer from added) - (select count(*)::integer from gone))
    from liked where c.id = liked.id
    returning c.like_count, c.writer, exists (select from added) or exists (select from gone) as has_changed`.execute(
    trx,
  )
  const [like] = rows
  if (!like) throw new ApiError(commentErrors.commentNotFound)
  return like
}

/** Takes back all likes of comments of somebody. Requires that the subjects are locked, see `lockSubjects`. */
export const takeBackCommentLikes = async (trx: Trx, user: number): Promise<void> => {
  await sql`
    with gone as (delete from comment_likes where user_id = ${user} returning comment_id)
    update subject_comments set like_count = greatest(0, like_count - 1) from gone
    where subject_comments.id = gone.comment_id`.execute(trx)
}
