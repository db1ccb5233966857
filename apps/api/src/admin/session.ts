import { randomBytes } from 'node:crypto'
import { findStaffSession, type StaffMember } from '@mudig/db/accounts/staff'
import { adminErrors } from '@mudig/shared/admin/errors'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { tokenHash } from '@mudig/shared/core/token-hash'
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import plugin from 'fastify-plugin'
import { answerError } from '../http/errors.js'
import { wantsPage } from '../http/wants-page.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set behind `requireStaff`. */
    staff: StaffMember | null
  }
}

const cookieName = 'mudig_staff'

/** The signed cookie's token, if there is one and its signature is ours. */
export const staffToken = (request: FastifyRequest): string | undefined => {
  const given = request.cookies[cookieName]
  const { valid, value } = given === undefined ? { valid: false, value: null } : request.unsignCookie(given)
  return valid && value !== null ? value : undefined
}

const cookieOptions = (request: FastifyRequest) => ({
  path: '/admin',
  httpOnly: true,
  sameSite: 'strict' as const,
  secure: request.server.config.https,
  signed: true,
})

/** Who is signed in, if anybody is. */
export const findStaff = async (request: FastifyRequest): Promise<StaffMember | undefined> => {
  const token = staffToken(request)
  return token === undefined ? undefined : findStaffSession(request.server.db, tokenHash(token))
}

/** Sets a new cookie. @returns the hash to store */
export const setStaffCookie = (request: FastifyRequest, reply: FastifyReply): Buffer => {
  const token = randomBytes(32).toString('base64url')
  reply.setCookie(cookieName, token, cookieOptions(request))
  return tokenHash(token)
}

export const clearStaffCookie = (request: FastifyRequest, reply: FastifyReply) =>
  reply.clearCookie(cookieName, cookieOptions(request))

/**
 * False when a browser says that another site caused the request. SameSite=Strict keeps the cookie back then already;
 * this also covers our own subdomains and the login form. Programs that are no browser send neither header and carry
 * nobody's cookie by accident.
 */
export const isSameOrigin = ({ headers, host, server }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (headers.origin === undefined) return true
  const own = server.config.publicUrl === undefined ? [] : [new URL(server.config.publicUrl).host]
  return URL.canParse(headers.origin) && [...own, host].includes(new URL(headers.origin).host)
}

const isReading = (request: FastifyRequest) => request.method === 'GET' || request.method === 'HEAD'

/**
 * An onRequest hook: staff only. Answers itself instead of throwing, because Bull Board's routes have an error handler
 * of their own. A person who follows a link is sent to the login page.
 */
export const requireStaff: onRequestAsyncHookHandler = async (request, reply) => {
  const member = await findStaff(request)
  if (!member) {
    if (isReading(request) && wantsPage(request, reply))
      return reply.redirect(`/admin/login?next=${encodeURIComponent(request.url)}`, 303)
    return answerError(new ApiError(httpErrors.notSignedIn), request, reply)
  }
  if (!isReading(request) && !isSameOrigin(request))
    return answerError(new ApiError(adminErrors.crossSite), request, reply)
  request.staff = member
  reply.header('cache-control', 'no-store')
}

export const staffCookies = plugin(async app => {
  app.decorateRequest('staff', null)
})
