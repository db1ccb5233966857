import { Type } from 'typebox'
import { Handle, SocialUser } from '../accounts/social-schemas.js'
import { Id } from '../core/ids.js'
import { Time } from '../core/time.js'

/*
 * Who follows whom, as the web client of posts and chat asks about it.
 */

export const FollowWish = Type.Object({ handle: Handle }, { title: 'FollowWish' })

export const FollowMade = Type.Object(
  {
    detail: Type.String(),
    requested: Type.Boolean({ description: 'The account is private: its owner was asked, and lets in or not.' }),
  },
  { title: 'FollowMade' },
)

export const FollowQuery = Type.Object({
  cursor: Type.Optional(Id),
  page_size: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
})

export const FollowedPerson = Type.Object({ user: SocialUser, created_at: Time }, { title: 'FollowedPerson' })
export const FollowingPerson = Type.Object({ follower: SocialUser, created_at: Time }, { title: 'FollowingPerson' })
