import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { createPost } from '@mudig/db/posts/create'
import { type PostChange as Change, editPost } from '@mudig/db/posts/edit'
import { findPost } from '@mudig/db/posts/posts'
import { deletePost } from '@mudig/db/posts/remove'
import { recordView } from '@mudig/db/posts/views'
import { ApiError } from '@mudig/shared/core/errors'
import { ByUuid } from '@mudig/shared/core/uuid'
import { objectErrors } from '@mudig/shared/objects/errors'
import { postErrors } from '@mudig/shared/posts/errors'
import { NewPost, Post, PostChange, PostReplacement } from '@mudig/shared/posts/schemas'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { visitorOf } from '../http/visitor.js'
import { categoryOf, picturesOf, toPost, viewerOf } from './answers.js'

const tags = ['posts']
/** Of one account, in 24 hours. */
const perDay = 300
const writing = perMinute(120, { account: 20 })
const changing = perMinute(240, { account: 60 })

/** What a change may end in. */
const ofChanges = [
  postErrors.postNotFound,
  postErrors.postPublished,
  postErrors.tooManyTags,
  objectErrors.pictureUnknown,
]

/** One post. */
export const postRoutes: FastifyPluginAsyncTypebox = async app => {
  const reader = visitorOf(app, 'readers of posts')
  const authorOf = ({ user, id: request_id }: FastifyRequest) => ({ id: user.id, request_id })

  const edit = async (request: FastifyRequest, uuid: string, change: Change) =>
    toPost(await app.ledger.transaction(trx => editPost(trx, uuid, authorOf(request), change)))

  app.post(
    '/posts/p',
    {
      config: { ...writing, social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'createPost',
        summary: 'Write a post',
        description:
          'Words with `#` before them are tags, too; people who are named by `@handle` are told. A draft exists for me alone until it is published.',
        body: NewPost,
        response: {
          201: Post,
          ...errors(postErrors.tooManyTags, postErrors.postsExhausted, objectErrors.pictureUnknown),
        },
      },
    },
    async (request, reply) => {
      const { category, images, alt, ...given } = request.body
      const pictures = picturesOf(request, images, alt)
      const post = await app.ledger.transaction(trx =>
        createPost(trx, authorOf(request), { ...given, pictures, category: categoryOf(category) }, { perDay }),
      )
      return reply.code(201).send(toPost(post))
    },
  )

  app.get(
    '/posts/p/:uuid',
    {
      config: { ...perMinute(600), social: true },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getPost',
        summary: 'A post',
        description:
          'Whoever opens it counts as a view, once a day. Drafts and hidden posts exist for their owner alone.',
        params: ByUuid,
        response: { 200: Post, ...errors(postErrors.postNotFound) },
      },
    },
    async request => {
      const { uuid } = request.params
      const viewer = viewerOf(request)
      const post = await findPost(app.db, uuid, viewer)
      if (!post) throw new ApiError(postErrors.postNotFound)
      await recordView(app.db, { uuid, viewer, person: reader(request, viewer) })
      return toPost(post)
    },
  )

  app.put(
    '/posts/p/:uuid',
    {
      config: { ...changing, social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'replacePost',
        summary: 'Write a post of mine anew',
        description: 'What is left out is emptied, but for `state`, which stays.',
        params: ByUuid,
        body: PostReplacement,
        response: { 200: Post, ...errors(...ofChanges) },
      },
    },
    async request => {
      const { text, tags = [], category = null, images = [], alt, state } = request.body
      const pictures = picturesOf(request, images, alt)
      return edit(request, request.params.uuid, { text, tags, pictures, category: categoryOf(category), state })
    },
  )

  app.patch(
    '/posts/p/:uuid',
    {
      config: { ...changing, social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'editPost',
        summary: 'Change a post of mine, publish or hide it',
        params: ByUuid,
        body: PostChange,
        response: { 200: Post, ...errors(...ofChanges) },
      },
    },
    async request => {
      const { category, images, alt: alts, ...change } = request.body
      const pictures = picturesOf(request, images, alts)
      return edit(request, request.params.uuid, { ...change, pictures, alts, category: categoryOf(category) })
    },
  )

  app.delete(
    '/posts/p/:uuid',
    {
      config: { ...changing, social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deletePost',
        summary: 'Delete a post of mine',
        description: 'With its pictures, comments, likes and counts, for good.',
        params: ByUuid,
        response: { 204: Type.Null({ description: 'Deleted.' }), ...errors(postErrors.postNotFound) },
      },
    },
    async ({ params, user, id: request_id }, reply) => {
      const about = { user_id: user.id, request_id }
      await app.ledger.transaction(trx => deletePost(trx, params.uuid, user.id, about))
      return reply.code(204).send(null)
    },
  )
}
