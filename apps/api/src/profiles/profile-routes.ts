import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { follow, listFollowers, listFollowing, unfollow } from '@mudig/db/accounts/follows'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { FollowerList, FollowingList, FollowPage, ProfileAnswer, ProfilePage } from '@mudig/shared/profiles/schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { Message } from '../http/message.js'
import { perMinute } from '../http/rate-limits.js'
import { readForm } from '../http/uploads.js'
import { EditForm, editProfile } from './edit.js'
import { readProfile } from './read.js'
import { tellFollow, tellUnfollow } from './tell-follow.js'

const ById = Type.Object({ id: Id })
const tags = ['profiles']

export const profileRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/user/profile',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getMyProfile',
        summary: 'My profile with my playlists and those that I like',
        description: 'Private playlists and those in the making are among mine.',
        querystring: ProfilePage,
        response: { 200: ProfileAnswer },
      },
    },
    async request => {
      const found = await readProfile(request, request.user.id, request.query)
      if (!found) throw new ApiError(httpErrors.tokenInvalid)
      return found
    },
  )

  app.get(
    '/user/profile/:id',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getProfile',
        summary: "Somebody's profile with their playlists and those that they like",
        params: ById,
        querystring: ProfilePage,
        response: { 200: ProfileAnswer, ...errors(profileErrors.userNotFound) },
      },
    },
    async request => {
      const found = await readProfile(request, request.params.id, request.query)
      if (!found) throw new ApiError(profileErrors.userNotFound)
      return found
    },
  )

  app.put(
    '/user/profile/edit',
    {
      config: perMinute(60, { account: 60 }),
      onRequest: app.requireUser,
      preValidation: readForm,
      schema: {
        tags,
        operationId: 'editProfile',
        summary: 'Change my profile',
        description: 'What is left out stays as it is. All that was sent is changed, or nothing.',
        consumes: ['multipart/form-data'],
        body: EditForm,
        response: {
          200: Message,
          ...errors(
            accountErrors.nameTaken,
            accountErrors.nameNotAllowed,
            accountErrors.pictureNotUsable,
            profileErrors.repPlaylistNotShown,
            playlistErrors.playlistNotFound,
          ),
        },
      },
    },
    async request => {
      await editProfile(request, request.body)
      return { message: '프로필이 수정되었습니다.' }
    },
  )

  app.post(
    '/user/:id/follow',
    {
      config: perMinute(300, { account: 120 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'followUser',
        summary: 'Follow somebody',
        description: 'Whoever has a private account is asked, and lets in or not.',
        params: ById,
        response: {
          201: Message,
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
      const ends = { follower: request.user.id, followee: request.params.id }
      const led = await app.ledger.transaction(async trx => {
        const led = await follow(trx, ends.follower, ends.followee)
        await tellFollow(trx, request, ends, led)
        return led
      })
      return reply.code(201).send({ message: led === 'requested' ? '팔로우를 요청했습니다.' : '팔로우 했습니다.' })
    },
  )

  app.delete(
    '/user/:id/unfollow',
    {
      config: perMinute(300, { account: 120 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'unfollowUser',
        summary: 'Follow somebody no longer',
        params: ById,
        response: {
          204: Type.Null({ description: 'Done.' }),
          ...errors(profileErrors.notFollowing, profileErrors.userNotFound),
        },
      },
    },
    async (request, reply) => {
      await app.ledger.transaction(async trx => {
        await unfollow(trx, request.user.id, request.params.id)
        await tellUnfollow(trx, request, { follower: request.user.id, followee: request.params.id })
      })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/user/:id/followers',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listFollowers',
        summary: 'Who follows somebody',
        params: ById,
        querystring: FollowPage,
        response: { 200: FollowerList, ...errors(profileErrors.userNotFound) },
      },
    },
    async request => {
      const found = await listFollowers(app.db, request.params.id, request.user.id, request.query)
      if (!found) throw new ApiError(profileErrors.userNotFound)
      return { follower_list: found.people, next_cursor: found.next_cursor }
    },
  )

  app.get(
    '/user/:id/following',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listFollowing',
        summary: 'Whom somebody follows',
        params: ById,
        querystring: FollowPage,
        response: { 200: FollowingList, ...errors(profileErrors.userNotFound) },
      },
    },
    async request => {
      const found = await listFollowing(app.db, request.params.id, request.user.id, request.query)
      if (!found) throw new ApiError(profileErrors.userNotFound)
      return { following_list: found.people, next_cursor: found.next_cursor }
    },
  )
}
