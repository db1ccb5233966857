import { Type } from 'typebox'
import { digits, Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { styles } from './voices.js'

const count = Type.Integer({ minimum: 0 })
/** The pages put these into `innerHTML`. */
const inHtml = 'With entities for what HTML would take for a tag.'

export const ByReview = Type.Object({ id: Id })
export const ByReviewComment = Type.Object({ id: Id, comment_id: Id })

export const Review = Type.Object(
  {
    id: Id,
    author: Type.String({ description: `What they are called. ${inHtml}` }),
    movie: Id,
    content: Type.String({ description: inHtml }),
    created_at: Time,
    updated_at: Time,
    like_count: count,
    comment_count: count,
    is_spoiler: Type.Boolean({ description: 'Cover its words until somebody wants to read them.' }),
    is_positive: Type.Union([Type.Boolean(), Type.Null()], {
      description: 'Whether it speaks well of the film; null until it was analysed, and where that is doubtful.',
    }),
    private: Type.Boolean({ description: 'Of mine alone.' }),
    is_liked: Type.Boolean({ description: 'Do I like it?' }),
  },
  { title: 'Review' },
)

/** The newest first, as a bare list. */
export const Reviews = Type.Array(Review, { title: 'Reviews' })

const words = {
  rule: 'lines',
  minLength: 1,
  description: 'Kept as it is sent, without space around it.',
} as const

export const NewReview = Type.Object(
  {
    content: Text({ ...words, maxLength: 5_000 }),
    is_spoiler: Type.Optional(Type.Boolean()),
    private: Type.Optional(Type.Boolean({ description: 'For me alone.' })),
  },
  { title: 'NewReview' },
)

export const ReviewChange = Type.Object(
  {
    content: Text({ ...words, maxLength: 5_000 }),
    is_spoiler: Type.Optional(Type.Boolean({ description: 'A mark stays: false changes nothing.' })),
    private: Type.Optional(Type.Boolean()),
  },
  { title: 'ReviewChange', description: 'What is left out stays.' },
)

export const filters = ['all', 'following', 'private'] as const

export const ReviewsQuery = Type.Object({
  filter: Type.String({
    enum: [...filters],
    default: 'all',
    description: '`following`: of those whom I follow. `private`: of mine, those that nobody else sees.',
  }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
  cursor: Type.Optional({ ...Id, description: 'Id of the last one of the page before.' }),
})

export const ReviewComment = Type.Object(
  {
    id: { ...Id, description: 'No review has the same.' },
    review: Id,
    content: Type.String({ description: inHtml }),
    author: Type.String({ description: inHtml }),
    created_at: Time,
    updated_at: Time,
    like_count: count,
    is_spoiler: Type.Boolean(),
    is_liked: Type.Boolean(),
  },
  { title: 'ReviewComment' },
)

export const ReviewComments = Type.Array(ReviewComment, { title: 'ReviewComments' })

export const NewReviewComment = Type.Object(
  { content: Text({ ...words, maxLength: 500 }), is_spoiler: Type.Optional(Type.Boolean()) },
  { title: 'NewReviewComment' },
)

export const ReviewCommentsQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 100 }),
  cursor: Type.Optional(
    Type.String({
      pattern: `^${digits}$`,
      maxLength: 15,
      description: 'Id of the first one of a page, for those before it.',
    }),
  ),
})

export const ReviewMessage = Type.Object({ message: Type.String() }, { title: 'ReviewMessage' })

export const NewReviewReport = Type.Object(
  { report_type: Type.String({ enum: ['spoiler', 'inappropriate'] }) },
  { title: 'NewReviewReport' },
)

export const NewVoice = Type.Object(
  {
    content: Text({ rule: 'lines', minLength: 1, maxLength: 2_000 }),
    style: Type.String({ enum: [...styles] }),
  },
  { title: 'NewVoice' },
)

export const VoiceGiven = Type.Object(
  { transformedContent: Type.String({ description: 'Of 100 to 200 characters; as text, without entities.' }) },
  { title: 'VoiceGiven' },
)

export const VoiceAsked = Type.Object(
  {
    message: Type.String(),
    job: Type.Object({ id: Id, status: Type.String({ enum: ['queued'] }) }),
  },
  { title: 'VoiceAsked', description: 'Not there yet: ask at `location`.' },
)

const Opinion = Type.Pick(Review, ['id', 'content', 'author', 'like_count', 'is_spoiler', 'private'], {
  title: 'Opinion',
})
const Opinions = Type.Array(Opinion, { description: 'The three most liked.' })

export const Sentiment = Type.Object({ positive_review: Opinions, negative_review: Opinions }, { title: 'Sentiment' })
