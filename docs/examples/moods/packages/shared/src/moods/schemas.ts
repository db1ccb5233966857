import { Type } from 'typebox'
import { Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'

/** How the words sound. */
export const tones = ['bright', 'even', 'low'] as const

export type Tone = (typeof tones)[number]

export const NewMood = Type.Object(
  {
    words: Text({ minLength: 1, maxLength: 200, examples: ['비가 와서 좋은 날'] }),
    visibility: Type.Enum(['public', 'followers', 'private'], { default: 'public' }),
  },
  { title: 'NewMood' },
)

export const Mood = Type.Object(
  {
    id: Id,
    writer: Id,
    words: Type.String(),
    tone: Type.Union([Type.Enum([...tones]), Type.Null()], { description: 'Null until the words have been read.' }),
    like_count: Type.Integer({ minimum: 0 }),
    created_at: Time,
  },
  { title: 'Mood' },
)

export const MoodWritten = Type.Object({ mood: Mood }, { title: 'MoodWritten' })

export const MoodLike = Type.Object({ liked: Type.Boolean() }, { title: 'MoodLike' })

export const MoodLiked = Type.Object(
  { liked: Type.Boolean(), like_count: Type.Integer({ minimum: 0 }) },
  { title: 'MoodLiked' },
)
