import { Type } from 'typebox'
import { Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { trackFormats } from './queues.js'

/** How many bars the first clients draw. */
export const waveBars = 270
/** The value of a bar that is as loud as can be. */
export const waveTop = 300

export const TrackStatus = Type.Enum(['uploading', 'processing', 'ready', 'failed'], {
  title: 'TrackStatus',
  description: '`ready` and `failed` are final, until another file is uploaded.',
})

/** Where a list of it may be bounded: what one can say of a track is what one sees. */
export const Song = Type.Object(
  {
    song_id: Id,
    song_name: Type.String(),
    description: Type.String(),
    song_path: Type.String({
      description: 'Address of the AAC rendition. Of a private track it opens for six hours.',
    }),
    slug: Type.String({ description: 'Names the public page, `/song/shared/<slug>`.' }),
    artist_name: Type.String(),
    artist_img: Type.String({ description: 'Storage key, served at `/media/<key>`.' }),
    user_id: Id,
    sample_rate: Type.Union([Type.Integer(), Type.Null()]),
    small_img_url: Type.Union([Type.String(), Type.Null()]),
    big_img_url: Type.Union([Type.String(), Type.Null()]),
    song_tag: Type.Array(Type.String()),
    duration_ms: Type.Union([Type.Integer(), Type.Null()], { description: 'Of what was decoded, not of a header.' }),
    wave_data: Type.Array(Type.Integer(), {
      description: `${waveBars} values from 0 to ${waveTop}, or none before the waveform is there.`,
    }),
    status: TrackStatus,
    error_code: Type.Union([Type.String(), Type.Null()], { description: 'Why the last file failed.' }),
    warning: Type.Union([Type.Literal('truncated'), Type.Null()], {
      description: '`truncated`: the file says that it is longer than what can be heard.',
    }),
    like_count: Type.Integer(),
    is_liked: Type.Boolean({ description: 'Do I like it?' }),
    play_count: Type.Integer(),
    repost_count: Type.Integer(),
    is_reposted: Type.Boolean({ description: 'Have I reposted it?' }),
    comment_count: Type.Integer(),
    is_public: Type.Boolean(),
    loudness_lufs: Type.Union([Type.Number(), Type.Null()], {
      description: 'Integrated, EBU R 128; null for digital silence and before it is measured.',
    }),
    created_at: Time,
  },
  { title: 'Song' },
)

const title = Text({ minLength: 1, maxLength: 100, examples: ['새벽 세 시'] })
const description = Text({ rule: 'lines', minLength: 0, maxLength: 2_000 })
/** Of one tag, in code points. */
export const mostTagLetters = 30
export const mostTags = 10
const Tag = Text({ rule: 'name', minLength: 1, maxLength: mostTagLetters, examples: ['lo-fi'] })

/** What is said of a track beside its file; the seed's names. */
export const TrackWords = Type.Object(
  {
    name: Type.Optional(title),
    description: Type.Optional(description),
    tags: Type.Optional(Type.Array(Tag, { maxItems: mostTags })),
    is_public: Type.Optional(Type.Boolean()),
  },
  { title: 'TrackWords' },
)

export const TrackFormat = Type.Enum(trackFormats, { title: 'TrackFormat' })
