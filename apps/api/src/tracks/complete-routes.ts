import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { completeUpload } from '@mudig/db/tracks/upload-completion'
import { findUpload } from '@mudig/db/tracks/uploads'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { Id } from '@mudig/shared/core/ids'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { TrackWords } from '@mudig/shared/tracks/schemas'
import type { onRequestHookHandler } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { idempotencyKey } from '../http/idempotency.js'
import { perMinute } from '../http/rate-limits.js'
import { acceptForm, checked, wordsOf } from './accept-form.js'
import { replyAccepted } from './accepted.js'
import { requireFfmpeg } from './ready.js'
import { titleOf } from './tus.js'
import { ByUpload, FileForm, SongAccepted, SongEnded, SongForm, UploadReference } from './upload-schemas.js'

const tags = ['tracks']

/** What makes a track of a file that has arrived, or arrives in a form. */
export const completeRoutes: FastifyPluginAsyncTypebox = async app => {
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
          200: SongEnded,
          202: SongAccepted,
          ...errors(
            trackErrors.uploadNotFound,
            trackErrors.uploadExpired,
            trackErrors.uploadUnfinished,
            trackErrors.uploadDone,
            trackErrors.trackNotFound,
            trackErrors.wrongChapters,
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
      return replyAccepted(request, reply, accepted.job_id)
    },
  )

  app.post(
    '/song/upload',
    {
      config: { ...perMinute(60, { account: 30 }), readsForm: true, seed: {} },
      onRequest: [brings, app.requireUser, requireFfmpeg],
      schema: {
        tags,
        operationId: 'uploadSong',
        summary: 'Upload a track in one form',
        description: 'Over a bad line, or for large files, begin an upload at `/song/uploads` instead.',
        consumes: ['multipart/form-data'],
        headers: Type.Object({
          'idempotency-key': idempotencyKey(
            'Repeats of the whole form within 24 hours get the track and the job of the first.',
          ),
        }),
        body: SongForm,
        response: {
          200: SongEnded,
          202: SongAccepted,
          ...errors(
            trackErrors.tooLarge,
            trackErrors.tooManyUploads,
            trackErrors.trackNotFound,
            playlistErrors.idempotencyKeyReused,
            trackErrors.unsupported,
            accountErrors.pictureNotUsable,
          ),
        },
      },
    },
    async (request, reply) => acceptForm(request, reply, { key: request.headers['idempotency-key'] }),
  )

  app.post(
    '/song/:id/file',
    {
      config: { ...perMinute(60, { account: 30 }), readsForm: true },
      onRequest: [brings, app.requireUser, requireFfmpeg],
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
          200: SongEnded,
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
      if (request.isMultipart()) return acceptForm(request, reply, { replaces })
      // Without a body no content type is looked at, and no schema.
      const { upload_id } = checked(request, UploadReference, request.body ?? {})
      const accepted = await app.ledger.transaction(trx =>
        completeUpload(trx, request.user.id, upload_id, { replaces }, { request_id: request.id }),
      )
      return replyAccepted(request, reply, accepted.job_id)
    },
  )
}
