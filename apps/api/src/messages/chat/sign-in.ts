import type { FastifyRequest } from 'fastify'
import { refuseForeignPage } from '../../http/origins.js'
import { cookieToken } from '../../http/social.js'

const bearer = /^Bearer +(\S{1,4096}) *$/i

/**
 * The access token that came with the request for a socket; whoever brings none says it in a frame. Browsers open sockets
 * for any page, so one that comes by cookie has to come from a page of ours.
 * @throws ApiError originRefused
 */
export const tokenOfSocket = (request: FastifyRequest): string | undefined => {
  const cookie = cookieToken(request)
  if (cookie === undefined) return bearer.exec(request.headers.authorization ?? '')?.[1]
  refuseForeignPage(request.server.config, request.headers)
  return cookie
}
