import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { revoke } from '@mudig/db/accounts/sessions'
import { accountErrors } from '@mudig/shared/accounts/errors'
import {
  Credentials,
  NameCheck,
  OtpRequest,
  OtpVerification,
  OtpVerified,
  RefreshRequest,
  SignedIn,
  Tokens,
} from '@mudig/shared/accounts/schemas'
import { errors } from '../http/declared-errors.js'
import { Message } from '../http/message.js'
import { perMinute } from '../http/rate-limits.js'
import { readForm } from '../http/uploads.js'
import { checkName } from './check-name.js'
import { JoinForm, join } from './join.js'
import { logIn } from './login.js'
import { requestOtp, verifyOtp } from './otp.js'
import { refresh } from './refresh.js'

const tags = ['accounts']

export const joinRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/user/login',
    {
      config: perMinute(120),
      schema: {
        tags,
        operationId: 'signIn',
        summary: 'Sign in',
        body: Credentials,
        response: { 200: SignedIn, ...errors(accountErrors.loginFailed, accountErrors.loginTooOften) },
      },
    },
    request => logIn(request, request.body),
  )

  app.post(
    '/user/otp',
    {
      config: perMinute(60),
      schema: {
        tags,
        operationId: 'requestOtp',
        summary: 'Mail a sign-up code',
        description:
          'The answer is the same for every address. Whoever has an account gets a mail that says so instead of a code.',
        body: OtpRequest,
        response: { 200: Message, ...errors(accountErrors.otpTooOften) },
      },
    },
    async request => {
      await requestOtp(request, request.body.email)
      return { message: '인증번호를 이메일로 발송했습니다.' }
    },
  )

  app.post(
    '/user/otp/verify',
    {
      config: perMinute(60),
      schema: {
        tags,
        operationId: 'verifyOtp',
        summary: 'Trade the mailed code for a sign-up token',
        description: 'Only the newest code of an address counts; it is good for 10 minutes and 5 tries.',
        body: OtpVerification,
        response: { 200: OtpVerified, ...errors(accountErrors.otpWrong, accountErrors.otpSpent) },
      },
    },
    async request => ({
      message: '이메일 인증이 완료되었습니다.',
      signup_token: await verifyOtp(request, request.body),
    }),
  )

  app.post(
    '/user/checkname',
    {
      config: perMinute(120),
      schema: {
        tags,
        operationId: 'checkName',
        summary: 'Ask whether a name is free',
        description: 'It is not reserved by this: joining decides.',
        body: NameCheck,
        response: { 200: Message, ...errors(accountErrors.nameTaken, accountErrors.nameNotAllowed) },
      },
    },
    async request => {
      await checkName(app.db, request.body.name)
      return { message: '사용 가능한 닉네임입니다.' }
    },
  )

  app.post(
    '/user/join',
    {
      config: perMinute(60),
      preValidation: readForm,
      schema: {
        tags,
        operationId: 'openAccount',
        summary: 'Open an account',
        description:
          'The sign-up token is used up by a success only: a name that is taken leaves it good for another try.',
        consumes: ['multipart/form-data'],
        body: JoinForm,
        response: {
          200: SignedIn,
          ...errors(
            accountErrors.signupTokenInvalid,
            accountErrors.nameTaken,
            accountErrors.nameNotAllowed,
            accountErrors.emailTaken,
            accountErrors.passwordTooCommon,
            accountErrors.pictureNotUsable,
          ),
        },
      },
    },
    request => join(request, request.body),
  )

  app.post(
    '/user/logout',
    {
      config: { admitsSuspended: true },
      onRequest: app.requireUser,
      schema: { tags, operationId: 'signOut', summary: 'End this session', response: { 200: Message } },
    },
    async request => {
      const { session_id } = request.user
      await revoke(app.db, session_id, 'logout')
      app.revocations.add(session_id)
      return { message: '로그아웃 되었습니다.' }
    },
  )

  app.post(
    '/user/api/token/refresh',
    {
      config: perMinute(300),
      schema: {
        tags,
        operationId: 'refreshTokens',
        summary: 'Trade a refresh token for a new pair',
        description:
          'The token is spent by this. Spending it again ends the session, except within 10 seconds, which gives the same successor.',
        body: RefreshRequest,
        response: { 200: Tokens, ...errors(accountErrors.refreshInvalid) },
      },
    },
    request => refresh(request, request.body.refresh),
  )
}
