import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { AddressGiven, PasswordChange, PasswordReset } from '@mudig/shared/accounts/schemas'
import { errors } from '../http/declared-errors.js'
import { Message } from '../http/message.js'
import { perMinute } from '../http/rate-limits.js'
import { changePassword, hasJustChangedPassword } from './password.js'
import { requestMail, resetForgottenPassword } from './recovery.js'

const tags = ['accounts']

export const passwordRoutes: FastifyPluginAsyncTypebox = async app => {
  app.put(
    '/user/changepassword',
    {
      onRequest: app.requireUser,
      config: { ...perMinute(60, { account: 20 }), admitsEnded: hasJustChangedPassword, admitsSuspended: true },
      schema: {
        tags,
        operationId: 'changePassword',
        summary: 'Change the password',
        description:
          'Ends every session, this one too, and mails a notice. The same change once more by the same session within 10 seconds, a form that was submitted twice, is answered alike and does nothing.',
        body: PasswordChange,
        response: {
          200: Message,
          ...errors(
            accountErrors.passwordWrong,
            accountErrors.passwordNotSet,
            accountErrors.passwordTooCommon,
            accountErrors.passwordTooOften,
          ),
        },
      },
    },
    async request => {
      await changePassword(request, request.body)
      return { message: '비밀번호가 변경되었습니다. 다시 로그인해 주세요.' }
    },
  )

  app.post(
    '/user/findemail',
    {
      config: perMinute(60),
      schema: {
        tags,
        operationId: 'requestEmailReminder',
        summary: 'Ask whether an address has an account',
        description: 'The answer is the same for every address. Whoever has an account gets a mail that says so.',
        body: AddressGiven,
        response: { 200: Message, ...errors(accountErrors.mailTooOften) },
      },
    },
    async request => {
      await requestMail(request, 'reminder', request.body.email)
      return { message: '가입된 이메일이라면 안내 메일을 보내 드립니다.' }
    },
  )

  app.post(
    '/user/find_pw',
    {
      config: perMinute(60),
      schema: {
        tags,
        operationId: 'requestPasswordReset',
        summary: 'Mail a link that resets the password',
        description:
          'The answer is the same for every address. An account gets a link to `<front end>/password/reset?token=…`; a withdrawn one that can still come back gets `<front end>/account/return?token=…` instead.',
        body: AddressGiven,
        response: { 200: Message, ...errors(accountErrors.mailTooOften) },
      },
    },
    async request => {
      await requestMail(request, 'recovery', request.body.email)
      return { message: '가입된 이메일이라면 비밀번호 재설정 링크를 보내 드립니다.' }
    },
  )

  app.put(
    '/user/pwchange',
    {
      config: perMinute(60),
      schema: {
        tags,
        operationId: 'resetPassword',
        summary: 'Set a new password by a mailed link',
        description:
          'The Bearer token is the one from the link, good once and for 15 minutes. A success ends every session and makes all other links worthless. A dead link is 400, because 401 would start a refresh.',
        security: [{ link: [] }],
        body: PasswordReset,
        response: { 200: Message, ...errors(accountErrors.linkInvalid, accountErrors.passwordTooCommon) },
      },
    },
    async request => {
      await resetForgottenPassword(request, request.body.new_password)
      return { message: '비밀번호가 변경되었습니다. 다시 로그인해 주세요.' }
    },
  )
}
