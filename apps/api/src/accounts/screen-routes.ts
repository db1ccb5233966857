import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findOwnScreenProfile } from '@mudig/db/accounts/screen-people'
import { revoke } from '@mudig/db/accounts/sessions'
import { updateProfile } from '@mudig/db/profiles/profiles'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { nameKey } from '@mudig/shared/accounts/names'
import { Credentials, RefreshRequest, Tokens, Withdrawal } from '@mudig/shared/accounts/schemas'
import {
  ScreenEdit,
  ScreenEdited,
  ScreenPasswordChange,
  ScreenRegistered,
  ScreenRegistration,
  ScreenSignedIn,
} from '@mudig/shared/accounts/screen-schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Type } from 'typebox'
import { viewerId } from '../http/auth.js'
import { errors } from '../http/declared-errors.js'
import { mayBeEmpty } from '../http/may-be-empty.js'
import { Message } from '../http/message.js'
import { perMinute } from '../http/rate-limits.js'
import { inactive, signUpByMail } from './activation.js'
import { logIn } from './login.js'
import { changePassword } from './password.js'
import { samePassword } from './same-password.js'
import { aboutOf, nicknameOf, shownAbout } from './screen-about.js'
import { refreshOnScreen, signInScreen } from './screen-session.js'
import { withdrawAccount } from './withdrawal.js'

const tags = ['accounts']
const nameFields = {
  [accountErrors.nameTaken.code]: 'nickname',
  [accountErrors.nameNotAllowed.code]: 'nickname',
  [accountErrors.nameNotReachable.code]: 'nickname',
}

/** Signing up, in and out as the pages of movies, reviews and the shop do. */
export const screenRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/api/v1/accounts',
    {
      onRequest: app.optionalUser,
      config: {
        ...perMinute(60),
        admitsSuspended: true,
        screen: {
          ignoresBadToken: true,
          fields: { confirm_password: 'password_confirm' },
          fieldOf: { ...nameFields, [accountErrors.passwordTooCommon.code]: 'password' },
        },
      },
      schema: {
        tags,
        operationId: 'signUpOnScreen',
        summary: 'Sign up, on the pages of movies',
        description:
          'The answer is the same for every address. A mail follows: its link opens the account and is good for a day, or it says that there is an account already.',
        body: ScreenRegistration,
        response: {
          200: ScreenRegistered,
          ...errors(
            accountErrors.signedInAlready,
            accountErrors.nameTaken,
            accountErrors.nameNotAllowed,
            accountErrors.nameNotReachable,
            accountErrors.passwordTooCommon,
            accountErrors.mailTooOften,
          ),
        },
      },
    },
    request => {
      if (viewerId(request) !== undefined) throw new ApiError(accountErrors.signedInAlready)
      return signUpByMail(request, request.body)
    },
  )

  app.post(
    '/api/v1/accounts/signin',
    {
      config: { ...perMinute(120), screen: { ignoresBadToken: true } },
      schema: {
        tags,
        operationId: 'signInOnScreen',
        summary: 'Sign in, on the pages of movies',
        description:
          'A wrong password is 400, because 401 would start a refresh. With the right one for an account that is not active the link is mailed again.',
        body: Credentials,
        response: {
          200: ScreenSignedIn,
          ...errors(
            accountErrors.credentialsWrong,
            accountErrors.notActivated,
            accountErrors.loginTooOften,
            httpErrors.banned,
          ),
        },
      },
    },
    async request => {
      const { user, token } = await logIn(request, request.body, inactive).catch(error => {
        if (error instanceof ApiError && error.declaration === accountErrors.loginFailed)
          throw new ApiError(accountErrors.credentialsWrong, { cause: error })
        throw error
      })
      return signInScreen(request, user.id, token)
    },
  )

  for (const [url, operationId, summary] of [
    ['/api/v1/accounts/token/refresh', 'refreshOnScreen', 'Trade a refresh token for a new pair, as pages do'],
    ['/api/v1/token/refresh', 'refreshOnMovies', 'The same, where the pages of movies and products ask'],
  ] as const)
    app.post(
      url,
      {
        config: { ...perMinute(300), screen: { ignoresBadToken: true } },
        schema: {
          tags,
          operationId,
          summary,
          description:
            'A dead token is 400 and never 401, which would start another refresh. The code of a sign-in through a provider is good here once, too.',
          body: RefreshRequest,
          response: { 200: Tokens, ...errors(accountErrors.refreshEnded) },
        },
      },
      async request => (await refreshOnScreen(request, request.body.refresh)).tokens,
    )

  app.post(
    '/api/v1/accounts/signout',
    {
      onRequest: app.requireUser,
      config: { ...perMinute(120), screen: {}, admitsSuspended: true },
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'signOutOnScreen',
        summary: 'End this session',
        description: 'Whatever refresh token is sent: it may be an older one of it.',
        body: Type.Object({}),
        response: { 200: Message },
      },
    },
    async ({ user }) => {
      await revoke(app.db, user.session_id, 'logout')
      app.revocations.add(user.session_id)
      return { message: '로그아웃 되었습니다.' }
    },
  )

  app.put(
    '/api/v1/accounts/password',
    {
      onRequest: app.requireUser,
      config: {
        ...perMinute(60, { account: 20 }),
        admitsSuspended: true,
        screen: {
          fieldOf: {
            [accountErrors.passwordWrong.code]: 'old_password',
            [accountErrors.passwordTooCommon.code]: 'new_password',
          },
        },
      },
      schema: {
        tags,
        operationId: 'changePasswordOnScreen',
        summary: 'Change the password, on the pages of movies',
        description: 'Ends every other session, and mails a notice.',
        body: ScreenPasswordChange,
        response: {
          200: Type.Object({ password: Type.String(), message: Type.String() }),
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
      const { old_password, new_password: given, confirm_password } = request.body
      const new_password = samePassword(given, confirm_password, 'confirm_password')
      await changePassword(request, { old_password, new_password }, { keepsSession: true })
      const password = '비밀번호가 변경되었습니다.'
      return { password, message: password }
    },
  )

  app.put(
    '/api/v1/accounts',
    {
      onRequest: app.requireUser,
      config: { ...perMinute(60, { account: 60 }), screen: { fieldOf: nameFields } },
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'editMyselfOnScreen',
        summary: 'Change what stands on my profile, on the pages of movies',
        description: 'What is left out stays as it is.',
        body: ScreenEdit,
        response: {
          200: ScreenEdited,
          ...errors(accountErrors.nameTaken, accountErrors.nameNotAllowed, accountErrors.nameNotReachable),
        },
      },
    },
    async ({ user, body }) => {
      const before = await requireProfile(user.id)
      // The form sends the name with whatever else it changes.
      const name =
        body.nickname === undefined || body.nickname === before.nickname ? undefined : nicknameOf(body.nickname)
      const change = { ...aboutOf(body), ...(name !== undefined && { name, name_key: nameKey(name) }) }
      await app.ledger.transaction(trx => updateProfile(trx, user.id, change))
      return shownAbout(await requireProfile(user.id))
    },
  )

  app.delete(
    '/api/v1/accounts',
    {
      onRequest: app.requireUser,
      config: {
        ...perMinute(60, { account: 20 }),
        admitsSuspended: true,
        screen: {
          fieldOf: {
            [accountErrors.passwordWrong.code]: 'password',
            [accountErrors.signInAgain.code]: 'password',
            [accountErrors.passwordTooOften.code]: 'password',
          },
        },
      },
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'closeAccountOnScreen',
        summary: 'Leave, on the pages of movies',
        description: 'As DELETE /user/withdrawal; a sign-in within the period is mailed the link back.',
        body: Withdrawal,
        response: {
          200: Message,
          ...errors(accountErrors.passwordWrong, accountErrors.signInAgain, accountErrors.passwordTooOften),
        },
      },
    },
    async request => {
      await withdrawAccount(request, request.body.password)
      return { message: '계정이 비활성화되었습니다.' }
    },
  )

  const requireProfile = async (id: number) => {
    const profile = await findOwnScreenProfile(app.db, id)
    if (!profile) throw new ApiError(httpErrors.tokenInvalid)
    return profile
  }
}
