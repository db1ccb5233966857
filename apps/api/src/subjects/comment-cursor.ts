import type { CommentPosition } from '@mudig/db/subjects/comments'

/** Where earlier comments begin, as it travels. */
export const commentCursor = (position: CommentPosition | undefined): string | null =>
  position ? `${position.thread}.${position.id}` : null

/** The schema has seen to two numbers. */
export const parseCommentCursor = (cursor: string): CommentPosition => {
  const [thread = 0, id = 0] = cursor.split('.').map(Number)
  return { thread, id }
}
