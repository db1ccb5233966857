import { Type } from 'typebox'
import { About, Genre, Name, Profile } from '../accounts/schemas.js'
import { digits, Id } from '../core/ids.js'
import { Playlist } from '../playlists/schemas.js'

/**
 * Both lists go on together: one that has ended stays empty. Times are microseconds since 1970, because likes are
 * ordered by them.
 */
export const ProfilePage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 100, description: 'Of each list.' }),
  cursor: Type.Optional(
    Type.String({
      pattern: `^${digits}[.](?:0|[1-9][0-9]{0,15})[.]${digits}$`,
      maxLength: 48,
      description: '`next_cursor` of the page before, as it came.',
    }),
  ),
})

export const ProfileAnswer = Type.Object(
  {
    profile: Profile,
    playlist: Type.Array(Playlist, { description: 'Written by this person, newest first.' }),
    liked_playlists: Type.Array(Playlist, { description: 'Newest like first.' }),
    next_cursor: Type.Union([Type.String(), Type.Null()], { description: 'Null when both lists have ended.' }),
  },
  { title: 'ProfileAnswer' },
)

/**
 * Without the picture, which the API adds because only it knows how uploads arrive. What is left out stays as it is.
 */
export const EditFields = Type.Object({
  name: Type.Optional(Name),
  about: Type.Optional(About),
  genre: Type.Optional(Genre),
  rep_playlist: Type.Optional(
    Type.Union([Id, Type.Literal('')], {
      description: 'A finished public playlist of your own; an empty text unsets it.',
    }),
  ),
})

export const FollowPage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 100 }),
  cursor: Type.Optional(Id),
})

const Follows = Type.Array(
  Type.Object({
    id: Id,
    profile_image: Type.String({ description: 'Storage key, served at `/media/<key>`.' }),
    nickname: Type.String(),
    is_following: Type.Union([Type.Boolean(), Type.Null()], {
      description: 'Do I follow this person? Null for yourself.',
    }),
  }),
  { title: 'Follows', description: 'Newest first.' },
)
const next_cursor = Type.Union([Id, Type.Null()])

export const FollowerList = Type.Object({ follower_list: Follows, next_cursor }, { title: 'FollowerList' })
export const FollowingList = Type.Object({ following_list: Follows, next_cursor }, { title: 'FollowingList' })
