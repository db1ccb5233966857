import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { toggleFollow } from '@mudig/db/accounts/follows'
import { type Called, findCalled, findScreenProfile } from '@mudig/db/profiles/screen-profile'
import { nameKey } from '@mudig/shared/accounts/names'
import { idInPlaceOfName } from '@mudig/shared/accounts/screen-names'
import { ApiError } from '@mudig/shared/core/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { ByNickname, ScreenProfile } from '@mudig/shared/profiles/screen-schemas'
import { Type } from 'typebox'
import { viewerId } from '../http/auth.js'
import { errors } from '../http/declared-errors.js'
import { mayBeEmpty } from '../http/may-be-empty.js'
import { Message } from '../http/message.js'
import { perMinute } from '../http/rate-limits.js'
import { showScreenProfile } from './screen-profile.js'
import { tellFollow, tellUnfollow } from './tell-follow.js'

const tags = ['profiles']

const calledBy = (nickname: string): Called => {
  const id = idInPlaceOfName(nickname)
  return id === undefined ? { nameKey: nameKey(nickname) } : { id }
}

/** People on the pages of movies, by their names. */
export const screenRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/api/v1/accounts/:nickname',
    {
      onRequest: app.optionalUser,
      config: { ...perMinute(300), screen: {} },
      schema: {
        tags,
        operationId: 'getScreenProfile',
        summary: 'Somebody by their name, on the pages of movies',
        description:
          'Of each list the last hundred. Of a private account whoever does not follow it sees name and counts alone. A name that no address can hold is asked for as `id:5`.',
        params: ByNickname,
        response: { 200: ScreenProfile, ...errors(profileErrors.userNotFound) },
      },
    },
    async request => {
      const profile = await findScreenProfile(app.db, calledBy(request.params.nickname), viewerId(request) ?? 0)
      if (!profile) throw new ApiError(profileErrors.userNotFound)
      return showScreenProfile(profile)
    },
  )

  app.post(
    '/api/v1/accounts/:nickname/follow',
    {
      onRequest: app.requireUser,
      config: { ...perMinute(300, { account: 120 }), screen: {} },
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'toggleFollowOnScreen',
        summary: 'Follow somebody, or follow them no longer, on the pages of movies',
        params: ByNickname,
        body: Type.Object({}),
        response: { 200: Message, ...errors(profileErrors.followOneself, profileErrors.userNotFound) },
      },
    },
    async request => {
      const person = await findCalled(app.db, calledBy(request.params.nickname), request.user.id)
      if (!person) throw new ApiError(profileErrors.userNotFound)
      const ends = { follower: request.user.id, followee: person.id }
      const led = await app.ledger.transaction(async trx => {
        const led = await toggleFollow(trx, ends.follower, ends.followee)
        if (led === 'no') await tellUnfollow(trx, request, ends)
        else await tellFollow(trx, request, ends, led)
        return led
      })
      return { message: `${person.name}을/를 ${outcomes[led]}` }
    },
  )
}

const outcomes = {
  following: '팔로우 하였습니다.',
  requested: '팔로우하도록 요청하였습니다.',
  no: '언팔로우 하였습니다.',
} as const
