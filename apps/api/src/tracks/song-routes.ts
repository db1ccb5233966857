import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { deleteTrack } from '@mudig/db/tracks/remove'
import { findSong } from '@mudig/db/tracks/songs'
import { jobSubjectOf } from '@mudig/db/tracks/subject'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { OneSong, SongAnswer } from '@mudig/shared/tracks/schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { readForm } from '../http/uploads.js'
import { songAnswers } from './answers.js'
import { editSong } from './edit.js'
import { viewerOf } from './links.js'
import { SongChange } from './upload-schemas.js'

const tags = ['tracks']
const ById = Type.Object({ id: Id })
const changing = perMinute(120, { account: 60 })

/** One track: what is said of it. */
export const songRoutes: FastifyPluginAsyncTypebox = async app => {
  const { toDetail } = songAnswers(app)

  app.get(
    '/song/play/:id',
    {
      config: { seed: {} },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getSong',
        summary: 'A track',
        description: 'In a list of one. Until it is ready, and where it is private, it exists for its owner alone.',
        params: ById,
        response: { 200: OneSong, ...errors(trackErrors.trackNotFound) },
      },
    },
    async request => {
      const viewer = viewerOf(request)
      const song = await findSong(app.db, request.params.id, viewer)
      if (!song) throw new ApiError(trackErrors.trackNotFound)
      return { song: [toDetail(song, viewer)] }
    },
  )

  app.put(
    '/song/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      preValidation: readForm,
      schema: {
        tags,
        operationId: 'editSong',
        summary: 'Change what is said of a track of mine',
        description: 'All that was sent is done, or nothing.',
        consumes: ['application/json', 'multipart/form-data'],
        params: ById,
        body: SongChange,
        response: {
          200: SongAnswer,
          ...errors(accountErrors.pictureNotUsable, trackErrors.trackNotFound, trackErrors.wrongChapters),
        },
      },
    },
    async request => ({
      song: toDetail(await editSong(request, request.params.id, request.body), request.user.id),
    }),
  )

  app.delete(
    '/song/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deleteSong',
        summary: 'Delete a track of mine',
        description: 'With its files, comments, likes and counts, for good, whatever state it is in.',
        params: ById,
        response: { 204: Type.Null({ description: 'Deleted.' }), ...errors(trackErrors.trackNotFound) },
      },
    },
    async ({ params, user, id: request_id }, reply) => {
      const about = { user_id: user.id, subject: jobSubjectOf(params.id), request_id }
      await app.ledger.transaction(trx => deleteTrack(trx, params.id, user.id, about))
      return reply.code(204).send(null)
    },
  )
}
