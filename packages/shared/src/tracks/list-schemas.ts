import { Type } from 'typebox'
import { Writer } from '../accounts/schemas.js'
import { digits, Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { Song, Songs, TagName } from './schemas.js'

const limit = Type.Integer({ minimum: 1, maximum: 50, default: 20 })
const next_cursor = Type.Union([Id, Type.Null()], { description: 'Leads to the next page; null at the end.' })

export const TagHome = Type.Object(
  {
    song: Type.Array(Type.Record(Type.String(), Type.Array(Song)), {
      description: 'One object for each popular tag, whose name is its only key: ten tracks of it.',
    }),
  },
  { title: 'TagHome' },
)

export const StreamOffset = Type.Object({
  offset: Type.Integer({ minimum: 0, maximum: 10_000, description: 'How many newer ones are left out.' }),
})

export const SongPage = Type.Object({
  limit,
  cursor: Type.Optional(Id),
  tag: Type.Optional(TagName),
  user_id: Type.Optional({ ...Id, description: "Somebody's. Of my own all are there, in every state." }),
})

export const SongList = Type.Object({ ...Songs.properties, next_cursor }, { title: 'TrackList' })

export const FeedPage = Type.Object({ limit, cursor: Type.Optional(Id) })

export const Feed = Type.Object(
  {
    song: Type.Array(
      Type.Object({
        ...Song.properties,
        reposted_by: Type.Union([Type.Pick(Writer, ['id', 'name', 'image']), Type.Null()], {
          description: 'Whom I follow and who reposted it; null where I follow who made it.',
        }),
      }),
    ),
    next_cursor,
  },
  { title: 'Feed' },
)

export const NowPlaying = Type.Object(
  {
    now: Type.Array(Type.Object({ listener: Type.Pick(Writer, ['id', 'name', 'image']), heard_at: Time, song: Song })),
  },
  { title: 'NowPlaying' },
)

export const ChartQuery = Type.Object({
  tag: Type.Optional(TagName),
  days: Type.Unsafe<1 | 7 | 30>({ type: 'integer', enum: [1, 7, 30], default: 7 }),
})

export const TagList = Type.Object(
  { tags: Type.Array(Type.Object({ name: Type.String(), track_count: Type.Integer() })) },
  { title: 'TagList' },
)
export const TagPage = Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) })

export const SongSearch = Type.Object({
  query: Text({
    minLength: 0,
    maxLength: 100,
    rule: 'lines',
    default: '',
    description: 'Taken literally, as `/playlist/search` does; initial consonants find syllables.',
    examples: ['ㅅㅂ'],
  }),
  limit,
  cursor: Type.Optional(
    Type.String({
      pattern: `^[0-3][.](?:0|[1-9][0-9]{0,3})[.]${digits}$`,
      maxLength: 22,
      description: '`next_cursor` of the page before, as it came.',
    }),
  ),
})

export const SongMatches = Type.Object(
  {
    ...Songs.properties,
    song_count: Type.Integer({ minimum: 0, maximum: 1_000, description: 'How many match; counted up to 1,000.' }),
    next_cursor: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'SongMatches' },
)
