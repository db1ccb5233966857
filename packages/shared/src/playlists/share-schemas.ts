import { Type } from 'typebox'
import { Time } from '../core/time.js'

/** A v4 UUID's 122 random bits in base64url. */
export const BySlug = Type.Object({ slug: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) })

/** A playlist to take elsewhere. */
export const PlaylistExport = Type.Object(
  {
    title: Type.String(),
    content: Type.String(),
    genre: Type.String(),
    writer: Type.String({ description: 'Name.' }),
    created_at: Time,
    updated_at: Time,
    songs: Type.Array(
      Type.Object({
        position: Type.Integer({ minimum: 1 }),
        singer: Type.String(),
        song: Type.String(),
        video: Type.Union([Type.String({ format: 'uri' }), Type.Null()], {
          description: 'Page of the video on YouTube.',
        }),
      }),
    ),
  },
  { title: 'PlaylistExport' },
)
