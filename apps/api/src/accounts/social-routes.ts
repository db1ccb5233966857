import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listIdentities } from '@mudig/db/accounts/identities'
import { accountErrors } from '@mudig/shared/accounts/errors'
import {
  ByProvider,
  ProviderJourney,
  ProviderReturn,
  SignedIn,
  SocialNewcomer,
  WaysIn,
} from '@mudig/shared/accounts/schemas'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { Message } from '../http/message.js'
import { perMinute } from '../http/rate-limits.js'
import { readForm } from '../http/uploads.js'
import { requireAccount } from './password.js'
import { createProviders } from './providers.js'
import {
  beginJourney,
  beginLinking,
  linkProvider,
  SocialJoinForm,
  signInWithProvider,
  socialJoin,
  unlinkProvider,
} from './social.js'

const tags = ['accounts']
const journeyErrors = [
  accountErrors.providerNotOffered,
  accountErrors.stateInvalid,
  accountErrors.providerRefused,
  accountErrors.providerUnavailable,
]

export const socialRoutes: FastifyPluginAsyncTypebox = async app => {
  const providers = await createProviders(app as unknown as FastifyInstance)

  app.get(
    '/user/login/:provider',
    {
      config: perMinute(60),
      schema: {
        tags,
        operationId: 'beginProviderSignIn',
        summary: 'Begin to sign in through a provider',
        description:
          'Send the browser to `url`. The provider sends it back to the callback page of the front end with `code` and `state`, or with `error` when the person refuses. Keep the `state` of `url` in the tab (sessionStorage) and post the callback only when it is the same: otherwise somebody could be signed in to an account that is not theirs.',
        params: ByProvider,
        response: { 200: ProviderJourney, ...errors(accountErrors.providerNotOffered) },
      },
    },
    (request, reply) => beginJourney(request, reply, providers, request.params.provider, null),
  )

  app.post(
    '/user/login/:provider/callback',
    {
      config: perMinute(60),
      schema: {
        tags,
        operationId: 'completeProviderSignIn',
        summary: 'Sign in with what the provider sent back',
        description:
          'Somebody known is signed in; somebody new gets a token for /user/socialjoin. A `state` is good once, for 10 minutes and for its own provider; after any other failure than `state_invalid` begin again. People are known by the id that the provider gives them, never by an address.',
        params: ByProvider,
        body: ProviderReturn,
        response: {
          200: Type.Union([SignedIn, SocialNewcomer]),
          ...errors(...journeyErrors, accountErrors.accountWithdrawn),
        },
      },
    },
    (request, reply) => signInWithProvider(request, reply, providers, request.params.provider, request.body),
  )

  app.post(
    '/user/socialjoin',
    {
      config: perMinute(60),
      preValidation: readForm,
      schema: {
        tags,
        operationId: 'openSocialAccount',
        summary: 'Open an account for somebody whom a provider knows',
        description:
          'Without `email` the address is the one that the callback answered. Where that was null, or for another address, confirm it by /user/otp and /user/otp/verify first and send it as `email` with their token as `email_token`. Both tokens are used up by a success only.',
        consumes: ['multipart/form-data'],
        body: SocialJoinForm,
        response: {
          200: SignedIn,
          ...errors(
            accountErrors.socialTokenInvalid,
            accountErrors.emailNotConfirmed,
            accountErrors.signupTokenInvalid,
            accountErrors.nameTaken,
            accountErrors.nameNotAllowed,
            accountErrors.emailTaken,
            accountErrors.identityTaken,
            accountErrors.pictureNotUsable,
          ),
        },
      },
    },
    request => socialJoin(request, request.body),
  )

  app.get(
    '/user/identities',
    {
      onRequest: app.requireUser,
      schema: { tags, operationId: 'listIdentities', summary: 'How I can sign in', response: { 200: WaysIn } },
    },
    async request => {
      const { password_hash } = await requireAccount(request)
      return { has_password: password_hash !== null, identities: await listIdentities(app.db, request.user.id) }
    },
  )

  app.post(
    '/user/identities/:provider',
    {
      onRequest: app.requireUser,
      config: perMinute(60, { account: 20 }),
      schema: {
        tags,
        operationId: 'beginIdentityLink',
        summary: 'Begin to link a provider',
        description: 'As /user/login/{provider}, for somebody whose sign-in is not older than 10 minutes.',
        params: ByProvider,
        response: { 200: ProviderJourney, ...errors(accountErrors.providerNotOffered, accountErrors.signInAgain) },
      },
    },
    (request, reply) => beginLinking(request, reply, providers, request.params.provider),
  )

  app.post(
    '/user/identities/:provider/callback',
    {
      onRequest: app.requireUser,
      config: perMinute(60, { account: 20 }),
      schema: {
        tags,
        operationId: 'completeIdentityLink',
        summary: 'Link a provider with what it sent back',
        description: 'Only the account that began may end it. An account has at most one identity at each provider.',
        params: ByProvider,
        body: ProviderReturn,
        response: {
          200: Message,
          ...errors(...journeyErrors, accountErrors.identityTaken, accountErrors.providerLinked),
        },
      },
    },
    async (request, reply) => {
      await linkProvider(request, reply, providers, request.params.provider, request.body)
      return { message: '소셜 계정을 연결했습니다.' }
    },
  )

  app.delete(
    '/user/identities/:provider',
    {
      onRequest: app.requireUser,
      config: perMinute(60, { account: 20 }),
      schema: {
        tags,
        operationId: 'unlinkIdentity',
        summary: 'Unlink a provider',
        description: 'The last way into an account without a password stays.',
        params: ByProvider,
        response: { 200: Message, ...errors(accountErrors.identityNotFound, accountErrors.lastWayIn) },
      },
    },
    async request => {
      await unlinkProvider(request, request.params.provider)
      return { message: '소셜 계정 연결을 해제했습니다.' }
    },
  )
}
