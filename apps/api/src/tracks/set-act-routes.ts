import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { addJob } from '@mudig/db/ledger/add'
import { jobSubjectOf, setSubject } from '@mudig/db/sets/subject'
import { deleteComment, editComment, listComments, writeComment } from '@mudig/db/subjects/comments'
import { setLike } from '@mudig/db/subjects/likes'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { notify } from '@mudig/shared/notifications/queues'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import {
  NewSetComment,
  SetCommentAnswer,
  SetCommentChange,
  SetCommentPage,
  SetComments,
} from '@mudig/shared/sets/comment-schemas'
import { setErrors } from '@mudig/shared/sets/errors'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import { LikeWish, SongLiked } from '@mudig/shared/tracks/act-schemas'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { idempotencyKey, onceForKey } from '../http/idempotency.js'
import { perMinute } from '../http/rate-limits.js'
import { commentCursor, parseCommentCursor } from '../subjects/comment-cursor.js'
import { tellOfComment } from '../subjects/tell-of-comment.js'
import { viewerOf } from './links.js'
import { toSetComment } from './set-answers.js'

const tags = ['sets']
const ById = Type.Object({ id: Id })
const reading = perMinute(600)
const clicking = perMinute(600, { account: 60 })
const writing = perMinute(300, { account: 20 })
const changing = perMinute(600, { account: 60 })
const said = { liked: '좋아요 성공했습니다.', unliked: '좋아요가 취소되었습니다.' }

/** What people do with a set: like it, talk about it. */
export const setActRoutes: FastifyPluginAsyncTypebox = async app => {
  const like = async (request: FastifyRequest, id: number, key: string | undefined, wanted?: boolean) => {
    const { id: user_id } = request.user
    const keyed = { route: '/song/sets/like', asked: [id, wanted ?? null], key }
    const { answer } = await onceForKey(request, keyed, async trx => {
      const { is_liked, like_count, has_changed, owner } = await setLike(trx, setSubject, id, user_id, wanted)
      if (has_changed && owner !== user_id) {
        const about = { user_id, subject: jobSubjectOf(id), request_id: request.id }
        await addJob(trx, notify, { v: 1, act: 'like', user_id, playlist_id: id }, about)
      }
      return { answer: { is_liked, like_count } }
    })
    return answer
  }

  app.post(
    '/song/sets/:id/like',
    {
      config: clicking,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'likeSet',
        summary: 'Like a set, or like it no longer',
        description: 'As with tracks: it turns the like around, unless `liked` says what is wanted.',
        params: ById,
        querystring: LikeWish,
        headers: Type.Object({
          'idempotency-key': idempotencyKey('Repeats within 24 hours get the same answer and change nothing.'),
        }),
        response: {
          200: { ...SongLiked, description: 'Liked no longer.' },
          201: { ...SongLiked, description: 'Liked.' },
          ...errors(setErrors.setNotFound, playlistErrors.idempotencyKeyReused),
        },
      },
    },
    async (request, reply) => {
      const answer = await like(request, request.params.id, request.headers['idempotency-key'], request.query.liked)
      return answer.is_liked
        ? reply.code(201).send({ message: said.liked, ...answer })
        : reply.code(200).send({ message: said.unliked, ...answer })
    },
  )

  app.delete(
    '/song/sets/:id/like',
    {
      config: clicking,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'unlikeSet',
        summary: 'Like a set no longer',
        params: ById,
        response: { 200: SongLiked, ...errors(setErrors.setNotFound) },
      },
    },
    async request => ({ message: said.unliked, ...(await like(request, request.params.id, undefined, false)) }),
  )

  app.get(
    '/song/sets/:id/comments',
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listSetComments',
        summary: "Comments of a set, by the set's id",
        description:
          'Without a cursor the newest. A thread that does not fit is continued on the next page, where the comment that it begins with comes again: put pages together by id.',
        params: ById,
        querystring: SetCommentPage,
        response: { 200: SetComments, ...errors(setErrors.setNotFound) },
      },
    },
    async request => {
      const { limit, cursor } = request.query
      const before = cursor === undefined ? undefined : parseCommentCursor(cursor)
      const found = await listComments(app.db, setSubject, request.params.id, viewerOf(request), { limit, before })
      if (!found) throw new ApiError(setErrors.setNotFound)
      return { comments: found.comments.map(toSetComment), next_cursor: commentCursor(found.next) }
    },
  )

  app.post(
    '/song/sets/:id/comments',
    {
      config: writing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'commentOnSet',
        summary: 'Comment on a set, or reply to a comment on it',
        description:
          'The same words again within 10 seconds are the same comment: a second click, or a request whose answer was lost.',
        params: ById,
        body: NewSetComment,
        response: { 201: SetCommentAnswer, ...errors(setErrors.setNotFound, commentErrors.commentNotFound) },
      },
    },
    async (request, reply) => {
      const wanted = { subject_id: request.params.id, ...request.body }
      const comment = await app.ledger.transaction(async trx => {
        const written = await writeComment(trx, setSubject, request.user.id, wanted)
        if (written.is_new) await tellOfComment(trx, request, written.comment.id)
        return written.comment
      })
      return reply.code(201).send({ comment: toSetComment(comment) })
    },
  )

  app.put(
    '/song/sets/comments/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'editSetComment',
        summary: 'Change a comment of mine',
        params: ById,
        body: SetCommentChange,
        response: { 200: SetCommentAnswer, ...errors(commentErrors.commentNotFound) },
      },
    },
    async ({ params, user, body: { content } }) => {
      const comment = await app.ledger.transaction(trx => editComment(trx, setSubject, user.id, params.id, { content }))
      return { comment: toSetComment(comment) }
    },
  )

  app.delete(
    '/song/sets/comments/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deleteSetComment',
        summary: 'Delete a comment of mine, or one on my set',
        params: ById,
        response: { 204: Type.Null({ description: 'Deleted.' }), ...errors(commentErrors.commentNotFound) },
      },
    },
    async (request, reply) => {
      await app.ledger.transaction(async trx => {
        await deleteComment(trx, setSubject, request.user.id, request.params.id)
        await tellOfComment(trx, request, request.params.id)
      })
      return reply.code(204).send(null)
    },
  )
}
