import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { AddressGiven } from '@mudig/shared/accounts/schemas'
import { Detail, WebPasswordChange, WebPasswordReset } from '@mudig/shared/accounts/social-schemas'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { clearTokenCookies, fromOwnPages } from '../http/social.js'
import { changePassword, hasJustChangedPassword } from './password.js'
import { requestMail, resetForgottenPassword } from './recovery.js'
import { samePassword } from './same-password.js'

const tags = ['accounts']

/** Passwords as the web client of posts and chat changes them. */
export const webPasswordRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/accounts/password/change',
    {
      onRequest: app.requireUser,
      config: {
        ...perMinute(60, { account: 20 }),
        admitsEnded: hasJustChangedPassword,
        admitsSuspended: true,
        social: true,
      },
      schema: {
        tags,
        operationId: 'changePasswordOnWeb',
        summary: 'Change the password, on the pages of posts and chat',
        description: 'Ends every session, this one too, and mails a notice.',
        body: WebPasswordChange,
        response: {
          200: Detail,
          ...errors(
            accountErrors.passwordWrong,
            accountErrors.passwordNotSet,
            accountErrors.passwordTooCommon,
            accountErrors.passwordTooOften,
          ),
        },
      },
    },
    async (request, reply) => {
      const { old_password, new_password1, new_password2 } = request.body
      const new_password = samePassword(new_password1, new_password2, 'new_password2')
      await changePassword(request, { old_password, new_password })
      clearTokenCookies(request, reply)
      return { detail: '비밀번호가 변경되었습니다. 다시 로그인해 주세요.' }
    },
  )

  app.post(
    '/accounts/password/reset',
    {
      onRequest: fromOwnPages,
      config: { ...perMinute(60), social: true },
      schema: {
        tags,
        operationId: 'requestPasswordResetOnWeb',
        summary: 'Mail a link that resets the password, on the pages of posts and chat',
        description: 'The answer is the same for every address.',
        body: AddressGiven,
        response: { 200: Detail, ...errors(accountErrors.mailTooOften) },
      },
    },
    async request => {
      await requestMail(request, 'recovery', request.body.email)
      return { detail: '가입된 이메일이라면 비밀번호 재설정 링크를 보내 드립니다.' }
    },
  )

  app.post(
    '/accounts/password/reset/confirm',
    {
      onRequest: fromOwnPages,
      config: { ...perMinute(60), social: true },
      schema: {
        tags,
        operationId: 'confirmPasswordReset',
        summary: 'Set a new password by a mailed link, on the pages of posts and chat',
        description: 'A success ends every session and makes all other links worthless.',
        body: WebPasswordReset,
        response: { 200: Detail, ...errors(accountErrors.linkInvalid, accountErrors.passwordTooCommon) },
      },
    },
    async request => {
      const { uid, token, new_password1, new_password2 } = request.body
      const password = samePassword(new_password1, new_password2, 'new_password2')
      const whole = uid === undefined || token.startsWith(`${uid}.`) ? token : `${uid}.${token}`
      await resetForgottenPassword(request, password, whole)
      return { detail: '비밀번호가 변경되었습니다. 다시 로그인해 주세요.' }
    },
  )
}
