import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { watchJobs } from '@mudig/db/ledger/turns'
import { findDig } from '@mudig/db/playlists/dig-status'
import { cancelDigWithSteps } from '@mudig/db/playlists/end-dig'
import { findDetail } from '@mudig/db/playlists/playlists'
import { subjectOf } from '@mudig/db/playlists/steps'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { preferredLanguage } from '@mudig/shared/core/language'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { DigJob, DigRequest, PlaylistDetail } from '@mudig/shared/playlists/schemas'
import { FirstComments } from '@mudig/shared/subjects/comment-schemas'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { sendEvents } from '../realtime/event-stream.js'
import { limitStreams } from '../realtime/long-answers.js'
import { commentCursor } from '../subjects/comment-cursor.js'
import { isFinal, toJob, toPlaylist } from './answers.js'
import { createDig } from './create.js'
import { DigHeaders, digAnswers } from './dig-contract.js'
import { replyWhenDone } from './reply-when-done.js'
import { eventsOf } from './stream-events.js'

const tags = ['playlists']
const ById = Type.Object({ id: Id })

export const digRoutes: FastifyPluginAsyncTypebox = async app => {
  const requestedDig = async (request: FastifyRequest<{ Params: { id: number } }>) => {
    const dig = await findDig(app.db, request.params.id, request.user.id)
    if (!dig) throw new ApiError(playlistErrors.jobNotFound)
    return dig
  }

  app.post(
    '/playlist/create',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'digPlaylist',
        summary: 'Dig a playlist',
        description:
          'Waits for the result up to a bound (25 s unless configured). `Prefer: respond-async` answers 202 at once, `Prefer: wait=N` after N seconds (RFC 7240). Once accepted a dig goes on whatever becomes of the connection.',
        headers: DigHeaders,
        body: DigRequest,
        response: digAnswers,
      },
    },
    async (request, reply) => {
      const { situations, genre, year } = request.body
      const jobId = await createDig(request, {
        route: '/playlist/create',
        asked: [situations, genre, year],
        wanted: request.body,
        key: request.headers['idempotency-key'],
      })
      return replyWhenDone(request, reply, jobId)
    },
  )

  app.get(
    '/playlist/jobs/:id',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getDig',
        summary: 'How a dig is doing',
        params: ById,
        response: { 200: DigJob, ...errors(playlistErrors.jobNotFound) },
      },
    },
    async request => toJob(await requestedDig(request), preferredLanguage(request.headers['accept-language'])),
  )

  app.get(
    '/playlist/jobs/:id/events',
    {
      onRequest: [app.requireUser, limitStreams],
      schema: {
        tags,
        operationId: 'watchDig',
        summary: 'Watch a dig',
        description:
          'Server-sent events `progress`, `song`, `cover`, `reset`, `done`, `failed`. Begins with everything so far, or after `Last-Event-ID`. `reset` takes back all songs seen before it. Fetch it with the Bearer header.',
        params: ById,
        response: {
          200: { description: 'The events.', content: { 'text/event-stream': { schema: Type.String() } } },
          ...errors(playlistErrors.jobNotFound, httpErrors.rateLimited),
        },
      },
    },
    async (request, reply) => {
      const dig = await requestedDig(request)
      if (!isFinal(dig.status)) await watchJobs(app.db, subjectOf(dig.playlist))
      return sendEvents(reply, over => eventsOf(request, dig, over))
    },
  )

  app.delete(
    '/playlist/jobs/:id',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'cancelDig',
        summary: 'Cancel a dig',
        description: 'Stops what has not finished. One that has ended is left as it is.',
        params: ById,
        response: { 200: DigJob, ...errors(playlistErrors.jobNotFound) },
      },
    },
    async request => {
      const dig = await requestedDig(request)
      if (!isFinal(dig.status)) {
        await app.ledger.transaction(trx => cancelDigWithSteps(trx, dig.playlist))
      }
      return toJob(await requestedDig(request), preferredLanguage(request.headers['accept-language']))
    },
  )

  app.get(
    '/playlist/detail/:id',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getPlaylist',
        summary: 'A playlist with its songs and comments',
        description:
          'The newest comments come with it, each reply after what it replies to; `/playlist/comments/{id}` has earlier ones.',
        params: ById,
        querystring: FirstComments,
        response: { 200: PlaylistDetail, ...errors(playlistErrors.playlistNotFound) },
      },
    },
    async request => {
      const { comments_limit: limit, comment: linked } = request.query
      const detail = await findDetail(app.db, request.params.id, request.user.id, { limit, linked })
      if (!detail) throw new ApiError(playlistErrors.playlistNotFound)
      return {
        user: detail.writer_profile,
        comments: detail.comments,
        next_comments_cursor: commentCursor(detail.next_comments),
        playlist: toPlaylist(detail),
        music: detail.playlist_music_list,
      }
    },
  )
}
