import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Trx } from '@mudig/db/core/client'
import { findComment, findThread, listOwnComments, listReplies, listThreads } from '@mudig/db/posts/comments'
import { postIdOf } from '@mudig/db/posts/posts'
import { tellMentionedIn } from '@mudig/db/posts/publish'
import { postSubject } from '@mudig/db/posts/subject'
import { deleteComment, editComment, writeComment } from '@mudig/db/subjects/comments'
import { ApiError } from '@mudig/shared/core/errors'
import { ByUuid } from '@mudig/shared/core/uuid'
import {
  CommentsOfPage,
  CommentsPage,
  CommentWords,
  NewPostComment,
  OwnComment,
  PostComment,
  PostReply,
} from '@mudig/shared/posts/comment-schemas'
import { postErrors } from '@mudig/shared/posts/errors'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { tellOfComment } from '../subjects/tell-of-comment.js'
import { viewerOf } from './answers.js'

const tags = ['posts']
const reading = { ...perMinute(600), social: true } as const
const writing = { ...perMinute(300, { account: 20 }), social: true } as const
const changing = { ...perMinute(600, { account: 60 }), social: true } as const
const twice =
  'The same words again within 10 seconds are the same comment: a second click, or a request whose answer was lost.'

const pageOf = ({ page_size, cursor }: { page_size: number; cursor?: string | undefined }) => ({
  limit: page_size,
  before: cursor === undefined ? undefined : Number(cursor),
})

/** Comments on posts and replies to them. */
export const commentRoutes: FastifyPluginAsyncTypebox = async app => {
  const answer = <Row>(request: FastifyRequest, { comments, next }: { comments: Row[]; next: number | undefined }) =>
    wholePage(request, comments, next === undefined ? undefined : `${next}`)

  /** Tells whom the comment concerns and who is named in it. */
  const tell = async (
    trx: Trx,
    request: FastifyRequest,
    comment: { id: number; subject_id: number },
    words: string,
  ) => {
    const author = { id: request.user.id, request_id: request.id }
    await tellMentionedIn(trx, { subject_id: comment.subject_id, comment_id: comment.id }, author, words)
  }

  const write = (request: FastifyRequest, content: string, on: { subject_id: number; parent_id?: number }) =>
    app.ledger.transaction(async trx => {
      const { comment, is_new } = await writeComment(trx, postSubject, request.user.id, { content, ...on })
      if (is_new) {
        await tellOfComment(trx, request, comment.id)
        await tell(trx, request, comment, content)
      }
      return findThread(trx, comment.id, request.user.id)
    })

  app.get(
    '/comments',
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listPostComments',
        summary: 'Comments on a post, the newest first',
        description: 'Each with its newest reply.',
        querystring: CommentsOfPage,
        response: { 200: WholePage(PostComment, 'PostComments'), ...errors(postErrors.postNotFound) },
      },
    },
    async request => {
      const found = await listThreads(app.db, request.query.uuid, viewerOf(request), pageOf(request.query))
      if (!found) throw new ApiError(postErrors.postNotFound)
      return answer(request, found)
    },
  )

  app.post(
    '/comments',
    {
      config: writing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'commentOnPost',
        summary: 'Comment on a post',
        description: twice,
        body: NewPostComment,
        response: { 201: PostComment, ...errors(postErrors.postNotFound) },
      },
    },
    async (request, reply) => {
      const { content, post } = request.body
      return reply.code(201).send(await write(request, content, { subject_id: await postIdOf(app.db, post) }))
    },
  )

  app.get(
    '/comments/user',
    {
      config: { social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listMyPostComments',
        summary: 'What I wrote about posts, the newest first',
        querystring: CommentsPage,
        response: { 200: WholePage(OwnComment, 'OwnComments') },
      },
    },
    async request => answer(request, await listOwnComments(app.db, request.user.id, pageOf(request.query))),
  )

  app.patch(
    '/comments/:uuid',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'editPostComment',
        summary: 'Change a comment or a reply of mine',
        params: ByUuid,
        body: CommentWords,
        response: { 200: PostComment, ...errors(commentErrors.commentNotFound) },
      },
    },
    async request => {
      const { content } = request.body
      const found = await findComment(app.db, request.params.uuid, request.user.id)
      return app.ledger.transaction(async trx => {
        await editComment(trx, postSubject, request.user.id, found.id, { content })
        await tell(trx, request, found, content)
        return findThread(trx, found.id, request.user.id)
      })
    },
  )

  app.delete(
    '/comments/:uuid',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deletePostComment',
        summary: 'Delete a comment or a reply of mine, or one on my post',
        params: ByUuid,
        response: { 204: Type.Null({ description: 'Deleted.' }), ...errors(commentErrors.commentNotFound) },
      },
    },
    async (request, reply) => {
      const found = await findComment(app.db, request.params.uuid, request.user.id)
      await app.ledger.transaction(async trx => {
        await deleteComment(trx, postSubject, request.user.id, found.id)
        await tellOfComment(trx, request, found.id)
        await tell(trx, request, found, '')
      })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/comments/:uuid/replies',
    {
      config: reading,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listPostReplies',
        summary: 'Replies to a comment, the newest first',
        params: ByUuid,
        querystring: CommentsPage,
        response: { 200: WholePage(PostReply, 'PostReplies'), ...errors(commentErrors.commentNotFound) },
      },
    },
    async request => {
      const found = await listReplies(app.db, request.params.uuid, viewerOf(request), pageOf(request.query))
      if (!found) throw new ApiError(commentErrors.commentNotFound)
      return answer(request, found)
    },
  )

  app.post(
    '/comments/:uuid/replies',
    {
      config: writing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'replyToPostComment',
        summary: 'Reply to a comment',
        description: `A reply to a reply stands beside it, under the same comment. ${twice}`,
        params: ByUuid,
        body: CommentWords,
        response: { 201: PostReply, ...errors(commentErrors.commentNotFound, postErrors.postNotFound) },
      },
    },
    async (request, reply) => {
      const { id, subject_id } = await findComment(app.db, request.params.uuid, request.user.id)
      return reply.code(201).send(await write(request, request.body.content, { subject_id, parent_id: id }))
    },
  )
}
