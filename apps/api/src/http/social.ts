import cookie from '@fastify/cookie'
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import plugin from 'fastify-plugin'
import { refuseForeignPage, refuseOtherPage } from './origins.js'

/**
 * How a route speaks to the web client of posts, products and chat: `detail` of a failure is its sentence, and the cookie
 * `access` signs in where no token was sent. A route takes part by `config: { social: true }`. What comes by cookie and
 * changes something has to come from a page of ours.
 */
declare module 'fastify' {
  interface FastifyContextConfig {
    social?: true
    /** Of a route whose method reads, and that changes something all the same. */
    changes?: true
    /** Of a social route: whether a failure without fields stands in `non_field_errors`, too. */
    nonFieldErrors?: true
  }
}

/** Its address path is `/`, because every route and the socket take it. */
export const accessCookie = 'access'
export const refreshCookie = 'refresh_token'

const rootOf = ({ server }: FastifyRequest): string => {
  const { publicUrl } = server.config
  return publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '')
}

const cookieOptions = (request: FastifyRequest, path: string) => ({
  path: `${rootOf(request)}${path}`,
  httpOnly: true,
  // Kept back from what other sites' pages do, except from links that are followed.
  sameSite: 'lax' as const,
  secure: request.server.config.https,
})

/** Gives a browser the tokens that it sends by itself. @param seconds how long each of them is good for */
export const setTokenCookies = (
  request: FastifyRequest,
  reply: FastifyReply,
  tokens: { access: string; refresh: string },
  seconds: { access: number; refresh: number },
): void => {
  reply.setCookie(accessCookie, tokens.access, { ...cookieOptions(request, '/'), maxAge: seconds.access })
  reply.setCookie(refreshCookie, tokens.refresh, {
    ...cookieOptions(request, '/accounts/token'),
    maxAge: seconds.refresh,
  })
  reply.header('cache-control', 'no-store')
}

/** Takes them back. */
export const clearTokenCookies = (request: FastifyRequest, reply: FastifyReply): void => {
  reply.clearCookie(accessCookie, cookieOptions(request, '/'))
  reply.clearCookie(refreshCookie, cookieOptions(request, '/accounts/token'))
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The access token that came by cookie, where the route takes one and no other was sent.
 * @throws ApiError originRefused where it would change something for a page that is not ours
 */
export const cookieToken = ({ headers, cookies, method, routeOptions, server }: FastifyRequest): string | undefined => {
  if (!routeOptions.config.social || (headers.authorization ?? '') !== '') return undefined
  const token = cookies[accessCookie]
  const changes = !safeMethods.has(method) || routeOptions.config.changes
  if (token !== undefined && changes) refuseForeignPage(server.config, headers)
  return token
}

/** An onRequest hook of open routes that give cookies. @throws ApiError originRefused */
export const fromOwnPages: onRequestHookHandler = (request, _reply, done) => {
  refuseOtherPage(request.server.config, request.headers)
  done()
}

/** Cookies, of which those of staff are signed. */
export const cookies = plugin(async app => {
  await app.register(cookie, { secret: app.config.cookieSecret })
})
