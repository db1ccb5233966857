import { createHash, randomBytes } from 'node:crypto'
import { type Provider, providers } from '@mudig/shared/core/providers'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { beginCall, trickle } from '../call.js'
import type { SandboxState } from '../state.js'
import { publicKeys, signIdToken } from './id-token.js'
import { loginPage } from './login-page.js'
import { type Person, people } from './people.js'

const paths: Record<Provider, { authorize: string; token: string; person: string }> = {
  google: { authorize: '/o/oauth2/v2/auth', token: '/token', person: '/v1/userinfo' },
  kakao: { authorize: '/oauth/authorize', token: '/oauth/token', person: '/v2/user/me' },
  naver: { authorize: '/oauth2.0/authorize', token: '/oauth2.0/token', person: '/v1/nid/me' },
}

/**
 * What may be asked for, as far as the vendors have it: Kakao's consent items, and nothing at Naver, where it is set up
 * in the console.
 */
const scopes: Record<Provider, ReadonlySet<string>> = {
  google: new Set(['openid', 'email', 'profile']),
  kakao: new Set(['openid', 'account_email', 'profile_nickname', 'profile_image']),
  naver: new Set(),
}

/** Google parts scopes by spaces, Kakao by commas, too. */
const knowsScope = (provider: Provider, scope: string | undefined): boolean =>
  scope === undefined || scope.split(/[ ,]/).every(name => scopes[provider].has(name))

interface Grant {
  provider: Provider
  person: Person
  clientId: string
  redirectUri: string
  /** PKCE's S256 challenge, where one was sent. */
  challenge: string | undefined
  state: string | undefined
}

type Complaint = 'invalid_grant' | 'invalid_client' | 'rate_limit'
const kakaoCodes = { invalid_grant: 'KOE320', invalid_client: 'KOE101', rate_limit: 'KOE237' }

/** How each provider words a token request that it refuses. */
const refuseToken = (reply: FastifyReply, provider: Provider, complaint: Complaint) => {
  const status = { invalid_grant: 400, invalid_client: 401, rate_limit: 429 }[complaint]
  // Naver says 200 to what it refuses.
  if (provider === 'naver' && complaint !== 'rate_limit')
    return reply.send({ error: 'invalid_request', error_description: 'no valid data in session' })
  return reply.code(status).send({
    error: complaint,
    error_description: complaint.replace('_', ' '),
    ...(provider === 'kakao' && { error_code: kakaoCodes[complaint] }),
  })
}

const refusePerson = (reply: FastifyReply, provider: Provider) => {
  reply.code(401)
  if (provider === 'google') return reply.send({ error: 'invalid_request', error_description: 'Invalid Credentials' })
  if (provider === 'kakao') return reply.send({ msg: 'this access token does not exist', code: -401 })
  return reply.send({ resultcode: '024', message: 'Authentication failed (인증 실패하였습니다.)' })
}

const personAt: Record<Provider, (person: Person) => object> = {
  google: ({ subjects, email, isEmailVerified }) => ({
    sub: subjects.google,
    ...(email && { email, email_verified: isEmailVerified }),
  }),
  kakao: ({ subjects, email, isEmailVerified }) => ({
    id: Number(subjects.kakao),
    connected_at: '2026-01-01T00:00:00Z',
    kakao_account: {
      has_email: email !== null,
      email_needs_agreement: email === null,
      ...(email && { is_email_valid: true, is_email_verified: isEmailVerified, email }),
    },
  }),
  naver: ({ subjects, email }) => ({
    resultcode: '00',
    message: 'success',
    response: { id: subjects.naver, ...(email && { email }) },
  }),
}

const tokensOf = (provider: Provider, access_token: string, { person, clientId }: Grant) => {
  if (provider === 'naver') return { access_token, refresh_token: 'unused', token_type: 'bearer', expires_in: '3600' }
  return {
    access_token,
    token_type: provider === 'kakao' ? 'bearer' : 'Bearer',
    expires_in: 3_599,
    scope: 'openid email',
    ...(provider === 'google' && { id_token: signIdToken(person, clientId) }),
  }
}

const random = () => randomBytes(24).toString('base64url')

/**
 * Google, Kakao and Naver as somebody signs in there: a page that asks for no password, codes that are good once, PKCE
 * where it is begun. Any client id with any secret is known.
 */
export const registerOauth = (app: FastifyInstance, state: SandboxState): void => {
  const codes = new Map<string, Grant>()
  const tokens = new Map<string, Grant>()

  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))))
  })

  // Who verifies tokens of Google asks for its keys.
  app.get('/google/oauth2/v3/certs', async (request, reply) => {
    const call = await beginCall(state, 'oauth', request, reply, { key: null, query: 'google keys' })
    const fault = call.fault?.fault
    if (fault === '500') return reply.code(500).send({ error: 'server_error' })
    if (fault === 'malformed') return reply.send({ hello: 'world' })
    if (fault === 'slow_loris') return trickle(reply, call, { 'content-type': 'application/json' }, '{')
    return reply.header('cache-control', 'public, max-age=20000, must-revalidate').send(publicKeys())
  })

  for (const provider of providers) {
    const { authorize, token, person } = paths[provider]

    app.get<{ Querystring: Record<string, string | undefined> }>(`/${provider}${authorize}`, async (request, reply) => {
      const {
        client_id,
        redirect_uri = '',
        response_type,
        state: given,
        code_challenge,
        code_challenge_method,
        person: choice,
        scope,
      } = request.query
      // Google's popup hands the code to the page that opened it.
      const isPopup = provider === 'google' && redirect_uri === 'postmessage'
      const isUsable =
        client_id &&
        (isPopup || (/^https?:\/\//.test(redirect_uri) && URL.canParse(redirect_uri))) &&
        response_type === 'code'
      if (!isUsable) return reply.code(400).send({ error: 'invalid_request' })
      if (!knowsScope(provider, scope))
        return reply.code(400).send({ error: 'invalid_scope', ...(provider === 'kakao' && { error_code: 'KOE205' }) })
      if (code_challenge !== undefined && code_challenge_method !== 'S256')
        return reply.code(400).send({ error: 'invalid_request' })
      if (choice === undefined) {
        const answerAs = (id: string) =>
          `?${new URLSearchParams({ ...(request.query as Record<string, string>), person: id })}`
        return reply.type('text/html; charset=utf-8').send(loginPage(provider, answerAs))
      }
      const back = new URL(isPopup ? 'https://popup.invalid/' : redirect_uri)
      const chosen = people.find(({ id }) => id === choice)
      if (chosen) {
        const code = random()
        codes.set(code, {
          provider,
          person: chosen,
          clientId: client_id,
          redirectUri: redirect_uri,
          challenge: code_challenge,
          state: given,
        })
        back.searchParams.set('code', code)
      } else {
        back.searchParams.set('error', 'access_denied')
      }
      if (given !== undefined) back.searchParams.set('state', given)
      if (isPopup) return reply.send(Object.fromEntries(back.searchParams))
      return reply.redirect(back.href, 302)
    })

    app.post<{ Body: Record<string, string | undefined> | undefined }>(
      `/${provider}${token}`,
      async (request, reply) => {
        const {
          code = '',
          client_id,
          client_secret,
          redirect_uri,
          grant_type,
          code_verifier,
          state: returned,
        } = request.body ?? {}
        const call = await beginCall(state, 'oauth', request, reply, {
          key: client_id ?? null,
          query: `${provider} token`,
        })
        const fault = call.fault?.fault
        if (fault === '500') return reply.code(500).send({ error: 'server_error' })
        if (fault === 'rate_limit') return refuseToken(reply, provider, 'rate_limit')
        if (fault === 'invalid_client' || !client_id || !client_secret)
          return refuseToken(reply, provider, 'invalid_client')
        if (fault === 'malformed') return reply.type('text/html').send('<html>')
        if (fault === 'slow_loris') return trickle(reply, call, { 'content-type': 'application/json' }, '{')
        const grant = codes.get(code)
        codes.delete(code)
        const challenge =
          code_verifier === undefined ? undefined : createHash('sha256').update(code_verifier).digest('base64url')
        const fits =
          grant?.provider === provider &&
          grant.clientId === client_id &&
          grant.redirectUri === redirect_uri &&
          grant.challenge === challenge
        // Naver has no PKCE and wants the state here instead.
        const isBound = provider !== 'naver' || (returned !== undefined && returned === grant?.state)
        if (!fits || !isBound || grant_type !== 'authorization_code')
          return refuseToken(reply, provider, 'invalid_grant')
        const accessToken = random()
        tokens.set(accessToken, grant)
        return reply.send(tokensOf(provider, accessToken, grant))
      },
    )

    app.get(`/${provider}${person}`, async (request, reply) => {
      const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
      const call = await beginCall(state, 'oauth', request, reply, { key: bearer, query: `${provider} person` })
      const fault = call.fault?.fault
      if (fault === '500') return reply.code(500).send({ error: 'server_error' })
      if (fault === 'rate_limit') return reply.code(429).send({ error: 'rate_limit' })
      if (fault === 'malformed') return reply.send({ hello: 'world' })
      if (fault === 'slow_loris') return trickle(reply, call, { 'content-type': 'application/json' }, '{')
      const grant = tokens.get(bearer)
      if (grant?.provider !== provider || fault === 'invalid_client') return refusePerson(reply, provider)
      return reply.send(personAt[provider](grant.person))
    })
  }
}
