import { type Static, Type } from 'typebox'
import { MediaAddress } from '../core/media-address.js'
import { Time } from '../core/time.js'

/*
 * People as the web client of posts, products and chat knows them.
 */

/** A name that stands in addresses. */
export const Handle = Type.String({
  title: 'Handle',
  pattern: '^[a-z0-9_.]{3,30}$',
  maxLength: 30,
  description: 'Unique; small letters, digits, `_` and `.`.',
  examples: ['mudig_listener'],
})

export const ByHandle = Type.Object({ handle: Handle })

const link = Type.String({ description: 'An address with http or https; empty where there is none.' })

const profile = Type.Object({
  bio: Type.String(),
  link_1: link,
  link_2: link,
  profile_image: MediaAddress(),
})

const count = Type.Integer({ minimum: 0 })

const personFields = {
  handle: Type.String({ description: '`withdrawn` for somebody who has left.' }),
  username: Type.String(),
  profile,
  created_at: Time,
  updated_at: Time,
  is_public: Type.Boolean({ description: 'False: whoever wants to see more than this asks to follow first.' }),
  follows_count: count,
  followers_count: count,
  is_following: Type.Boolean({ description: 'Do I follow this person?' }),
  is_follower: Type.Boolean({ description: 'Does this person follow me?' }),
}

/** Somebody, as the viewer sees them. */
export const SocialUser = Type.Object(personFields, { title: 'SocialUser' })
export type SocialUser = Static<typeof SocialUser>
