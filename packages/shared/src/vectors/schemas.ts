import { Type } from 'typebox'
import { Uuid } from '../core/uuid.js'

export const InterestSetting = Type.Object(
  {
    is_on: Type.Boolean({ description: 'Whether what I like, read and dwell on shapes what I am shown.' }),
    forgotten_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
      description: 'What I did before that does not count.',
    }),
  },
  { title: 'InterestSetting' },
)

export const InterestSwitch = Type.Object({ is_on: Type.Boolean() }, { additionalProperties: false })

export const WhyQuery = Type.Object({
  kind: Type.Enum(['post', 'product'], { description: 'What it is.' }),
  uuid: Uuid(),
})

export const Why = Type.Object(
  {
    because: Type.Array(
      Type.Object({
        kind: Type.String(),
        uuid: Uuid(),
        text: Type.String({ description: 'Its beginning.' }),
        is_liked: Type.Boolean({ description: 'Whether I like it; else I have read it or dwelt on it.' }),
      }),
      { description: 'What I liked, read or dwelt on that brought it into my list; empty where nothing did.' },
    ),
  },
  { title: 'Why' },
)
