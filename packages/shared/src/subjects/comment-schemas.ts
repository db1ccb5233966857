import { Type } from 'typebox'
import { Writer } from '../accounts/schemas.js'
import { digits, Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'

export const Comment = Type.Object(
  {
    is_active: Type.Boolean({ description: 'False for a deleted one, whose content is empty.' }),
    playlist: Id,
    id: Id,
    content: Type.String({ description: 'Text as it was written, never HTML: show it as text.' }),
    writer: Id,
    parent: Type.Union([Id, Type.Null()], {
      description: 'The comment that this one replies to; that one replies to none.',
    }),
    writer_profile: Writer,
    created_at: Time,
    updated_at: Time,
  },
  { title: 'Comment' },
)

const Content = Text({
  minLength: 1,
  maxLength: 50,
  rule: 'lines',
  description: 'Length in code points, after NFC and without space around it.',
  examples: ['이 노래 최고예요'],
})

export const NewComment = Type.Object({ playlist_id: Id, content: Content }, { title: 'NewComment' })

export const NewReply = Type.Object(
  {
    playlist_id: Id,
    parent_id: {
      ...Id,
      description: 'A comment of the same playlist. A reply to a reply stands beside it, under the same comment.',
    },
    content: Content,
  },
  { title: 'NewReply' },
)

export const EditedComment = Type.Object({ comment_id: Id, content: Content }, { title: 'EditedComment' })

export const CommentWritten = Type.Object({ message: Type.String(), comment: Comment }, { title: 'CommentWritten' })

const limit = { minimum: 1, maximum: 500, default: 200 }
export const next_cursor = Type.Union([Type.String(), Type.Null()], {
  description: 'For earlier comments; null where there are none.',
})

/** For the first page, which comes with the playlist. */
export const FirstComments = Type.Object({
  comments_limit: Type.Integer(limit),
  comment: Type.Optional({
    ...Id,
    description: 'A comment that must be among those shown, with its thread. Any other id changes nothing.',
  }),
})

export const CommentPage = Type.Object({
  limit: Type.Integer(limit),
  cursor: Type.Optional(
    Type.String({
      pattern: `^${digits}[.]${digits}$`,
      maxLength: 31,
      description: 'A `next_cursor` or `next_comments_cursor`, as it came.',
    }),
  ),
})

export const Comments = Type.Array(Comment, {
  title: 'Comments',
  description: 'Threads in the order in which they began, each comment before the replies to it.',
})

export const CommentList = Type.Object({ comments: Comments, next_cursor }, { title: 'CommentList' })
