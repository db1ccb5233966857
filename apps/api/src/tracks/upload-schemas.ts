import { Text } from '@mudig/shared/core/text'
import { Time } from '@mudig/shared/core/time'
import { mostTagLetters, mostTags, Song, SongJob, TrackChange, TrackWords } from '@mudig/shared/tracks/schemas'
import { Type } from 'typebox'
import { UploadField } from '../http/uploads.js'

export const ByUpload = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) })

export const NewUpload = Type.Object(
  {
    filename: Text({ minLength: 1, maxLength: 255, examples: ['새벽 세 시.flac'] }),
    bytes: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Of the whole file.' }),
    sha256: Type.Optional(
      Type.String({
        pattern: '^[0-9A-Fa-f]{64}$',
        description: 'Of the whole file. One that arrives otherwise becomes no track.',
      }),
    ),
  },
  { title: 'NewUpload' },
)

export const UploadBegun = Type.Object(
  {
    upload_id: Type.String(),
    part_size: Type.Integer({ description: 'Bytes in which the store takes it; a good size for one request.' }),
    expires_at: Time,
    offset: Type.Integer({ description: 'Bytes that are kept.' }),
  },
  { title: 'UploadBegun' },
)

export const UploadReference = Type.Object(
  { upload_id: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) },
  { title: 'UploadReference' },
)

/** Of routes that read their form themselves: it is checked when it has been read. */
const streamed = { 'x-streamed': true }

/** Received as it comes. */
export const NextBytes = Type.String({ format: 'binary', ...streamed })

const file = UploadField('MP3, FLAC, WAV, AAC, Ogg and whatever else ffmpeg decodes.')

export const FileForm = Type.Object({ file }, { title: 'FileForm', ...streamed })

/** What stands in a form beside its file. */
export const FormWords = Type.Object({
  name: TrackWords.properties.name,
  description: TrackWords.properties.description,
  tag_name: Type.Optional(
    Text({
      minLength: 0,
      maxLength: (mostTagLetters + 1) * mostTags,
      description: `At most ${mostTags} tags, with commas between them.`,
    }),
  ),
  is_public: TrackWords.properties.is_public,
  is_downloadable: TrackWords.properties.is_downloadable,
  image: Type.Optional(UploadField('JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.')),
})

/** What may be changed of a track, as JSON or as a form. */
export const SongChange = Type.Object(
  {
    ...TrackChange.properties,
    tag_name: FormWords.properties.tag_name,
    image: FormWords.properties.image,
  },
  {
    title: 'TrackChange',
    minProperties: 1,
    description: 'What is left out stays. Tags and chapters take the place of those before.',
  },
)

export const SongForm = Type.Object({ file, ...FormWords.properties }, { title: 'SongForm', ...streamed })

export const SongAccepted = Type.Object({ message: Type.String(), song: Song, job: SongJob }, { title: 'SongAccepted' })
/** As for who prefers to wait, when processing ends in that time. */
export const SongEnded = Type.Object(SongAccepted.properties, {
  title: 'SongEnded',
  description: 'Processing has ended within the time that `Prefer: wait` gave it; `job` says how.',
})
