import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findOpen, listRequests, listSocialEnds } from '@mudig/db/accounts/follow-lists'
import { acceptRequest, declineRequest } from '@mudig/db/accounts/follow-requests'
import { follow, removeFollower, unfollow } from '@mudig/db/accounts/follows'
import { personShownByHandle } from '@mudig/db/subjects/people-by-handle'
import { ByHandle } from '@mudig/shared/accounts/social-schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import {
  FollowedPerson,
  FollowingPerson,
  FollowMade,
  FollowQuery,
  FollowWish,
} from '@mudig/shared/profiles/follow-schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { tellAcceptance, tellFollow, tellUnfollow } from './tell-follow.js'

const tags = ['profiles']
const done = Type.Null({ description: 'Done.' })
const acting = { ...perMinute(300, { account: 120 }), social: true } as const

/** Who follows whom and who wants to, for the web client of posts and chat. */
export const followRoutes: FastifyPluginAsyncTypebox = async app => {
  /** @throws ApiError userNotFound */
  const personCalled = async (viewer: number, handle: string): Promise<number> => {
    const id = await personShownByHandle(app.db, viewer, handle)
    if (id === undefined) throw new ApiError(profileErrors.userNotFound)
    return id
  }

  app.post(
    '/follows',
    {
      config: acting,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'followByHandle',
        summary: 'Follow somebody, or ask to where their account is private',
        body: FollowWish,
        response: {
          201: FollowMade,
          ...errors(
            profileErrors.followOneself,
            profileErrors.alreadyFollowing,
            profileErrors.alreadyRequested,
            profileErrors.userNotFound,
          ),
        },
      },
    },
    async (request, reply) => {
      const ends = { follower: request.user.id, followee: await personCalled(request.user.id, request.body.handle) }
      const led = await app.ledger.transaction(async trx => {
        const led = await follow(trx, ends.follower, ends.followee)
        await tellFollow(trx, request, ends, led)
        return led
      })
      const requested = led === 'requested'
      return reply.code(201).send({ detail: requested ? '팔로우를 요청했습니다.' : '팔로우 했습니다.', requested })
    },
  )

  app.get(
    '/follows/:handle/follows',
    {
      config: { social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listFollowsByHandle',
        summary: 'Whom somebody follows',
        params: ByHandle,
        querystring: FollowQuery,
        response: { 200: WholePage(FollowedPerson, 'FollowedPeople'), ...errors(profileErrors.userNotFound) },
      },
    },
    async request => {
      const { rows, next_cursor } = await list('followee', request)
      return wholePage(request, rows, next_cursor)
    },
  )

  app.get(
    '/follows/:handle/followers',
    {
      config: { social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listFollowersByHandle',
        summary: 'Who follows somebody',
        params: ByHandle,
        querystring: FollowQuery,
        response: { 200: WholePage(FollowingPerson, 'FollowingPeople'), ...errors(profileErrors.userNotFound) },
      },
    },
    async request => {
      const { rows, next_cursor } = await list('follower', request)
      const followers = rows.map(({ user, created_at }) => ({ follower: user, created_at }))
      return wholePage(request, followers, next_cursor)
    },
  )

  const list = async (
    end: 'follower' | 'followee',
    {
      params,
      query,
      user,
    }: { params: { handle: string }; query: { cursor?: number; page_size: number }; user: { id: number } },
  ) => {
    const person = await findOpen(app.db, params.handle, user.id)
    if (person === undefined) throw new ApiError(profileErrors.userNotFound)
    const { cursor, page_size } = query
    const page = await listSocialEnds(app.db, end, person, user.id, { limit: page_size, cursor })
    return { ...page, next_cursor: page.next_cursor === undefined ? undefined : `${page.next_cursor}` }
  }

  app.delete(
    '/follows/:handle/unfollow',
    {
      config: acting,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'unfollowByHandle',
        summary: 'Follow somebody no longer, or ask no longer',
        params: ByHandle,
        response: { 204: done, ...errors(profileErrors.notFollowing, profileErrors.userNotFound) },
      },
    },
    async (request, reply) => {
      const ends = { follower: request.user.id, followee: await personCalled(request.user.id, request.params.handle) }
      await app.ledger.transaction(async trx => {
        await unfollow(trx, ends.follower, ends.followee)
        await tellUnfollow(trx, request, ends)
      })
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/follows/:handle/unfollower',
    {
      config: acting,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'removeFollower',
        summary: 'End that somebody follows me',
        params: ByHandle,
        response: { 204: done, ...errors(profileErrors.notFollower, profileErrors.userNotFound) },
      },
    },
    async (request, reply) => {
      const ends = { follower: await personCalled(request.user.id, request.params.handle), followee: request.user.id }
      await app.ledger.transaction(async trx => {
        await removeFollower(trx, ends.followee, ends.follower)
        await tellUnfollow(trx, request, ends)
      })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/follow-requests',
    {
      config: { social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listFollowRequests',
        summary: 'Who asks to follow me',
        querystring: FollowQuery,
        response: { 200: WholePage(FollowingPerson, 'FollowRequests') },
      },
    },
    async request => {
      const { cursor, page_size } = request.query
      const { rows, next_cursor } = await listRequests(app.db, request.user.id, { limit: page_size, cursor })
      return wholePage(request, rows, next_cursor === undefined ? undefined : `${next_cursor}`)
    },
  )

  app.post(
    '/follow-requests/:handle/accept',
    {
      config: acting,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'acceptFollowRequest',
        summary: 'Let somebody follow me',
        params: ByHandle,
        response: { 204: done, ...errors(profileErrors.requestNotFound, profileErrors.userNotFound) },
      },
    },
    async (request, reply) => {
      const ends = { follower: await personCalled(request.user.id, request.params.handle), followee: request.user.id }
      await app.ledger.transaction(async trx => {
        await acceptRequest(trx, ends.followee, ends.follower)
        await tellAcceptance(trx, request, ends)
      })
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/follow-requests/:handle',
    {
      config: acting,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'declineFollowRequest',
        summary: 'Do not let somebody follow me',
        description: 'They are not told, and may ask again.',
        params: ByHandle,
        response: { 204: done, ...errors(profileErrors.requestNotFound, profileErrors.userNotFound) },
      },
    },
    async (request, reply) => {
      const ends = { follower: await personCalled(request.user.id, request.params.handle), followee: request.user.id }
      await app.ledger.transaction(async trx => {
        await declineRequest(trx, ends.followee, ends.follower)
        await tellUnfollow(trx, request, ends)
      })
      return reply.code(204).send(null)
    },
  )
}
