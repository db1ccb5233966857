import { Type } from 'typebox'
import { Time } from '../core/time.js'

/** Of a public page, or of a secret link. */
export const ByTrackSlug = Type.Object({ slug: Type.String({ pattern: '^[A-Za-z0-9_-]{10,40}$' }) })

export const SecretLink = Type.Object(
  {
    slug: Type.String(),
    link: Type.String({
      description: 'The address to give away; below this API where its public address is not known.',
    }),
    created_at: Time,
  },
  { title: 'SecretLink' },
)

const Side = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }))

export const OEmbedQuery = Type.Object({
  url: Type.String({ minLength: 1, maxLength: 500 }),
  maxwidth: Side,
  maxheight: Side,
  format: Type.Unsafe<'json'>({ type: 'string', enum: ['json'], default: 'json' }),
})

export const OEmbed = Type.Object(
  {
    version: Type.Literal('1.0'),
    type: Type.Literal('rich'),
    provider_name: Type.String(),
    provider_url: Type.String(),
    title: Type.String(),
    author_name: Type.String(),
    width: Type.Integer(),
    height: Type.Integer(),
    html: Type.String({ description: 'The player’s page in an iframe.' }),
    thumbnail_url: Type.Optional(Type.String()),
    thumbnail_width: Type.Optional(Type.Integer()),
    thumbnail_height: Type.Optional(Type.Integer()),
  },
  { title: 'OEmbed' },
)
