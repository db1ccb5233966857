import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findOwnScreenProfile } from '@mudig/db/accounts/screen-people'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { drawName } from '@mudig/shared/accounts/names'
import { ByProvider } from '@mudig/shared/accounts/schemas'
import { ExchangeCode, ScreenSignedIn, SocialReturn } from '@mudig/shared/accounts/screen-schemas'
import { ApiError } from '@mudig/shared/core/errors'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { exchangeCode } from './exchange-code.js'
import { createProviders } from './providers.js'
import { signInScreen, tradeExchangeCode } from './screen-session.js'
import { beginJourney, signInWithProvider, socialJoin } from './social.js'
import { issueBriefAccess, readRefreshToken } from './tokens.js'

const tags = ['accounts']
const path = '/api/v1/accounts/social'
const screen = { ignoresBadToken: true } as const
const elsewhere = Type.Null({ description: 'On to the address in `location`.' })

/** Signing in through a provider on the pages of movies: the browser goes there and comes back by addresses alone. */
export const screenSocialRoutes: FastifyPluginAsyncTypebox = async app => {
  const { socialReturn, frontEndUrl, legacySocialQuery } = app.config.screen
  const providers = await createProviders(app as unknown as FastifyInstance, {
    name: 'OfScreen',
    address: provider => `${socialReturn}/${provider}/`,
  })

  app.get(
    `${path}/login/:provider`,
    {
      config: { ...perMinute(60), screen },
      schema: {
        tags,
        operationId: 'goToProvider',
        summary: 'Begin to sign in through a provider, on the pages of movies',
        params: ByProvider,
        response: { 302: elsewhere, ...errors(accountErrors.providerNotOffered) },
      },
    },
    async (request, reply) => {
      const { url } = await beginJourney(request, reply, providers, request.params.provider, null, path)
      return reply.redirect(url, 302)
    },
  )

  app.get(
    `${path}/callback/:provider`,
    {
      config: { ...perMinute(60), screen },
      schema: {
        tags,
        operationId: 'comeBackFromProvider',
        summary: 'Where a provider sends the browser back to',
        description:
          'Only the browser that began gets in. Somebody new gets an account with a drawn name. It goes on to the profile page with a `code` in the fragment, for /api/v1/accounts/social/token; or, with `LEGACY_SOCIAL_QUERY`, with the query that older pages read: `access_token`, good for a minute, and that code as `refresh_token`.',
        params: ByProvider,
        querystring: SocialReturn,
        response: {
          302: elsewhere,
          ...errors(
            accountErrors.providerNotOffered,
            accountErrors.stateInvalid,
            accountErrors.providerRefused,
            accountErrors.providerUnavailable,
            accountErrors.accountWithdrawn,
            accountErrors.emailNotConfirmed,
            accountErrors.emailTaken,
          ),
        },
      },
    },
    async (request, reply) => {
      const { code, state } = request.query
      if (!code || !state) throw new ApiError(accountErrors.providerRefused)
      const known = await signInWithProvider(request, reply, providers, request.params.provider, { code, state }, path)
      const { user, token } =
        known.user === undefined
          ? await socialJoin(request, { name: drawName(), signup_token: known.signup_token })
          : known
      // The tokens themselves are given to nobody: the code is traded for their successors.
      const session = await readRefreshToken(app, token.refresh)
      const person = await findOwnScreenProfile(app.db, user.id)
      if (!session || !person) throw new ApiError(accountErrors.providerRefused)
      const exchange = exchangeCode(app, session)
      const target = new URL(`${frontEndUrl}/front/accounts/profile.html`)
      if (legacySocialQuery)
        target.search = new URLSearchParams({
          access_token: issueBriefAccess(app, user.id, session.session_id),
          refresh_token: exchange,
          nickname: person.nickname,
          email: person.email,
        }).toString()
      else target.hash = `code=${exchange}`
      return reply
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .redirect(target.href, 302)
    },
  )

  app.post(
    `${path}/token`,
    {
      config: { ...perMinute(120), screen },
      schema: {
        tags,
        operationId: 'tradeSocialCode',
        summary: 'Trade the code of a sign-in through a provider',
        description: 'Good once, for an hour.',
        body: ExchangeCode,
        response: { 200: ScreenSignedIn, ...errors(accountErrors.refreshEnded) },
      },
    },
    async request => {
      const { user_id, tokens } = await tradeExchangeCode(request, request.body.code)
      return signInScreen(request, user_id, tokens)
    },
  )
}
