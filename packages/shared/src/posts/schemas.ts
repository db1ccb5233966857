import { Type } from 'typebox'
import { SocialUser } from '../accounts/social-schemas.js'
import { MediaAddress } from '../core/media-address.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { Uuid } from '../core/uuid.js'
import { PostComment } from './comment-schemas.js'

/** Of one post. */
export const mostPictures = 10
/** A tag may come with its sign. */
const mostSentTagLetters = 31

const count = Type.Integer({ minimum: 0 })

export const PostState = Type.Enum(['draft', 'published', 'hidden'], {
  title: 'PostState',
  description: '`draft` and `hidden` exist for their owner alone.',
})

export const Post = Type.Object(
  {
    uuid: Uuid(),
    user: SocialUser,
    category: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    comments: Type.Array(PostComment, { maxItems: 2, description: 'The newest two.' }),
    status: { ...PostState, title: 'PostStatus', description: 'As `state`.' },
    state: PostState,
    images: Type.Array(MediaAddress(), { description: 'Of others only those that are verified.' }),
    alt: Type.Array(Type.String(), { description: 'What each of the pictures shows, in words; may be empty.' }),
    text: Type.String({ description: 'As it was written, never HTML: show it as text.' }),
    tags: Type.Array(Type.String(), { description: 'Those that were named, then those in the text, without a sign.' }),
    views_count: { ...count, description: 'Each person counts once a day; it follows within minutes.' },
    likes_count: count,
    comments_count: { ...count, description: 'With replies.' },
    is_liked: Type.Boolean({ description: 'Do I like it?' }),
    created_at: { ...Time, description: 'When it was published; of a draft, when it was begun.' },
    edited_at: Type.Unsafe<string | Date | null>({
      type: ['string', 'null'],
      format: 'date-time',
      description: 'When it was changed last after its publication.',
    }),
  },
  { title: 'Post' },
)

const text = Text({ minLength: 1, maxLength: 2_000, rule: 'lines', description: 'In code points.' })
const tags = Type.Array(Text({ rule: 'name', minLength: 1, maxLength: mostSentTagLetters, examples: ['#귤'] }), {
  maxItems: 20,
  description: 'With their sign or without. Those in the text are tags as well.',
})
const images = Type.Array(Type.String({ minLength: 1, maxLength: 1_000 }), {
  maxItems: mostPictures,
  uniqueItems: true,
  description: 'Own uploads: the address that the form was sent to, followed by its `key`.',
})
const alt = Type.Array(Text({ minLength: 0, maxLength: 500, rule: 'lines' }), {
  maxItems: mostPictures,
  description: 'What each of the pictures shows, in their order.',
})
const category = Type.Union([Text({ rule: 'name', minLength: 1, maxLength: 40 }), Type.Integer(), Type.Null()], {
  description: 'A word, or a number as older clients send it.',
})

export const NewPost = Type.Object(
  {
    text,
    tags: Type.Optional(tags),
    images: Type.Optional(images),
    alt: Type.Optional(alt),
    category: Type.Optional(category),
    state: Type.Optional(Type.Enum(['draft', 'published'], { default: 'published' })),
  },
  { title: 'NewPost' },
)

/** PUT: what is left out is emptied. */
export const PostReplacement = Type.Object(
  { ...NewPost.properties, state: Type.Optional(PostState) },
  { title: 'PostReplacement' },
)

export const PostChange = Type.Object(
  {
    text: Type.Optional(text),
    tags: Type.Optional(tags),
    images: Type.Optional(images),
    alt: Type.Optional(alt),
    category: Type.Optional(category),
    state: Type.Optional(PostState),
  },
  { title: 'PostChange', minProperties: 1, description: 'What is left out stays.' },
)
