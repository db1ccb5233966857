import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { closeStaffSession, findStaffForLogin, openStaffSession } from '@mudig/db/accounts/staff'
import { countAttempt, forgetAttempts, hasAttempts } from '@mudig/db/core/attempts'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { verifyPassword } from '@mudig/shared/accounts/passwords'
import { emailKey } from '@mudig/shared/accounts/schemas'
import { adminErrors } from '@mudig/shared/admin/errors'
import { ApiError, type ApiErrorDeclaration } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { tokenHash } from '@mudig/shared/core/token-hash'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { clientNetwork } from '../http/client-network.js'
import { perMinute } from '../http/rate-limits.js'
import { forms } from './forms.js'
import { loginPage, signedInPage } from './login-page.js'
import { clearStaffCookie, findStaff, isSameOrigin, requireStaff, setStaffCookie, staffToken } from './session.js'

const windowSeconds = 15 * 60
const triesPerAccount = 10
const triesPerAddress = 50
/** For one who guesses from many networks. */
const perAccountInAll = { tries: 100, windowSeconds: 86_400 }
/** A network that somebody signed in from is not kept out by what others guess. */
const knownForSeconds = 30 * 86_400

const home = '/admin/jobs'
const Next = Type.String({ maxLength: 500, default: home })
const LoginForm = Type.Object({
  email: Type.String({ maxLength: 254, default: '' }),
  password: Type.String({ maxLength: 128, default: '' }),
  next: Next,
})

/** A page of ours, in characters that a header may hold; never another server, as `//elsewhere` would be. */
const safeNext = (next: string): string => (/^\/admin(?:[/?][\w./?=&%:,~+-]*)?$/.test(next) ? next : home)

const sendPage = (reply: FastifyReply, html: string) =>
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html)

const sendForm = (
  request: FastifyRequest,
  reply: FastifyReply,
  form: { next: string; email: string; problem?: ApiErrorDeclaration },
) => {
  const language = preferredLanguage(request.headers['accept-language'])
  const { problem, ...rest } = form
  return sendPage(reply, loginPage(language, { ...rest, ...(problem && { problem: problem[language] }) }))
}

export const staffLogin: FastifyPluginAsyncTypebox = async app => {
  await app.register(forms, { bodyLimit: 4_096 })

  app.get('/admin', { schema: { hide: true } }, async (_request, reply) => reply.redirect(home, 303))

  app.get(
    '/admin/login',
    { schema: { hide: true, querystring: Type.Object({ next: Next }) } },
    async (request, reply) => {
      const member = await findStaff(request)
      if (member) return sendPage(reply, signedInPage(preferredLanguage(request.headers['accept-language']), member))
      return sendForm(request, reply, { next: safeNext(request.query.next), email: '' })
    },
  )

  app.post(
    '/admin/login',
    { config: perMinute(30), schema: { hide: true, body: LoginForm } },
    async (request, reply) => {
      if (!isSameOrigin(request)) throw new ApiError(adminErrors.crossSite)
      const next = safeNext(request.body.next)
      const email = emailKey(request.body.email)
      const network = clientNetwork(request.ip)
      const subject = `${email}|${network}`
      const isKnown = await hasAttempts(app.db, 'staff.known', subject)
      const [byAccount, byAddress, inAll] = await Promise.all([
        countAttempt(app.db, 'staff.login', subject, windowSeconds),
        countAttempt(app.db, 'staff.address', network, windowSeconds),
        isKnown ? undefined : countAttempt(app.db, 'staff.account', email, perAccountInAll.windowSeconds),
      ])
      const waits = [
        byAccount.tries > triesPerAccount && byAccount.secondsLeft,
        byAddress.tries > triesPerAddress && byAddress.secondsLeft,
        inAll !== undefined && inAll.tries > perAccountInAll.tries && inAll.secondsLeft,
      ].filter(seconds => seconds !== false)
      if (waits.length > 0) {
        reply.code(429).header('retry-after', Math.max(...waits))
        return sendForm(request, reply, { next, email, problem: accountErrors.loginTooOften })
      }
      const member = await findStaffForLogin(app.db, email)
      if (!(await verifyPassword(member?.password_hash ?? null, request.body.password)) || !member) {
        return sendForm(request, reply.code(401), { next, email, problem: accountErrors.loginFailed })
      }
      const earlier = staffToken(request)
      if (earlier !== undefined) await closeStaffSession(app.db, tokenHash(earlier))
      await openStaffSession(app.db, member.id, setStaffCookie(request, reply))
      await forgetAttempts(app.db, 'staff.login', subject)
      await countAttempt(app.db, 'staff.known', subject, knownForSeconds)
      request.log.info({ staff_id: member.id }, 'staff signed in')
      return reply.redirect(next, 303)
    },
  )

  app.post('/admin/logout', { onRequest: requireStaff, schema: { hide: true } }, async (request, reply) => {
    const token = staffToken(request)
    if (token !== undefined) await closeStaffSession(app.db, tokenHash(token))
    clearStaffCookie(request, reply)
    return reply.redirect('/admin/login', 303)
  })
}
