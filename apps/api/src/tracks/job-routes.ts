import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { watchJobs } from '@mudig/db/ledger/turns'
import { cancelTrackJob, findTrackJob } from '@mudig/db/tracks/jobs'
import { jobSubjectOf } from '@mudig/db/tracks/subject'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { preferredLanguage } from '@mudig/shared/core/language'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { SongJob } from '@mudig/shared/tracks/schemas'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { sendEvents } from '../realtime/event-stream.js'
import { limitStreams } from '../realtime/long-answers.js'
import { toSongJob } from './answers.js'
import { trackEvents } from './track-events.js'

const tags = ['tracks']
const ById = Type.Object({ id: Id })

/** What becomes of a file that was uploaded. */
export const jobRoutes: FastifyPluginAsyncTypebox = async app => {
  const requested = async (request: FastifyRequest<{ Params: { id: number } }>) => {
    const job = await findTrackJob(app.db, request.params.id, request.user.id)
    if (!job) throw new ApiError(playlistErrors.jobNotFound)
    return job
  }
  const languageOf = (request: FastifyRequest) => preferredLanguage(request.headers['accept-language'])

  app.get(
    '/song/jobs/:id',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getSongJob',
        summary: 'How an upload is doing',
        params: ById,
        response: { 200: SongJob, ...errors(playlistErrors.jobNotFound) },
      },
    },
    async request => toSongJob(await requested(request), languageOf(request)),
  )

  app.get(
    '/song/jobs/:id/events',
    {
      onRequest: [app.requireUser, limitStreams],
      schema: {
        tags,
        operationId: 'watchSongJob',
        summary: 'Watch an upload become a track',
        description:
          'Server-sent events `progress`, `probed`, `waveform`, `loudness`, `rendition`, `done`, `failed`. Begins with everything so far, or after `Last-Event-ID`. Fetch it with the Bearer header.',
        params: ById,
        response: {
          200: { description: 'The events.', content: { 'text/event-stream': { schema: Type.String() } } },
          ...errors(playlistErrors.jobNotFound, httpErrors.rateLimited),
        },
      },
    },
    async (request, reply) => {
      const job = await requested(request)
      if (job.status === 'processing') await watchJobs(app.db, jobSubjectOf(job.song_id))
      return sendEvents(reply, over => trackEvents(request, job, over))
    },
  )

  app.delete(
    '/song/jobs/:id',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'cancelSongJob',
        summary: 'Stop the processing of an upload',
        description: 'One that has ended is left as it is; a track that was heard before goes on being heard.',
        params: ById,
        response: { 200: SongJob, ...errors(playlistErrors.jobNotFound) },
      },
    },
    async request => {
      const job = await requested(request)
      if (job.status === 'processing') await app.ledger.transaction(trx => cancelTrackJob(trx, job))
      return toSongJob(await requested(request), languageOf(request))
    },
  )
}
