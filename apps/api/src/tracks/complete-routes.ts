import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { addJob } from '@mudig/db/ledger/add'
import { insertPicture } from '@mudig/db/objects/pictures'
import type { NewTrack } from '@mudig/db/tracks/create'
import { completeStored, completeUpload, type Destination, setPicture } from '@mudig/db/tracks/upload-completion'
import { findUpload } from '@mudig/db/tracks/uploads'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { cleanText } from '@mudig/shared/core/text'
import { makeThumbnails } from '@mudig/shared/objects/queues'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { mostTagLetters, mostTags, TrackWords } from '@mudig/shared/tracks/schemas'
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { isOutage } from '../http/outage.js'
import { perMinute } from '../http/rate-limits.js'
import type { Upload } from '../http/uploads.js'
import { showOwnPicture } from '../objects/own-picture.js'
import { replyAccepted } from './accepted.js'
import { readTrackForm, type TrackForm } from './form.js'
import { requireFfmpeg } from './ready.js'
import { takeSlot } from './slots.js'
import { titleOf } from './tus.js'
import { ByUpload, FileForm, FormWords, SongAccepted, SongForm, UploadReference } from './upload-schemas.js'

const tags = ['tracks']

/** What makes a track of a file that has arrived, or arrives in a form. */
export const completeRoutes: FastifyPluginAsyncTypebox = async app => {
  const isThere = requireFfmpeg(app.config.tracks.ffmpegPath)
  const brings: onRequestHookHandler = (request, _reply, done) => {
    request.takesLong = true
    request.arrivesSlowly = true
    done()
  }

  app.post(
    '/song/uploads/:id/complete',
    {
      config: perMinute(120, { account: 60 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'completeUpload',
        summary: 'Make a track of an upload that has arrived',
        description: 'Without a name it is called as its file is. A repeat gets the same answer.',
        params: ByUpload,
        body: TrackWords,
        response: {
          202: SongAccepted,
          ...errors(
            trackErrors.uploadNotFound,
            trackErrors.uploadExpired,
            trackErrors.uploadUnfinished,
            trackErrors.uploadDone,
            trackErrors.trackNotFound,
          ),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { name, ...words } = request.body
      const title = name ?? titleOf((await findUpload(app.db, request.user.id, id)).filename)
      const accepted = await app.ledger.transaction(trx =>
        completeUpload(trx, request.user.id, id, { words: wordsOf(title, words) }, { request_id: request.id }),
      )
      return replyAccepted(request, reply, accepted)
    },
  )

  app.post(
    '/song/upload',
    {
      config: { ...perMinute(60, { account: 30 }), readsForm: true, seed: {} },
      onRequest: [brings, app.requireUser, isThere],
      schema: {
        tags,
        operationId: 'uploadSong',
        summary: 'Upload a track in one form',
        description: 'Over a bad line, or for large files, begin an upload at `/song/uploads` instead.',
        consumes: ['multipart/form-data'],
        body: SongForm,
        response: {
          202: SongAccepted,
          ...errors(
            trackErrors.tooLarge,
            trackErrors.tooManyUploads,
            trackErrors.unsupported,
            accountErrors.pictureNotUsable,
          ),
        },
      },
    },
    async (request, reply) => acceptForm(request, reply),
  )

  app.post(
    '/song/:id/file',
    {
      config: { ...perMinute(60, { account: 30 }), readsForm: true },
      onRequest: [brings, app.requireUser, isThere],
      schema: {
        tags,
        operationId: 'replaceSongFile',
        summary: 'Replace the file of a track',
        description:
          'With another upload, or with a form. The track keeps its address, likes and comments, and is heard as it was until the new file is ready.',
        params: Type.Object({ id: Id }),
        body: {
          content: {
            'application/json': { schema: UploadReference },
            'multipart/form-data': { schema: FileForm },
          },
        },
        response: {
          202: SongAccepted,
          ...errors(
            trackErrors.trackNotFound,
            trackErrors.uploadNotFound,
            trackErrors.uploadExpired,
            trackErrors.uploadUnfinished,
            trackErrors.uploadDone,
            trackErrors.tooLarge,
            trackErrors.tooManyUploads,
            trackErrors.unsupported,
          ),
        },
      },
    },
    async (request, reply) => {
      const replaces = request.params.id
      if (request.isMultipart()) return acceptForm(request, reply, replaces)
      // Without a body no content type is looked at, and no schema.
      const { upload_id } = checked(request, UploadReference, request.body ?? {})
      const accepted = await app.ledger.transaction(trx =>
        completeUpload(trx, request.user.id, upload_id, { replaces }, { request_id: request.id }),
      )
      return replyAccepted(request, reply, accepted)
    },
  )
}

const wordsOf = (
  title: string,
  { description, tags, is_public }: Omit<Static<typeof TrackWords>, 'name'>,
): NewTrack => ({
  title,
  ...(description !== undefined && { description }),
  ...(tags !== undefined && { tags }),
  ...(is_public !== undefined && { isPublic: is_public }),
})

/** A form becomes a track, or another file of one. */
const acceptForm = async (request: FastifyRequest, reply: FastifyReply, replaces?: number) => {
  if (!request.isMultipart()) throw new ApiError(httpErrors.unsupportedMediaType)
  const release = takeSlot(request.user.id)
  try {
    const form = await readTrackForm(request)
    try {
      return await replyAccepted(request, reply, await acceptFile(request, form, replaces))
    } catch (error) {
      // Where the connection broke nobody knows whether the commit was done; if it was not, the upload expires.
      if (!isOutage(error)) await form.giveUp()
      throw error
    }
  } finally {
    release()
  }
}

const acceptFile = async (request: FastifyRequest, { file, fields }: TrackForm, replaces: number | undefined) => {
  const { ledger } = request.server
  const { id: owner } = request.user
  const cause = { request_id: request.id }
  if (replaces !== undefined) return ledger.transaction(trx => completeStored(trx, owner, file, { replaces }, cause))
  const { name, tag_name, image, ...words } = checked(request, FormWords, fields)
  const destination: Destination = {
    words: wordsOf(name ?? titleOf(file.filename), { ...words, tags: tagsIn(tag_name ?? '') }),
  }
  return showOwnPicture(request, { image: image as Upload | undefined, folder: 'track' }, picture =>
    ledger.transaction(async trx => {
      const accepted = await completeStored(trx, owner, file, destination, cause)
      if (picture) {
        const row = await insertPicture(trx, { ...picture, owner, subject: `track/${accepted.track_id}` })
        const about = { user_id: owner, subject: `picture/${row.id}` as const, ...cause }
        await addJob(trx, makeThumbnails, { v: 1, picture_id: row.id }, about)
        await setPicture(trx, accepted.track_id, picture.key)
      }
      return accepted
    }),
  )
}

/** Fields of a form that its route has read, as the validator leaves them. @throws as the validator's faults are */
const checked = <S extends TSchema>(request: FastifyRequest, schema: S, fields: object): Static<S> => {
  const validate = request.compileValidationSchema(schema as object, 'body')
  if (!validate(fields))
    throw Object.assign(new Error('the form is not valid'), {
      validation: validate.errors ?? [],
      validationContext: 'body',
    })
  return fields as Static<S>
}

/** @throws ApiError invalidInput */
const tagsIn = (list: string): string[] => {
  const found = list
    .split(',')
    .map(tag => cleanText(tag, 'name') ?? '')
    .filter(tag => tag !== '')
  if (found.length > mostTags || found.some(tag => [...tag].length > mostTagLetters)) {
    const said = {
      ko: `태그는 ${mostTagLetters}자 이하로 ${mostTags}개까지입니다.`,
      en: `must be at most ${mostTags} tags of ${mostTagLetters} characters.`,
    }
    throw new ApiError(httpErrors.invalidInput, { faults: [{ field: 'tag_name', rule: 'maxItems', ...said }] })
  }
  return found
}
