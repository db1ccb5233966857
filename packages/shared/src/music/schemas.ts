import { Type } from 'typebox'
import { Id } from '../ids.js'
import { Time } from '../time.js'

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
  { title: 'music' },
)
