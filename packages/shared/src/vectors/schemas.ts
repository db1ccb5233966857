import { Type } from 'typebox'

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
