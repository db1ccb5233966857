import { Type } from 'typebox'
import { digits, Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'

/** Longer than any track. */
export const mostMs = 24 * 3_600_000

export const TrackComment = Type.Object(
  {
    id: Id,
    user_id: Id,
    user_name: Type.String(),
    user_image: Type.String({ description: 'Storage key, served at `/media/<key>`.' }),
    content: Type.String({ description: 'Text as it was written, never HTML: show it as text.' }),
    position: Type.Integer({ description: 'Where in the track, in whole seconds.' }),
    position_ms: Type.Integer({ description: 'The same in milliseconds.' }),
    song_id: Id,
    parent: Type.Union([Id, Type.Null()], { description: 'The comment that this one replies to.' }),
    created_at: Time,
    updated_at: Time,
  },
  { title: 'TrackComment' },
)

const Content = Text({
  minLength: 1,
  maxLength: 500,
  rule: 'lines',
  description: 'Length in code points, after NFC and without space around it.',
})

export const NewTrackComment = Type.Object(
  {
    content: Content,
    position: Type.Integer({ minimum: 0, maximum: mostMs / 1_000, default: 0, description: 'In seconds.' }),
    position_ms: Type.Optional(
      Type.Integer({ minimum: 0, maximum: mostMs, description: 'Wins where both are there.' }),
    ),
    parent_id: Type.Optional({
      ...Id,
      description: 'A comment of the same track. The reply stands at its moment, whatever position comes with it.',
    }),
  },
  { title: 'NewTrackComment' },
)

export const TrackCommentChange = Type.Object({ content: Content }, { title: 'TrackCommentChange' })

export const TrackCommentAnswer = Type.Object({ comment: TrackComment }, { title: 'TrackCommentAnswer' })

const page = {
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }),
  cursor: Type.Optional(
    Type.String({ pattern: `^${digits}[.]${digits}$`, maxLength: 31, description: '`next_cursor`, as it came.' }),
  ),
  around: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: mostMs,
      description: 'A moment in milliseconds: half of the page comes before it. Not looked at beside a cursor.',
    }),
  ),
}

export const TrackCommentPage = Type.Object(page)
export const TrackCommentQuery = Type.Object({ song_id: Id, ...page })

export const TrackComments = Type.Object(
  {
    data: Type.Object({
      comment_info: Type.Array(TrackComment, { description: 'By position.' }),
      comment_count: Type.Integer(),
      next_cursor: Type.Union([Type.String(), Type.Null()]),
    }),
  },
  { title: 'TrackComments' },
)
