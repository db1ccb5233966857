import { Type } from 'typebox'
import { SocialUser } from '../accounts/social-schemas.js'
import { Time } from '../core/time.js'
import { Uuid } from '../core/uuid.js'

/** Where the body and the address both name what is liked, the body does. */
export const LikedInQuery = Type.Object({ uuid: Type.Optional(Uuid()) })

export const PostLikeRequest = Type.Object({ post_uuid: Type.Optional(Uuid()) }, { title: 'PostLikeRequest' })
export const CommentLikeRequest = Type.Object({ comment_uuid: Type.Optional(Uuid()) }, { title: 'CommentLikeRequest' })
export const ReplyLikeRequest = Type.Object({ reply_uuid: Type.Optional(Uuid()) }, { title: 'ReplyLikeRequest' })

export const LikeCount = Type.Object({ like_count: Type.Integer({ minimum: 0 }) }, { title: 'LikeCount' })

export const LikersPage = Type.Object({
  uuid: Uuid({ description: 'Of what is liked.' }),
  page_size: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
  cursor: Type.Optional(
    Type.String({
      pattern: '^(?:0|[1-9][0-9]{0,15})[.](?:0|[1-9][0-9]{0,14})$',
      maxLength: 32,
      description: '`next_cursor` of the page before, or what `next` has.',
    }),
  ),
})

export const Liker = Type.Object({ like_user: SocialUser, created_at: Time }, { title: 'Liker' })
