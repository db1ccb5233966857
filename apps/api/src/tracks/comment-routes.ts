import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { deleteComment, editComment } from '@mudig/db/subjects/comments'
import { listMoments, writeMoment } from '@mudig/db/tracks/comments'
import { trackSubject } from '@mudig/db/tracks/subject'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import {
  mostMs,
  NewTrackComment,
  TrackCommentAnswer,
  TrackCommentChange,
  TrackCommentPage,
  TrackCommentQuery,
  TrackComments,
} from '@mudig/shared/tracks/comment-schemas'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { tellOfComment } from '../subjects/tell-of-comment.js'
import { toTrackComment } from './answers.js'
import { viewerOf } from './links.js'

const tags = ['tracks']
const ById = Type.Object({ id: Id })
const reading = perMinute(600)
const writing = perMinute(300, { account: 20 })
const changing = perMinute(600, { account: 60 })

/** Comments at moments of a track. */
export const commentRoutes: FastifyPluginAsyncTypebox = async app => {
  const list = async (request: FastifyRequest, id: number, page: Static<typeof TrackCommentPage>) => {
    const { limit, cursor, around } = page
    const [position_ms = 0, last = 0] = cursor?.split('.').map(Number) ?? []
    // A cursor is only ever as long as a column; what somebody made up need not be.
    const after = cursor === undefined ? undefined : { position_ms: Math.min(position_ms, mostMs), id: last }
    const found = await listMoments(app.db, id, viewerOf(request), { limit, after, around })
    if (!found) throw new ApiError(trackErrors.trackNotFound)
    const { comments, comment_count, next } = found
    return {
      data: {
        comment_info: comments.map(toTrackComment),
        comment_count,
        next_cursor: next ? `${next.position_ms}.${next.id}` : null,
      },
    }
  }

  app.get(
    '/comment/:id',
    {
      config: { ...reading, seed: {} },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listTrackComments',
        summary: "Comments of a track, by the track's id",
        description: 'By their moments; a reply has the moment of what it replies to. Deleted ones are left out.',
        params: ById,
        querystring: TrackCommentPage,
        response: { 200: TrackComments, ...errors(trackErrors.trackNotFound) },
      },
    },
    async request => list(request, request.params.id, request.query),
  )

  app.get(
    '/comment',
    {
      config: { ...reading, seed: {} },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listCommentsOfTrack',
        summary: 'The same, with the track in the query',
        querystring: TrackCommentQuery,
        response: { 200: TrackComments, ...errors(trackErrors.trackNotFound) },
      },
    },
    async request => list(request, request.query.song_id, request.query),
  )

  app.post(
    '/comment/:id',
    {
      config: { ...writing, seed: {} },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'commentOnTrack',
        summary: "Comment on a moment of a track, by the track's id",
        description:
          'The same words again at the same moment within 10 seconds are the same comment: a second click, or a request whose answer was lost.',
        params: ById,
        body: NewTrackComment,
        response: {
          200: TrackCommentAnswer,
          ...errors(trackErrors.trackNotFound, trackErrors.wrongPosition, commentErrors.commentNotFound),
        },
      },
    },
    async request => {
      const { content, position, position_ms = position * 1_000, parent_id } = request.body
      const { id } = request.params
      const comment = await app.ledger.transaction(async trx => {
        const written = await writeMoment(trx, id, request.user.id, { content, parent_id, position_ms })
        if (written.is_new) await tellOfComment(trx, request, written.comment.id)
        return written.comment
      })
      return { comment: toTrackComment(comment) }
    },
  )

  app.put(
    '/comment/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'editTrackComment',
        summary: 'Change a comment of mine',
        params: ById,
        body: TrackCommentChange,
        response: { 200: TrackCommentAnswer, ...errors(commentErrors.commentNotFound) },
      },
    },
    async ({ params, user, body: { content } }) => {
      const comment = await app.ledger.transaction(trx =>
        editComment(trx, trackSubject, user.id, params.id, { content }),
      )
      return { comment: toTrackComment(comment) }
    },
  )

  app.delete(
    '/comment/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deleteTrackComment',
        summary: 'Delete a comment of mine, or one on my track',
        params: ById,
        response: { 204: Type.Null({ description: 'Deleted.' }), ...errors(commentErrors.commentNotFound) },
      },
    },
    async (request, reply) => {
      await app.ledger.transaction(async trx => {
        await deleteComment(trx, trackSubject, request.user.id, request.params.id)
        await tellOfComment(trx, request, request.params.id)
      })
      return reply.code(204).send(null)
    },
  )
}
