import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { toPlaylistComment } from '@mudig/db/playlists/playlists'
import { playlistSubject } from '@mudig/db/playlists/subject'
import { deleteComment, editComment, listComments, writeComment } from '@mudig/db/subjects/comments'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import {
  CommentList,
  CommentPage,
  CommentWritten,
  EditedComment,
  NewComment,
  NewReply,
} from '@mudig/shared/subjects/comment-schemas'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { Message } from '../http/message.js'
import { perMinute } from '../http/rate-limits.js'
import { commentCursor, parseCommentCursor } from './comment-cursor.js'
import { tellOfComment } from './tell-of-comment.js'

const tags = ['comments']
const ById = Type.Object({ id: Id })
const writing = perMinute(300, { account: 20 })
const changing = perMinute(600, { account: 60 })

const write = (request: FastifyRequest, body: Static<typeof NewComment> & { parent_id?: number }) =>
  request.server.ledger.transaction(async trx => {
    const { playlist_id, ...rest } = body
    const wanted = { subject_id: playlist_id, ...rest }
    const { comment, is_new } = await writeComment(trx, playlistSubject, request.user.id, wanted)
    if (is_new) await tellOfComment(trx, request, comment.id)
    return toPlaylistComment(comment)
  })

export const commentRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/playlist/comment/write',
    {
      config: writing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'writeComment',
        summary: 'Comment on a playlist',
        description:
          'The same words again within 10 seconds are the same comment: a second click, or a request whose answer was lost.',
        body: NewComment,
        response: { 201: CommentWritten, ...errors(playlistErrors.playlistNotFound) },
      },
    },
    async (request, reply) => {
      const comment = await write(request, request.body)
      return reply.code(201).send({ message: '댓글이 작성되었습니다.', comment })
    },
  )

  app.post(
    '/playlist/recomment/write',
    {
      config: writing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'writeReply',
        summary: 'Reply to a comment',
        description: 'As with comments, the same words again within 10 seconds are the same reply.',
        body: NewReply,
        response: { 201: CommentWritten, ...errors(playlistErrors.playlistNotFound, commentErrors.commentNotFound) },
      },
    },
    async (request, reply) => {
      const comment = await write(request, request.body)
      return reply.code(201).send({ message: '답글이 작성되었습니다.', comment })
    },
  )

  app.put(
    '/playlist/comment/edit',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'editComment',
        summary: 'Change a comment of mine',
        body: EditedComment,
        response: { 200: CommentWritten, ...errors(commentErrors.commentNotFound) },
      },
    },
    async request => {
      const { comment_id, content } = request.body
      const comment = await app.ledger.transaction(trx =>
        editComment(trx, playlistSubject, request.user.id, comment_id, { content }),
      )
      return { message: '댓글이 수정되었습니다.', comment: toPlaylistComment(comment) }
    },
  )

  app.delete(
    '/playlist/comment/delete/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deleteComment',
        summary: 'Delete a comment of mine, or one on my playlist',
        description: 'Its words are erased; its place stays, so that replies keep what they reply to.',
        params: ById,
        response: { 200: Message, ...errors(commentErrors.commentNotFound) },
      },
    },
    async request => {
      await app.ledger.transaction(async trx => {
        await deleteComment(trx, playlistSubject, request.user.id, request.params.id)
        await tellOfComment(trx, request, request.params.id)
      })
      return { message: '댓글이 삭제되었습니다.' }
    },
  )

  app.get(
    '/playlist/comments/:id',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listComments',
        summary: "Earlier comments of a playlist, by the playlist's id",
        description:
          'Without a cursor the newest. A thread that does not fit is continued on the next page, where the comment that it begins with comes again: put pages together by id.',
        params: ById,
        querystring: CommentPage,
        response: { 200: CommentList, ...errors(playlistErrors.playlistNotFound) },
      },
    },
    async request => {
      const { limit, cursor } = request.query
      const before = cursor === undefined ? undefined : parseCommentCursor(cursor)
      const found = await listComments(app.db, playlistSubject, request.params.id, request.user.id, { limit, before })
      if (!found) throw new ApiError(playlistErrors.playlistNotFound)
      return { comments: found.comments.map(toPlaylistComment), next_cursor: commentCursor(found.next) }
    },
  )
}
