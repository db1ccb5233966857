import { Type } from 'typebox'
import { Id } from '../core/ids.js'

export const LikeRequest = Type.Object(
  {
    playlist_id: Id,
    liked: Type.Optional(
      Type.Boolean({ description: 'What is wanted. Without it each request turns the like around.' }),
    ),
  },
  { title: 'LikeRequest' },
)

export const Liked = Type.Object(
  {
    message: Type.String(),
    like_playlist: Type.Boolean({ description: 'Do I like it now?' }),
    like_count: Type.Integer(),
  },
  { title: 'Liked' },
)
