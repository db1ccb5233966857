import { type Static, Type } from 'typebox'
import { MediaAddress } from '../core/media-address.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { About, Email, GivenPassword, Name, NewPassword } from './schemas.js'

/*
 * People as the web client of posts, products and chat knows them.
 */

/** A name that stands in addresses. Digits alone would be read as an id where somebody may be named by either. */
export const Handle = Type.String({
  pattern: '^[0-9]*[a-z_.][a-z0-9_.]*$',
  minLength: 3,
  maxLength: 30,
  description: 'Unique; small letters, digits, `_` and `.`, but not digits alone.',
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

/** Somebody's own page, with what only they are told. */
export const SocialProfile = Type.Object(
  {
    ...personFields,
    is_requested: Type.Boolean({ description: 'Have I asked to follow this person, and wait for an answer?' }),
    email: Type.Optional(Type.String({ description: 'Only towards its owner.' })),
    is_staff: Type.Optional(
      Type.Boolean({ description: 'Only towards its owner: whether an operator has this address.' }),
    ),
  },
  { title: 'SocialProfile' },
)
export type SocialProfile = Static<typeof SocialProfile>

export const PeopleQuery = Type.Object({
  search: Text({
    minLength: 0,
    maxLength: 100,
    default: '',
    description: 'A part of a name or a handle, also initial consonants; without it the newest come.',
  }),
  page: Type.Integer({ minimum: 1, maximum: 20, default: 1 }),
  page_size: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
})

export const PeoplePage = Type.Object(
  {
    next: Type.Union([Type.String({ format: 'uri' }), Type.Null()], { description: 'Address of the next page.' }),
    previous: Type.Union([Type.String({ format: 'uri' }), Type.Null()]),
    results: Type.Array(SocialUser),
  },
  { title: 'PeoplePage' },
)

const Link = Type.String({ maxLength: 200, description: 'With http, https or nothing in front; empty for none.' })

export const PersonEdit = Type.Object(
  {
    handle: Type.Optional(Handle),
    username: Type.Optional(Name),
    profile: Type.Optional(
      Type.Object({
        bio: Type.Optional(About),
        link_1: Type.Optional(Link),
        link_2: Type.Optional(Link),
        profile_image: Type.Optional(
          Type.String({ maxLength: 500, description: 'Address of a picture that you have uploaded; empty for none.' }),
        ),
      }),
    ),
    is_public: Type.Optional(
      Type.Boolean({ description: 'True lets in everybody who has asked to follow; they need not ask any longer.' }),
    ),
  },
  { title: 'PersonEdit' },
)

/** What everybody sends who is signed in by this wire. */
const access = Type.String({ description: 'JWT, 15 minutes: as `Authorization: Bearer …`, or in the cookie `access`.' })
const refresh = Type.String({ description: 'Good for one exchange; also in the cookie `refresh_token`.' })

export const WebSignedIn = Type.Object({ access, refresh, user: SocialProfile }, { title: 'WebSignedIn' })

export const Detail = Type.Object({ detail: Type.String() }, { title: 'Detail' })

export const Registration = Type.Object(
  {
    username: Name,
    email: Email,
    password1: NewPassword,
    password2: GivenPassword,
    signup_token: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'From /user/otp/verify. Without one a mail is sent.' }),
    ),
  },
  { title: 'Registration' },
)

const LinkToken = Type.String({ minLength: 1, maxLength: 100, description: '`token` of the mailed link.' })

export const RegistrationConfirmation = Type.Object(
  { key: LinkToken, password: GivenPassword, username: Type.Optional(Name) },
  { title: 'RegistrationConfirmation' },
)

export const GoogleState = Type.Object(
  {
    client_id: Type.String(),
    state: Type.String({ description: 'Good once, for 10 minutes; send it with the code.' }),
  },
  { title: 'GoogleState' },
)

export const GoogleCode = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 2_000 }),
    state: Type.Optional(
      Type.String({ minLength: 1, maxLength: 400, description: 'From GET /accounts/google/login.' }),
    ),
  },
  { title: 'GoogleCode' },
)

export const WebRefresh = Type.Object(
  {
    refresh: Type.Optional(
      Type.String({ maxLength: 2_000, description: 'Without one the cookie `refresh_token` counts.' }),
    ),
  },
  { title: 'WebRefresh' },
)

export const TokenGiven = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 4_000 }) },
  { title: 'TokenGiven' },
)

export const WebPasswordChange = Type.Object(
  { old_password: GivenPassword, new_password1: NewPassword, new_password2: GivenPassword },
  { title: 'WebPasswordChange' },
)

export const WebPasswordReset = Type.Object(
  {
    uid: Type.Optional(
      Type.String({ maxLength: 20, description: 'What stands before the full stop in `token` of the mailed link.' }),
    ),
    token: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'What stands behind the full stop, or all of it without `uid`.',
    }),
    new_password1: NewPassword,
    new_password2: GivenPassword,
  },
  { title: 'WebPasswordReset' },
)
