import { Type } from 'typebox'
import { Thumbnails, Writer } from '../accounts/schemas.js'
import { Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { Music } from '../music/schemas.js'
import { Comments, next_cursor } from '../subjects/comment-schemas.js'

/** What a listener asks for. The offered genres and years are examples; other words are taken too. */
export const DigRequest = Type.Object(
  {
    situations: Text({
      minLength: 1,
      maxLength: 200,
      description: 'How the day feels, in the words of the listener.',
      examples: ['비 오는 밤 드라이브'],
    }),
    genre: Text({
      minLength: 1,
      maxLength: 50,
      examples: ['K-POP', 'POP', 'J-POP', '힙합', 'R&B', '발라드', '댄스', '인디', 'OST'],
    }),
    year: Text({ minLength: 1, maxLength: 20, examples: ['2010년대', '상관없음'] }),
  },
  { title: 'DigRequest' },
)

export const DigStatus = Type.Enum(['queued', 'composing', 'matching', 'ready', 'failed', 'cancelled'], {
  title: 'DigStatus',
  description: '`ready`, `failed` and `cancelled` are final.',
})

export const Playlist = Type.Object(
  {
    id: Id,
    slug: Type.String({ description: 'Names it in `/playlist/shared/<slug>`, which opens without an account.' }),
    like_count: Type.Integer(),
    like_playlist: Type.Boolean({ description: 'Do I like it?' }),
    title: Type.String(),
    content: Type.String(),
    thumbnail: Type.String({ description: 'Storage key of the cover, served at `/media/<key>`.' }),
    thumbnails: Thumbnails,
    genre: Type.String(),
    is_active: Type.Boolean(),
    is_public: Type.Boolean(),
    status: DigStatus,
    created_at: Time,
    updated_at: Time,
    writer: Id,
    writer_profile: Writer,
    music: Type.Array(Id, { description: 'Song ids in order.' }),
  },
  { title: 'Playlist' },
)

export const PlaylistDetail = Type.Object(
  {
    user: Writer,
    comments: Comments,
    next_comments_cursor: next_cursor,
    playlist: Playlist,
    music: Type.Array(Music),
  },
  { title: 'PlaylistDetail' },
)

export const DigJob = Type.Object(
  {
    id: Id,
    status: DigStatus,
    progress: Type.Integer({ minimum: 0, maximum: 100 }),
    stage: Type.String({
      description: 'What is being waited for: `queued`, `compose`, `match`, `cover`, `done`, `failed` or `cancelled`.',
    }),
    playlist: Id,
    error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
    created_at: Time,
    finished_at: Type.Union([Time, Type.Null()]),
  },
  { title: 'DigJob' },
)

export const PlaylistCreated = Type.Object(
  {
    message: Type.String(),
    playlist: Playlist,
    playlist_music_list: Type.Array(Music),
  },
  { title: 'PlaylistCreated' },
)

export const PlaylistAccepted = Type.Object(
  { message: Type.String(), playlist: Playlist, job: DigJob },
  { title: 'PlaylistAccepted' },
)
