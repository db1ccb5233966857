import { Type } from 'typebox'
import { Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Comment, CommentPage, next_cursor } from '../subjects/comment-schemas.js'

const { playlist: _, ...fields } = Comment.properties

export const SetComment = Type.Object({ ...fields, set_id: Id }, { title: 'SetComment' })

const Content = Text({
  minLength: 1,
  maxLength: 500,
  rule: 'lines',
  description: 'Length in code points, after NFC and without space around it.',
})

export const NewSetComment = Type.Object(
  {
    content: Content,
    parent_id: Type.Optional({ ...Id, description: 'A comment of the same set that this one replies to.' }),
  },
  { title: 'NewSetComment' },
)

export const SetCommentChange = Type.Object({ content: Content }, { title: 'SetCommentChange' })

export const SetCommentAnswer = Type.Object({ comment: SetComment }, { title: 'SetCommentAnswer' })

export const SetCommentPage = CommentPage

export const SetComments = Type.Object(
  {
    comments: Type.Array(SetComment, {
      description: 'Threads in the order in which they began, each comment before the replies to it.',
    }),
    next_cursor,
  },
  { title: 'SetComments' },
)
