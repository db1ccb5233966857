import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findHandle } from '@mudig/db/accounts/handles'
import { findOwnSocialProfile, findSocialProfile } from '@mudig/db/accounts/social-people'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { Withdrawal } from '@mudig/shared/accounts/schemas'
import { ByHandle, PeoplePage, PeopleQuery, PersonEdit, SocialProfile } from '@mudig/shared/accounts/social-schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { objectErrors } from '@mudig/shared/objects/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { viewerId } from '../http/auth.js'
import { errors } from '../http/declared-errors.js'
import { mayBeEmpty } from '../http/may-be-empty.js'
import { perMinute } from '../http/rate-limits.js'
import { clearTokenCookies } from '../http/social.js'
import { editPerson } from './edit-person.js'
import { listPeople } from './list-people.js'
import { withdrawAccount } from './withdrawal.js'

const tags = ['accounts']

/** People, for the web client of posts and chat: by their handles. */
export const webPeopleRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/accounts/users',
    {
      onRequest: app.requireUser,
      config: { ...perMinute(240, { account: 120 }), social: true },
      schema: {
        tags,
        operationId: 'listPeople',
        summary: 'People by name, or the newest',
        querystring: PeopleQuery,
        response: { 200: PeoplePage },
      },
    },
    request => listPeople(request, request.query),
  )

  app.get(
    '/accounts/users/:handle',
    {
      onRequest: app.optionalUser,
      config: { social: true },
      schema: {
        tags,
        operationId: 'getPerson',
        summary: 'Somebody by their handle',
        description: 'Of a private account whoever does not follow it sees name, picture and counts alone.',
        params: ByHandle,
        response: { 200: SocialProfile, ...errors(profileErrors.userNotFound) },
      },
    },
    async request => {
      const person = await findSocialProfile(app.db, request.params.handle, viewerId(request) ?? 0)
      if (!person) throw new ApiError(profileErrors.userNotFound)
      return person
    },
  )

  for (const [method, operationId, summary] of [
    ['PATCH', 'editPerson', 'Change my profile, on the pages of posts and chat'],
    ['PUT', 'replacePerson', 'The same, as some clients spell it'],
  ] as const)
    app.route({
      method,
      url: '/accounts/users/:handle',
      onRequest: app.requireUser,
      config: { ...perMinute(60, { account: 60 }), social: true },
      schema: {
        tags,
        operationId,
        summary,
        description:
          'What is left out stays as it is. All that was sent is changed, or nothing. A handle that was given up is kept from others for 30 days.',
        params: ByHandle,
        body: PersonEdit,
        response: {
          200: SocialProfile,
          ...errors(
            httpErrors.forbidden,
            profileErrors.userNotFound,
            accountErrors.nameTaken,
            accountErrors.nameNotAllowed,
            accountErrors.handleTaken,
            accountErrors.handleTooOften,
            accountErrors.linkNotAllowed,
            objectErrors.pictureUnknown,
          ),
        },
      },
      handler: async request => {
        await requireOwn(request, request.params.handle)
        await editPerson(request, request.body)
        const person = await findOwnSocialProfile(app.db, request.user.id)
        if (!person) throw new ApiError(httpErrors.tokenInvalid)
        return person
      },
    })

  app.delete(
    '/accounts/users/:handle',
    {
      onRequest: app.requireUser,
      config: { ...perMinute(60, { account: 20 }), social: true, admitsSuspended: true },
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'closeAccountOnWeb',
        summary: 'Leave, on the pages of posts and chat',
        description: 'As DELETE /user/withdrawal: somebody who has a password proves it once more.',
        params: ByHandle,
        body: Withdrawal,
        response: {
          204: Type.Null({ description: 'Done.' }),
          ...errors(
            httpErrors.forbidden,
            profileErrors.userNotFound,
            accountErrors.passwordWrong,
            accountErrors.signInAgain,
            accountErrors.passwordTooOften,
          ),
        },
      },
    },
    async (request, reply) => {
      await requireOwn(request, request.params.handle)
      await withdrawAccount(request, request.body.password)
      clearTokenCookies(request, reply)
      return reply.code(204).send(null)
    },
  )
}

/** @throws ApiError forbidden for somebody else's page, userNotFound for one that there is not for who asks */
const requireOwn = async ({ server, user }: FastifyRequest, handle: string): Promise<void> => {
  const own = await findHandle(server.db, user.id)
  if (own === undefined) throw new ApiError(httpErrors.tokenInvalid)
  if (own === handle) return
  const other = await findSocialProfile(server.db, handle, user.id)
  throw new ApiError(other ? httpErrors.forbidden : profileErrors.userNotFound)
}
