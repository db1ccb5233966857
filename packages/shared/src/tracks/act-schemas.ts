import { Type } from 'typebox'

const message = Type.String()

export const SongLiked = Type.Object(
  { message, is_liked: Type.Boolean({ description: 'Do I like it now?' }), like_count: Type.Integer() },
  { title: 'SongLiked' },
)

export const SongReposted = Type.Object(
  { message, is_reposted: Type.Boolean({ description: 'Is it reposted by me now?' }), repost_count: Type.Integer() },
  { title: 'SongReposted' },
)

export const LikeWish = Type.Object(
  {
    liked: Type.Optional(
      Type.Boolean({ description: 'What is wanted. Without it each request turns the like around.' }),
    ),
  },
  { title: 'SongLikeWish' },
)

export const RepostWish = Type.Object(
  {
    reposted: Type.Optional(
      Type.Boolean({ description: 'What is wanted. Without it each request turns the repost around.' }),
    ),
  },
  { title: 'SongRepostWish' },
)

export const NewPlay = Type.Object(
  {
    play_id: Type.String({
      pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
      description: 'A UUID that the client draws once for each play; the same again is the same play.',
    }),
    ms_played: Type.Integer({
      minimum: 0,
      maximum: 86_400_000,
      description: 'What was heard, without pauses and without what was skipped.',
    }),
    position: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 86_400,
        description: 'Where the player stands, in seconds; it counts nothing.',
      }),
    ),
  },
  { title: 'NewPlay' },
)

export const PlayAnswer = Type.Object(
  {
    counted: Type.Boolean({
      description:
        'Whether this play counts: after 30 seconds or half of the track, and once for a listener in each half hour. It shows in `play_count` within minutes.',
    }),
  },
  { title: 'PlayAnswer' },
)
