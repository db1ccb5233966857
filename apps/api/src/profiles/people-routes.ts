import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findOwnProfile } from '@mudig/db/accounts/accounts'
import { listFollowed } from '@mudig/db/accounts/followed'
import { toggleFollow } from '@mudig/db/accounts/follows'
import { listRecommended } from '@mudig/db/accounts/recommendations'
import { findUnseenFollower, takeUnseenFollows } from '@mudig/db/accounts/unseen-follows'
import { findUnreadSender } from '@mudig/db/messages/list'
import { search } from '@mudig/db/search/search'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import {
  Followed,
  FollowedQuery,
  FollowToggle,
  FollowToggled,
  FollowUpdates,
  Me,
  PeopleFound,
  PeopleSearch,
  RecommendationQuery,
  Recommendations,
  RedDots,
} from '@mudig/shared/profiles/people-schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { idempotencyKey, onceForKey } from '../http/idempotency.js'
import { perMinute } from '../http/rate-limits.js'
import { tellFollow, tellUnfollow } from './tell-follow.js'

const tags = ['profiles']
const seed = {}
/** As many people as a search answers. */
const mostFound = 20

export const peopleRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/user',
    {
      config: { seed },
      onRequest: app.requireUser,
      schema: { tags, operationId: 'getMe', summary: 'Who I am', response: { 200: Me } },
    },
    async ({ user }) => {
      const me = await findOwnProfile(app.db, user.id)
      if (!me) throw new ApiError(httpErrors.tokenInvalid)
      return { data: { user_id: me.id, user_name: me.name, user_image: me.image } }
    },
  )

  app.post(
    '/user/search',
    {
      config: { ...perMinute(120), seed },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'searchPeople',
        summary: 'Search people by name',
        body: PeopleSearch,
        response: { 200: PeopleFound },
      },
    },
    async ({ user, body }) => {
      const page = { limit: mostFound, from: { users: 'start' } } as const
      const found = body.name === '' ? undefined : await search(app.db, user.id, body.name, page)
      return { user_info: (found?.users ?? []).map(({ id, name }) => ({ user_id: id, user_name: name })) }
    },
  )

  app.get(
    '/user/recommendation',
    {
      config: { ...perMinute(120), seed },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listRecommendations',
        summary: 'Whom I may want to follow',
        description:
          'Whom those follow whom I follow, then who has tracks with my tags, then who is followed these days. Never myself, whom I follow, or whom a block keeps apart.',
        querystring: RecommendationQuery,
        response: { 200: Recommendations },
      },
    },
    async ({ user, query }) => {
      const people = await listRecommended(app.db, user.id, query.limit)
      return { data: people.map(person => ({ ...person, mutual_follow: false as const })) }
    },
  )

  app.post(
    '/user/follow',
    {
      config: {
        ...perMinute(300, { account: 120 }),
        seed: { codes: { [profileErrors.followOneself.code]: 'SELF_FOLLOW' } },
      },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'toggleFollow',
        summary: 'Follow somebody, or follow them no longer',
        description:
          'Turns the follow around, so that a click that is sent twice undoes itself, except with the same `Idempotency-Key`. `POST /user/{id}/follow` and `DELETE /user/{id}/unfollow` say what is wanted.',
        headers: Type.Object({
          'idempotency-key': idempotencyKey('Repeats within 24 hours get the same answer and change nothing.'),
        }),
        body: FollowToggle,
        response: {
          200: FollowToggled,
          ...errors(profileErrors.followOneself, profileErrors.userNotFound, playlistErrors.idempotencyKeyReused),
        },
      },
    },
    async request => {
      const { to_follow_id } = request.body
      const keyed = { route: '/user/follow', asked: [to_follow_id], key: request.headers['idempotency-key'] }
      const { answer } = await onceForKey(request, keyed, async trx => {
        const ends = { follower: request.user.id, followee: to_follow_id }
        const led = await toggleFollow(trx, ends.follower, ends.followee)
        if (led === 'no') await tellUnfollow(trx, request, ends)
        else await tellFollow(trx, request, ends, led)
        return { answer: { is_following: led === 'following', ...(led === 'requested' && { is_requested: true }) } }
      })
      const { is_following, is_requested = false } = answer as { is_following: boolean; is_requested?: boolean }
      if (is_requested) return { message: 'REQUESTED' as const, is_following }
      return { message: is_following ? ('FOLLOWED' as const) : ('UNFOLLOWED' as const), is_following }
    },
  )

  app.get(
    '/user/follow',
    {
      config: { seed },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listFollowed',
        summary: 'Whom I follow, with how much there is of each',
        querystring: FollowedQuery,
        response: { 200: Followed },
      },
    },
    ({ user, query }) => listFollowed(app.db, user.id, query),
  )

  app.get(
    '/user/notification',
    {
      config: { seed },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getRedDots',
        summary: 'Whether there are messages and follows that I have not seen',
        response: { 200: RedDots },
      },
    },
    async ({ user }) => {
      const [sender, follower] = await Promise.all([
        findUnreadSender(app.db, user.id),
        findUnseenFollower(app.db, user.id),
      ])
      return {
        data: {
          message_checked: sender === undefined,
          follow_checked: follower === undefined,
          follower_id: follower ?? null,
          sender: sender ?? null,
        },
      }
    },
  )

  app.get(
    '/user/status',
    {
      config: { seed },
      // Looking is seeing here: what only asks for headers must not.
      exposeHeadRoute: false,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'takeFollowUpdates',
        summary: 'Follows that I have not seen',
        description:
          'What is answered counts as seen from then on, and nothing else does. `GET /notification` marks nothing.',
        response: { 200: FollowUpdates },
      },
    },
    async ({ user }) => {
      const data = await takeUnseenFollows(app.db, user.id)
      return data.length > 0 ? { data } : { data, message: 'EMPTY_UPDATES' as const }
    },
  )
}
