import jwt from '@fastify/jwt'
import type { Db } from '@mudig/db/core/client'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyContextConfig, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import plugin from 'fastify-plugin'
import { Revocations } from './revocations.js'
import { cookieToken } from './social.js'

/** Seconds that an access token lives. */
export const accessSeconds = 15 * 60

const issuer = 'mudig'
const audience = 'mudig-api'

export interface AccessClaims {
  /** The user's id, as a string (RFC 7519, 4.1.2). */
  sub: string
  /** The session's id. */
  sid: string
  typ: 'access'
  jti: string
}

export interface SignedInUser {
  id: number
  session_id: string
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: AccessClaims
    /** Set on routes with `requireUser`. On routes with `optionalUser` use `viewerId`. */
    user: SignedInUser
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a route with `requireUser` lets in a token whose session has ended, because it repeats what ended it. */
    admitsEnded?: (db: Db, user: SignedInUser) => Promise<boolean>
  }
  interface FastifyInstance {
    /**
     * An onRequest hook: 401 unless the bearer token is good and its session lives. Where `config.seed` is, the token may
     * be bare; where `config.social` is, a cookie may bring it.
     */
    requireUser: onRequestAsyncHookHandler
    /**
     * An onRequest hook for open routes that look different to somebody signed in: a bad token is no token, but where
     * `config.screen` is.
     */
    optionalUser: onRequestAsyncHookHandler
    /** Whose access token it is. @throws ApiError tokenInvalid */
    readAccess: (token: string) => Promise<SignedInUser>
    revocations: Revocations
  }
}

/** Who asks, on a route with `optionalUser`. */
export const viewerId = (request: FastifyRequest): number | undefined => (request.user as SignedInUser | null)?.id

const jwtForm = '([A-Za-z0-9_-]{1,512}\\.[A-Za-z0-9_-]{1,1024}\\.[A-Za-z0-9_-]{1,512})'
const bearer = new RegExp(`^Bearer +${jwtForm} *$`, 'i')
const bare = new RegExp(`^${jwtForm}$`)

const tokenOf = (request: FastifyRequest): string | undefined => {
  const { authorization = '' } = request.headers
  const { config } = request.routeOptions
  if (authorization === '' && config.social) return bare.exec(cookieToken(request) ?? '')?.[1]
  return (bearer.exec(authorization) ?? (config.seed && bare.exec(authorization)))?.[1]
}

const rowId = /^[1-9][0-9]{0,15}$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const auth = plugin(async app => {
  await app.register(jwt, {
    secret: app.config.jwtSecret,
    sign: { algorithm: 'HS256', iss: issuer, aud: audience, expiresIn: accessSeconds * 1_000 },
    verify: {
      algorithms: ['HS256'],
      allowedIss: issuer,
      allowedAud: audience,
      requiredClaims: ['exp', 'iat', 'sub', 'sid', 'typ'],
      // The signature of a token that comes again is not computed again; its expiry is checked each time.
      cache: 5_000,
    },
  })

  const revocations = new Revocations(app.db, accessSeconds)
  app.decorate('revocations', revocations)
  app.addHook('onReady', () => revocations.start())
  app.addHook('onClose', async () => revocations.stop())

  /** @throws ApiError tokenInvalid */
  const userOf = async (token: string, admitsEnded?: FastifyContextConfig['admitsEnded']): Promise<SignedInUser> => {
    let claims: Partial<AccessClaims>
    try {
      claims = app.jwt.verify<Partial<AccessClaims>>(token)
    } catch (cause) {
      throw new ApiError(httpErrors.tokenInvalid, { cause })
    }
    const { sub = '', sid = '', typ } = claims
    const id = Number(sub)
    if (typ !== 'access' || !rowId.test(sub) || !Number.isSafeInteger(id) || !uuid.test(sid))
      throw new ApiError(httpErrors.tokenInvalid)
    const user = { id, session_id: sid }
    if ((await revocations.has(sid)) && !(await admitsEnded?.(app.db, user)))
      throw new ApiError(httpErrors.tokenInvalid)
    return user
  }

  app.decorate('readAccess', token => userOf(bare.exec(token)?.[1] ?? ''))

  app.decorate('requireUser', async request => {
    const { authorization = '' } = request.headers
    if (authorization === '' && cookieToken(request) === undefined) throw new ApiError(httpErrors.notSignedIn)
    const token = tokenOf(request)
    if (token === undefined) throw new ApiError(httpErrors.tokenInvalid)
    request.user = await userOf(token, request.routeOptions.config.admitsEnded)
  })

  app.decorate('optionalUser', async request => {
    const token = tokenOf(request)
    const { screen } = request.routeOptions.config
    const isRefused = screen !== undefined && !screen.ignoresBadToken
    if (token === undefined && isRefused && (request.headers.authorization ?? '') !== '')
      throw new ApiError(httpErrors.tokenInvalid)
    if (token === undefined) return
    try {
      request.user = await userOf(token)
    } catch (error) {
      // Front ends keep sending a token that has expired; here that means nobody is signed in.
      if (isRefused || !(error instanceof ApiError)) throw error
    }
  })
})
