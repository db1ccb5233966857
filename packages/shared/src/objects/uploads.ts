import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { Time } from '../core/time.js'

/** What may be sent by a form, with the ending of its key. */
const endings = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
} as const

export type UploadType = keyof typeof endings

export const uploadTypes = Object.keys(endings) as UploadType[]

/** What its sender said that an upload is. */
export const typeOfUpload = (key: string): UploadType | undefined =>
  uploadTypes.find(type => key.endsWith(`.${endings[type]}`))

/** 10 MB; what the web client sends is compressed to a fiftieth of it. */
export const maxUploadBytes = 10 * 1024 * 1024
/** How long a form may be sent. */
export const formSeconds = 120

const file = '[A-Za-z0-9_-]{22}\\.(jpg|png|webp|avif|gif)'

/** The key of what was sent. It is no picture yet: nobody is shown an object of this folder. */
export const UploadKey = Type.String({
  pattern: `^upload/${file}$`,
  examples: ['upload/3Tn1b1mkyGzIkbhLGjyFmw.jpg'],
})

/** A new key of 128 random bits. */
export const newUploadKey = (type: UploadType): string =>
  `upload/${randomBytes(16).toString('base64url')}.${endings[type]}`

/**
 * The key of the picture that is made of an upload. Another one, because whoever has the form may send to the upload's
 * key until the form expires.
 */
export const pictureOfUpload = (key: string): string => key.replace(/^upload\/(.{22})\..*$/, 'picture/$1.webp')

const uploadKey = new RegExp(`^upload/${file}$`)

export const isUploadKey = (key: string): boolean => uploadKey.test(key)

/** In a path: the key, its slash encoded, or what follows that slash. */
export const ByUploadKey = Type.Object({
  key: Type.String({
    pattern: `^(upload/)?${file}$`,
    description: '`fields.key` of the form.',
  }),
})

/** In a path behind `upload/`: the end of the key. */
export const ByUploadFile = Type.Object({
  file: Type.String({ pattern: `^${file}$`, description: '`fields.key` of the form, after its slash.' }),
})

export const uploadKeyOf = (key: string): string => (key.startsWith('upload/') ? key : `upload/${key}`)

export const FormWish = Type.Object(
  {
    content_type: Type.Enum(uploadTypes, {
      default: 'image/jpeg',
      description: 'What the client says of the picture, in the field `Content-Type` of the form.',
    }),
  },
  { title: 'FormWish' },
)

export const UploadForm = Type.Object(
  {
    url: Type.String({
      format: 'uri',
      description:
        'Where the form is posted, here, to be handed on to the store; `url` + `fields.key` is what stands for the picture from then on, and shows it to its owner.',
    }),
    store_url: Type.Union([Type.String({ format: 'uri' }), Type.Null()], {
      description:
        'Where the same form may be posted to the store itself, and what stands for the picture as `url` does; null where nobody outside reaches the store.',
    }),
    fields: Type.Object(
      { key: UploadKey },
      {
        additionalProperties: Type.String(),
        description: 'All of them go before the field `file`, as a multipart form.',
      },
    ),
    max_bytes: Type.Integer(),
    expires_at: { ...Time, description: 'Until then the form may be sent.' },
  },
  { title: 'UploadForm' },
)

export const uploadStates = ['waiting', 'checking', 'ready', 'refused'] as const
export type UploadState = (typeof uploadStates)[number]

export const PictureUpload = Type.Object(
  {
    key: UploadKey,
    state: Type.Enum(uploadStates, {
      description:
        '`waiting`: nobody has used it yet, nor said that it is complete. `checking`: it is being looked at. `ready`: `picture` can be had. `refused`: it is no picture that can be shown, and is gone.',
    }),
    reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it was refused.' }),
    is_public: Type.Boolean(),
    is_attached: Type.Boolean({
      description: 'Whether something shows it; what nothing shows is removed after a day.',
    }),
    picture: Type.Union([Type.String({ format: 'uri' }), Type.Null()], {
      description: 'Its address once it is ready; its owner alone gets what is private or shown by nothing.',
    }),
    created_at: Time,
    expires_at: { ...Time, description: 'When it is removed, unless something shows it by then.' },
  },
  { title: 'PictureUpload' },
)
