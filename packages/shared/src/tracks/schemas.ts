import { Type } from 'typebox'
import { Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { Chapters } from './chapters.js'
import { trackFormats } from './queues.js'

/** How many bars the first clients draw. */
export const waveBars = 270
/** The value of a bar that is as loud as can be. */
export const waveTop = 300

export const TrackStatus = Type.Enum(['processing', 'ready', 'failed'], {
  title: 'TrackStatus',
  description: '`ready` and `failed` are final, until another file is uploaded.',
})

/** A track, by the names that its first clients know. */
export const Song = Type.Object(
  {
    song_id: Id,
    song_name: Type.String(),
    description: Type.String(),
    song_path: Type.String({
      description:
        'Address of the AAC rendition, with its version, so that it may be kept for good. Of a track that not everybody may see it bears a signature that opens it for six hours.',
    }),
    slug: Type.String({ description: 'Names the public page, `/song/shared/<slug>`.' }),
    artist_name: Type.String(),
    artist_img: Type.String({ description: 'Storage key, served at `/media/<key>`.' }),
    user_id: Id,
    sample_rate: Type.Union([Type.Integer(), Type.Null()]),
    small_img_url: Type.Union([Type.String(), Type.Null()], { description: 'Address below this API.' }),
    big_img_url: Type.Union([Type.String(), Type.Null()], { description: 'Address below this API.' }),
    song_tag: Type.Array(Type.String()),
    duration_ms: Type.Union([Type.Integer(), Type.Null()], { description: 'Of what was decoded, not of a header.' }),
    wave_data: Type.Array(Type.Integer(), {
      description: `${waveBars} values from 0 to ${waveTop}, or none before the waveform is there.`,
    }),
    status: TrackStatus,
    error_code: Type.Union([Type.String(), Type.Null()], {
      description: 'Why the last file failed; told to its owner alone.',
    }),
    warning: Type.Union([Type.Literal('truncated'), Type.Literal('duplicate'), Type.Null()], {
      description:
        '`truncated`: the file says that it is longer than what can be heard. `duplicate`: another track of mine has the same file. Told to its owner alone.',
    }),
    like_count: Type.Integer(),
    is_liked: Type.Boolean({ description: 'Do I like it?' }),
    play_count: Type.Integer(),
    repost_count: Type.Integer(),
    is_reposted: Type.Boolean({ description: 'Have I reposted it?' }),
    comment_count: Type.Integer(),
    is_public: Type.Boolean(),
    is_downloadable: Type.Boolean({ description: 'Whether others may have the file as it was uploaded.' }),
    loudness_lufs: Type.Union([Type.Number(), Type.Null()], {
      description: 'Integrated, EBU R 128; null for digital silence and before it is measured.',
    }),
    gain_db: Type.Union([Type.Number(), Type.Null()], {
      description:
        'What a player adds so that tracks are equally loud, at −18 LUFS as ReplayGain 2.0 has it; null where the loudness is.',
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
    is_downloadable: Type.Optional(
      Type.Boolean({ description: 'Whether others may have the file as it was uploaded.' }),
    ),
    chapters: Type.Optional(Chapters),
  },
  { title: 'TrackWords' },
)

/** What may be changed of a track that is there. */
export const TrackChange = Type.Object(
  { ...TrackWords.properties },
  {
    title: 'TrackChange',
    minProperties: 1,
    description: 'What is left out stays. Tags and chapters take the place of those before.',
  },
)

export const TrackFormat = Type.Enum(trackFormats, { title: 'TrackFormat' })

/** A track with what lists leave out. */
export const SongDetail = Type.Object({ ...Song.properties, chapters: Chapters }, { title: 'SongDetail' })

export const SongAnswer = Type.Object({ song: SongDetail }, { title: 'SongAnswer' })

/** One track, in a list as the first clients read it. */
export const OneSong = Type.Object({ song: Type.Array(SongDetail) }, { title: 'OneSong' })

/** As the first clients read it. */
export const Songs = Type.Object({ song: Type.Array(Song) }, { title: 'Songs' })

export const TagName = Text({ rule: 'name', minLength: 1, maxLength: mostTagLetters, description: 'In any case.' })

export const SongJob = Type.Object(
  {
    id: Id,
    song_id: Id,
    version: Type.Integer({ description: 'Which file of the track.' }),
    status: Type.Enum(['processing', 'ready', 'failed'], { title: 'SongJobStatus' }),
    stage: Type.Union([Type.String(), Type.Null()], { description: 'The kind of its newest event.' }),
    progress: Type.Integer({ minimum: 0, maximum: 100 }),
    error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
    created_at: Time,
  },
  { title: 'SongJob' },
)
