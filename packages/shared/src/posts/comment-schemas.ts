import { type Static, Type } from 'typebox'
import { SocialUser } from '../accounts/social-schemas.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { Uuid } from '../core/uuid.js'

const count = Type.Integer({ minimum: 0 })

const said = {
  uuid: Uuid(),
  user: SocialUser,
  content: Type.String({ description: 'Text as it was written, never HTML: show it as text.' }),
  likes_count: count,
  is_liked: Type.Boolean({ description: 'Do I like it?' }),
  created_at: Time,
  updated_at: Time,
}

export const PostReply = Type.Object(said, { title: 'PostReply' })

/** Types in one list, and no union: whoever writes answers would try each branch of that on each row. */
const newestReply = Type.Unsafe<Static<typeof PostReply> | null>({
  ...PostReply,
  type: ['object', 'null'],
  title: 'NewestReply',
  description: 'The newest one.',
})

export const PostComment = Type.Object({ ...said, reply: newestReply }, { title: 'PostComment' })

/** With what it was written about, in the list of somebody's own. */
export const OwnComment = Type.Object(
  { ...said, post: Uuid(), parent: Type.Union([Uuid(), Type.Null()], { description: 'What it replies to.' }) },
  { title: 'OwnComment' },
)

const content = Text({
  minLength: 1,
  maxLength: 500,
  rule: 'lines',
  description: 'Length in code points, after NFC and without space around it.',
})

export const NewPostComment = Type.Object({ content, post: Uuid() }, { title: 'NewPostComment' })
export const CommentWords = Type.Object({ content }, { title: 'CommentWords' })

const page = {
  page_size: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
  cursor: Type.Optional(
    Type.String({ pattern: '^(?:0|[1-9][0-9]{0,14})$', maxLength: 15, description: 'Of `next`, or `next_cursor`.' }),
  ),
}

export const CommentsOfPage = Type.Object({ uuid: Uuid({ description: 'Of the post.' }), ...page })
export const CommentsPage = Type.Object(page)
