import { Type } from 'typebox'
import { digits, Id, IdList } from '../core/ids.js'
import { Time } from '../core/time.js'

/** A song as front ends know it. */
export const Music = Type.Object(
  {
    id: Id,
    information: Type.Union([Type.String({ format: 'uri' }), Type.Null()], {
      description: 'Embed address of the video; null while the song waits for one, or has none.',
      examples: ['https://www.youtube.com/embed/dQw4w9WgXcQ'],
    }),
    singer: Type.String(),
    song: Type.String(),
    thumbnail: Type.Union([Type.String(), Type.Null()]),
    created_at: Time,
  },
  { title: 'Music' },
)

export const SongsQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 1_000 }),
  cursor: Type.Optional(
    Type.String({ pattern: `^(own|all)[.]${digits}$`, description: '`next_cursor` of the page before, as it came.' }),
  ),
  ids: Type.Optional(IdList({ maxLength: 4_000, description: 'Only these songs; in the order of the whole list.' })),
})

export const SongList = Type.Object(
  {
    music: Type.Array(
      Type.Object({
        id: Id,
        thumbnail: Type.Union([Type.String(), Type.Null()], {
          description: "The video's, at its vendor; null while there is none.",
        }),
        singer: Type.String(),
        song: Type.String(),
      }),
      { description: 'The songs of my own playlists first, then all others, each the newest first.' },
    ),
    next_cursor: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'SongList' },
)

export const VideosSeen = Type.Object(
  {
    already_musiclist: IdList({
      maxLength: 50_000,
      description: 'Songs that are not wanted again. Send the latest where there are more.',
    }),
  },
  { title: 'VideosSeen' },
)

export const RandomVideos = Type.Array(Music, {
  title: 'RandomVideos',
  description: 'Five, or fewer when there are no more.',
})
