import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { revoke } from '@mudig/db/accounts/sessions'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { Credentials } from '@mudig/shared/accounts/schemas'
import {
  Detail,
  GoogleCode,
  GoogleState,
  Registration,
  RegistrationConfirmation,
  TokenGiven,
  WebRefresh,
  WebSignedIn,
} from '@mudig/shared/accounts/social-schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { mayBeEmpty } from '../http/may-be-empty.js'
import { perMinute } from '../http/rate-limits.js'
import { clearTokenCookies, fromOwnPages } from '../http/social.js'
import { beginGoogleCode, signInWithGoogleCode } from './google-code.js'
import { logIn } from './login.js'
import { createGoogleCodes } from './providers.js'
import { samePassword } from './same-password.js'
import { confirmSignUp, signUp } from './sign-up.js'
import { refreshByWeb } from './web-refresh.js'
import { signInWeb } from './web-session.js'

const tags = ['accounts']
/** What a client keeps of it, and the cookies that its browser does. */
const cookiesToo = 'Also sets the cookies `access` and `refresh_token`.'

/** Signing up, in and out as the web client of posts and chat does. */
export const webRoutes: FastifyPluginAsyncTypebox = async app => {
  const google = await createGoogleCodes(app as unknown as FastifyInstance)
  const open = { onRequest: fromOwnPages }

  app.post(
    '/accounts/login',
    {
      ...open,
      config: { ...perMinute(120), social: true, nonFieldErrors: true },
      schema: {
        tags,
        operationId: 'signInToWeb',
        summary: 'Sign in, on the pages of posts and chat',
        description: `${cookiesToo} A wrong password is 400, because 401 would start a refresh.`,
        body: Credentials,
        response: { 200: WebSignedIn, ...errors(accountErrors.credentialsWrong, accountErrors.loginTooOften) },
      },
    },
    async (request, reply) => {
      const { user, token } = await logIn(request, request.body).catch(error => {
        if (error instanceof ApiError && error.declaration === accountErrors.loginFailed)
          throw new ApiError(accountErrors.credentialsWrong, { cause: error })
        throw error
      })
      return signInWeb(request, reply, user.id, token)
    },
  )

  app.post(
    '/accounts/registration',
    {
      ...open,
      config: { ...perMinute(60), social: true, nonFieldErrors: true },
      schema: {
        tags,
        operationId: 'registerOnWeb',
        summary: 'Sign up, on the pages of posts and chat',
        description:
          'With a `signup_token` the account is opened at once. Without one the answer is the same for every address, and a mail follows: its link leads to `<front end>/account/confirm?token=…`, which posts the token to /accounts/registration/verify-email; or it says that there is an account already.',
        body: Registration,
        response: {
          201: Type.Union([WebSignedIn, Detail]),
          ...errors(
            accountErrors.signupTokenInvalid,
            accountErrors.nameTaken,
            accountErrors.nameNotAllowed,
            accountErrors.emailTaken,
            accountErrors.passwordTooCommon,
            accountErrors.mailTooOften,
          ),
        },
      },
    },
    async (request, reply) => {
      const { username: name, email, password1, password2, signup_token } = request.body
      const password = samePassword(password1, password2, 'password2')
      const led = await signUp(request, { email, password, name, ...(signup_token !== undefined && { signup_token }) })
      reply.code(201)
      if (!('user' in led)) return { detail: '이메일을 보냈습니다. 메일의 링크를 눌러 가입을 완료해 주세요.' }
      return signInWeb(request, reply, led.user.id, { access: led.token, refresh: led.refresh })
    },
  )

  app.post(
    '/accounts/registration/verify-email',
    {
      ...open,
      config: { ...perMinute(60), social: true },
      schema: {
        tags,
        operationId: 'confirmRegistration',
        summary: 'Open the account that a mailed link is for, on the pages of posts and chat',
        description:
          'The password is that of the sign-up, so that nobody opens an account for whom somebody else chose it.',
        body: RegistrationConfirmation,
        response: {
          200: WebSignedIn,
          ...errors(
            accountErrors.linkInvalid,
            accountErrors.passwordWrong,
            accountErrors.nameTaken,
            accountErrors.nameNotAllowed,
            accountErrors.emailTaken,
          ),
        },
      },
    },
    async (request, reply) => {
      const { key, password, username } = request.body
      const wanted = { password, ...(username !== undefined && { name: username }) }
      const { user, token, refresh } = await confirmSignUp(request, wanted, key)
      return signInWeb(request, reply, user.id, { access: token, refresh })
    },
  )

  app.get(
    '/accounts/google/login',
    {
      config: { ...perMinute(60), social: true },
      schema: {
        tags,
        operationId: 'beginGoogleSignIn',
        summary: 'Begin to sign in with Google in a popup',
        description: 'The popup is opened with this `state`, which comes back with the code.',
        response: { 200: GoogleState, ...errors(accountErrors.providerNotOffered) },
      },
    },
    (request, reply) => beginGoogleCode(request, reply),
  )

  app.post(
    '/accounts/google/login',
    {
      ...open,
      config: { ...perMinute(60), social: true },
      schema: {
        tags,
        operationId: 'signInWithGoogleCode',
        summary: 'Sign up or in with a code of Google',
        description: `${cookiesToo} Somebody new gets an account with a drawn name. People are known by the id that Google gives them, never by an address: an address that has an account already is refused.`,
        body: GoogleCode,
        response: {
          200: WebSignedIn,
          ...errors(
            accountErrors.providerNotOffered,
            accountErrors.providerRefused,
            accountErrors.providerUnavailable,
            accountErrors.stateInvalid,
            accountErrors.accountWithdrawn,
            accountErrors.emailNotConfirmed,
            accountErrors.emailTaken,
          ),
        },
      },
    },
    async (request, reply) => {
      const { user, token } = await signInWithGoogleCode(request, reply, google, request.body)
      return signInWeb(request, reply, user.id, token)
    },
  )

  app.post(
    '/accounts/token/refresh',
    {
      ...open,
      config: { ...perMinute(300), social: true },
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'refreshOnWeb',
        summary: 'Trade a refresh token for a new pair, by its cookie alone',
        description: `${cookiesToo} The token is spent by this. Spending it again ends the session, except within 10 seconds, which gives the same successor: so tabs may ask at the same moment.`,
        body: WebRefresh,
        response: { 200: WebSignedIn, ...errors(accountErrors.refreshInvalid) },
      },
    },
    (request, reply) => refreshByWeb(request, reply, request.body.refresh),
  )

  app.post(
    '/accounts/token/verify',
    {
      config: { ...perMinute(300), social: true },
      schema: {
        tags,
        operationId: 'verifyToken',
        summary: 'Ask whether an access token is good',
        body: TokenGiven,
        response: { 200: Type.Object({}), ...errors(httpErrors.tokenInvalid) },
      },
    },
    async request => {
      await app.readAccess(request.body.token)
      return {}
    },
  )

  app.post(
    '/accounts/logout',
    {
      onRequest: app.requireUser,
      config: { ...perMinute(120), social: true, admitsSuspended: true },
      schema: {
        tags,
        operationId: 'signOutOfWeb',
        summary: 'End this session, and take its cookies back',
        response: { 200: Detail },
      },
    },
    async (request, reply) => {
      const { session_id } = request.user
      await revoke(app.db, session_id, 'logout')
      app.revocations.add(session_id)
      clearTokenCookies(request, reply)
      return { detail: '로그아웃 되었습니다.' }
    },
  )
}
