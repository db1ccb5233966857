import { AsyncLocalStorage } from 'node:async_hooks'
import oauth2, { type OAuth2Namespace } from '@fastify/oauth2'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { fetchPerson, type ProviderPerson, providerEndpoints } from '@mudig/shared/clients/oauth/oauth'
import { ApiError, PermanentError } from '@mudig/shared/core/errors'
import { type Provider, providers } from '@mudig/shared/core/providers'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * Of each of the two calls that a callback makes: below what any request may take, so that the answer still says who
 * was away.
 */
const timeoutMs = 4_000

/** The names under which the plugin keeps its memory; ours is a row, not a browser. */
const stateCookie = 'state'
const verifierCookie = 'verifier'

export interface Journey {
  url: string
  state: string
  /** Null where the provider has no PKCE. */
  verifier: string | null
}

export interface ProviderClient {
  begin(request: FastifyRequest): Promise<Journey>
  /** Trades a code for who has granted it. @throws ApiError providerRefused, providerUnavailable */
  end(
    request: FastifyRequest,
    returned: { code: string; state: string; verifier: string | null },
  ): Promise<ProviderPerson>
}

/**
 * Naver wants the state with the code, too (https://developers.naver.com/docs/login/api/api.md). The plugin takes
 * further parameters once, before there is a state, and reads them with each request.
 */
const stateOfCall = new AsyncLocalStorage<string>()
const withState = {
  get state() {
    return stateOfCall.getStore()
  },
}

/** A client for each provider that has keys. @param returns where they send people back, and a name of its own */
export const createProviders = async (
  app: FastifyInstance,
  returns?: { name: string; address: (provider: Provider) => string },
): Promise<Partial<Record<Provider, ProviderClient>>> => {
  const clients: Partial<Record<Provider, ProviderClient>> = {}
  for (const provider of providers) {
    const keys = app.config.providers[provider]
    if (keys)
      clients[provider] = await createProvider(
        app,
        provider,
        keys,
        returns && { name: `${pluginNames[provider]}${returns.name}`, callbackUri: returns.address(provider) },
      )
  }
  return clients
}

interface Keys {
  id: string
  secret: string
  baseUrl: string | undefined
}

/**
 * A client for codes that a page of the front end has asked Google for by itself, in a popup: they know no challenge of
 * ours.
 */
export const createGoogleCodes = async (app: FastifyInstance): Promise<ProviderClient | undefined> => {
  const keys = app.config.providers.google
  const callbackUri = app.config.googleCodeRedirect
  return keys && createProvider(app, 'google', keys, { name: 'oauth2GoogleCodes', callbackUri, hasChallenge: false })
}

const createProvider = async (
  app: FastifyInstance,
  provider: Provider,
  { id, secret, baseUrl }: Keys,
  {
    name = pluginNames[provider] as string,
    callbackUri = app.config.oauthRedirect.replaceAll('{provider}', provider),
    hasChallenge = provider !== 'naver',
  } = {},
): Promise<ProviderClient> => {
  const { authorize, token, person } = providerEndpoints(provider, baseUrl)
  await app.register(oauth2, {
    name,
    credentials: {
      client: { id, secret },
      auth: {
        authorizeHost: authorize.origin,
        authorizePath: authorize.pathname,
        tokenHost: token.origin,
        tokenPath: token.pathname,
      },
      // Kakao and Naver take them nowhere else.
      options: { authorizationMethod: 'body' },
      http: { timeout: timeoutMs, maxBytes: 256 * 1024 },
    },
    callbackUri,
    ...(scopes[provider] && { scope: scopes[provider] }),
    ...(provider === 'naver' && { tokenRequestParams: withState }),
    ...(hasChallenge && { pkce: 'S256' as const }),
    redirectStateCookieName: stateCookie,
    verifierCookieName: verifierCookie,
  })
  const plugin = (app as unknown as Record<string, OAuth2Namespace>)[name]!

  return {
    begin: async request => {
      // The plugin would keep state and verifier in cookies, which a front end of another origin does not send.
      const kept = new Map<string, string>()
      const jar = { setCookie: (key: string, value: string) => kept.set(key, value) }
      const url = new URL(await plugin.generateAuthorizationUri(request, jar as unknown as FastifyReply))
      // The plugin writes the word `undefined` where there is no scope, which a provider takes for the name of one.
      if (!scopes[provider]) url.searchParams.delete('scope')
      return { url: url.href, state: kept.get(stateCookie)!, verifier: kept.get(verifierCookie) ?? null }
    },
    end: async (request, { code, state, verifier }) => {
      const returned = {
        query: { code, state },
        cookies: { [stateCookie]: state, ...(verifier !== null && { [verifierCookie]: verifier }) },
      }
      try {
        const granted = await stateOfCall.run(state, () =>
          plugin.getAccessTokenFromAuthorizationCodeFlow(returned as unknown as FastifyRequest),
        )
        // Naver says 200 to what it refuses.
        const { access_token } = granted.token as { access_token?: unknown }
        if (typeof access_token !== 'string' || access_token === '')
          throw new PermanentError('provider_refused', 'there is no token')
        return await fetchPerson(provider, person, access_token, { timeoutMs, requestId: request.id, log: request.log })
      } catch (cause) {
        const isRefusal = cause instanceof PermanentError || isRefusedCode(cause)
        request.log.warn(
          { provider, reason: reasonOf(cause) },
          isRefusal ? 'sign-in refused by the provider' : 'provider call failed',
        )
        if (isRefusal) throw new ApiError(accountErrors.providerRefused, { cause })
        throw new ApiError(accountErrors.providerUnavailable, { cause, retryAfterSeconds: 5 })
      }
    },
  }
}

/** Kakao and Naver ask for what the application is configured for there. */
const scopes: Partial<Record<Provider, string[]>> = { google: ['openid', 'email'] }

const pluginNames = { google: 'oauth2Google', kakao: 'oauth2Kakao', naver: 'oauth2Naver' } as const satisfies Record<
  Provider,
  string
>

/** The answer that the plugin's HTTP client got, where there was one. */
const answerOf = (error: unknown): { status: number; code: unknown } | undefined => {
  const { data } = error as {
    data?: { isResponseError?: boolean; res?: { statusCode?: number }; payload?: { error?: unknown } | null }
  }
  if (!data?.isResponseError) return undefined
  return { status: data.res?.statusCode ?? 0, code: data.payload?.error }
}

/** RFC 6749, 5.2. A key that is not accepted is our own fault, which the person cannot mend by starting again. */
const isRefusedCode = (error: unknown): boolean => {
  const answer = answerOf(error)
  return (
    answer !== undefined && answer.status >= 400 && answer.status < 500 && ![401, 403, 408, 429].includes(answer.status)
  )
}

/** For the log: never the code, the token or the provider's words about them. */
const reasonOf = (error: unknown): string => {
  const answer = answerOf(error)
  if (answer) return `${answer.status} ${typeof answer.code === 'string' ? answer.code.slice(0, 40) : ''}`.trim()
  if (error instanceof Error)
    return 'code' in error && typeof error.code === 'string' ? error.code : error.message.slice(0, 200)
  return 'unknown'
}
