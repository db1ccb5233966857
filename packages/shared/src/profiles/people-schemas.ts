import { Type } from 'typebox'
import { Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'

/*
 * People as the first web page and phone app ask about them. The fields are those that they read.
 */

const image = Type.String({ description: 'Storage key, served at `/media/<key>`.' })
const song_count = Type.Integer({ minimum: 0, description: 'Tracks that everybody sees, counted up to 1,000.' })
const people = Type.Integer({ minimum: 0 })

/** How many at a time. */
const few = (most: number) => Type.Integer({ minimum: 1, maximum: most, default: 3 })

export const Me = Type.Object(
  { data: Type.Object({ user_id: Id, user_name: Type.String(), user_image: image }) },
  { title: 'Me' },
)

export const PeopleSearch = Type.Object(
  {
    name: Text({
      minLength: 0,
      maxLength: 100,
      description: 'A part of a name, also initial consonants; small misspellings do no harm.',
    }),
  },
  { title: 'PeopleSearch' },
)

export const PeopleFound = Type.Object(
  {
    user_info: Type.Array(Type.Object({ user_id: Id, user_name: Type.String() }), {
      description: 'The best first, at most 20.',
    }),
  },
  { title: 'PeopleFound' },
)

export const RecommendationQuery = Type.Object({ limit: few(20) })

export const Recommendations = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        profile_image: image,
        song_count,
        to_follow_count: { ...people, description: 'How many follow this person.' },
        mutual_follow: Type.Literal(false, { description: 'Nobody whom I follow is recommended.' }),
      }),
    ),
  },
  { title: 'Recommendations' },
)

export const FollowToggle = Type.Object({ to_follow_id: Id }, { title: 'FollowToggle' })

export const FollowToggled = Type.Object(
  {
    message: Type.Enum(['FOLLOWED', 'UNFOLLOWED', 'REQUESTED'], {
      description: '`REQUESTED`: the account is private and was asked.',
    }),
    is_following: Type.Boolean(),
  },
  { title: 'FollowToggled' },
)

export const FollowedQuery = Type.Object({ limit: few(200), cursor: Type.Optional(Id) })

export const Followed = Type.Object(
  {
    following: Type.Array(Type.Object({ id: Id, name: Type.String(), song_count, follower_count: people }), {
      description: 'Newest first.',
    }),
    next_cursor: Type.Union([Id, Type.Null()]),
  },
  { title: 'Followed' },
)

export const RedDots = Type.Object(
  {
    data: Type.Object({
      message_checked: Type.Boolean({ description: 'False where a message was not read yet.' }),
      follow_checked: Type.Boolean({ description: 'False where a follow was not seen yet.' }),
      follower_id: Type.Union([Id, Type.Null()], { description: 'Who followed me last, of those.' }),
      sender: Type.Union([Id, Type.Null()], { description: 'Who wrote to me last, of those.' }),
    }),
  },
  { title: 'RedDots' },
)

export const FollowUpdates = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        follower_id: Id,
        follower_name: Type.String(),
        follower_image: image,
        follower_follower_count: people,
        follower_song_count: song_count,
        follow_at: Time,
        is_checked: Type.Boolean({ description: 'As it was until now.' }),
        mutual_follow: Type.Boolean({ description: 'Whether I follow them, too.' }),
      }),
      { description: 'The oldest first, at most 50.' },
    ),
    message: Type.Optional(Type.Literal('EMPTY_UPDATES', { description: 'Only where there are none.' })),
  },
  { title: 'FollowUpdates' },
)
