import { Type } from 'typebox'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'

const page_size = Type.Integer({ minimum: 1, maximum: 50, default: 10 })
const place = Type.String({
  pattern: '^[1-9][0-9]{0,14}$',
  maxLength: 15,
  description: '`next_cursor` of the page before, or what `next` has.',
})

export const PostPage = Type.Object({ page_size, cursor: Type.Optional(place) })

const anyPlace = Type.String({
  pattern:
    '^(?:[1-9][0-9]{0,14}|[0-3][.](?:0|[1-9][0-9]{0,3})[.](?:0|[1-9][0-9]{0,14})|r[1-9][0-9]{0,14}[.](?:0|[1-9][0-9]{0,3})|n[1-9][0-9]{0,14}[.](?:0|[1-9][0-9]{0,14}))$',
  maxLength: 31,
  description: '`next_cursor` of the page before, or what `next` has.',
})

export const RecommendedPage = Type.Object({ page_size, cursor: Type.Optional(anyPlace) })

export const PostQuery = Type.Object({
  page_size,
  cursor: Type.Optional(anyPlace),
  search: Type.Optional(
    Text({
      minLength: 0,
      maxLength: 100,
      rule: 'lines',
      description: 'Words, taken literally; initial consonants find syllables. The best match first.',
      examples: ['ㄱㄹ'],
    }),
  ),
  tags: Type.Optional(
    Text({
      rule: 'line',
      minLength: 0,
      maxLength: 200,
      description: 'One tag, or several with commas between them: posts that have each of them. Never a part of one.',
      examples: ['귤,제주'],
    }),
  ),
})

/** So many tags are asked for at once. */
export const mostAskedTags = 5

export const PostTags = Type.Object(
  { tags: Type.Array(Type.Object({ name: Type.String(), post_count: Type.Integer({ minimum: 0 }) })) },
  { title: 'PostTags' },
)
export const PostTagsPage = Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }) })

const mostDwells = 50

export const Dwells = Type.Array(
  Type.Object({
    uuid: Type.String({ pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$' }),
    ms: Type.Integer({ minimum: 0, maximum: 86_400_000, description: 'A minute counts at most, of each post.' }),
  }),
  { minItems: 1, maxItems: mostDwells, title: 'Dwells' },
)

export const DwellAnswer = Type.Object(
  { kept: Type.Boolean({ description: 'False where I have switched it off.' }) },
  { title: 'DwellAnswer' },
)

export const DwellSwitch = Type.Object({ enabled: Type.Boolean() }, { title: 'DwellSwitch' })

export const DwellState = Type.Object(
  {
    enabled: Type.Boolean(),
    turned_off_at: Type.Union([Time, Type.Null()]),
  },
  { title: 'DwellState' },
)
