import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  ClientSignedIn,
  GoogleIdToken,
  GoogleIdTokenHeader,
  SignedUp,
  SignUpConfirmation,
  SignUpMailed,
  SignUpRequest,
} from '@mudig/shared/accounts/client-schemas'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { Credentials, SocialNewcomer } from '@mudig/shared/accounts/schemas'
import { accountUuid } from '@mudig/shared/accounts/uuids'
import { createIdTokens } from '@mudig/shared/clients/oauth/id-tokens'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { mayBeEmpty } from '../http/may-be-empty.js'
import { perMinute } from '../http/rate-limits.js'
import { signInWithIdToken } from './google-id-token.js'
import { logIn } from './login.js'
import { confirmSignUp, signUp } from './sign-up.js'

const tags = ['accounts']
const seed = {
  codes: {
    [accountErrors.passwordTooCommon.code]: 'INVALID_PASSWORD',
    // For an address without an account, too: nobody learns which addresses have one.
    [accountErrors.loginFailed.code]: 'CHECK_PASSWORD',
  },
  fields: { email: 'INVALID_EMAIL', password: 'INVALID_PASSWORD' },
}

const signedIn = ({ user, token }: Pick<Awaited<ReturnType<typeof logIn>>, 'user' | 'token'>) => ({
  user: { token: token.access, uuid: accountUuid(user.id), refresh: token.refresh },
})

/** Signing up and in as the first web page and phone app do. */
export const clientRoutes: FastifyPluginAsyncTypebox = async app => {
  for (const [url, operationId, summary] of [
    ['/user/sign-up', 'signUp', 'Sign up'],
    ['/user/sign-up/app', 'signUpInApp', 'Sign up, from the phone app'],
  ] as const)
    app.post(
      url,
      {
        config: { ...perMinute(60), seed },
        schema: {
          tags,
          operationId,
          summary,
          description:
            'With a `signup_token` the account is opened at once. Without one the answer is the same for every address, and a mail follows: its link opens the account, or says that there is one already. `age` and `gender` are optional, and only in the copy of one’s own data.',
          body: SignUpRequest,
          response: {
            200: Type.Union([SignedUp, SignUpMailed]),
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
      request => signUp(request, request.body),
    )

  app.post(
    '/user/sign-up/confirm',
    {
      config: { ...perMinute(60), seed },
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'confirmSignUp',
        summary: 'Open the account that a mailed link is for',
        description:
          'The Bearer token is the one from the mailed link, good once and for 15 minutes; the password is that of the sign-up, so that nobody opens an account for whom somebody else chose it. A wrong password or a name that is taken leaves the link good for another try.',
        security: [{ link: [] }],
        body: SignUpConfirmation,
        response: {
          200: SignedUp,
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
    request => confirmSignUp(request, request.body),
  )

  app.post(
    '/user/sign-in',
    {
      config: { ...perMinute(120), seed },
      schema: {
        tags,
        operationId: 'signInAsClient',
        summary: 'Sign in, as the first clients do',
        body: Credentials,
        response: { 200: ClientSignedIn, ...errors(accountErrors.loginFailed, accountErrors.loginTooOften) },
      },
    },
    async request => signedIn(await logIn(request, request.body)),
  )

  const google = app.config.providers.google
  const idTokens = google && createIdTokens({ clientId: google.id, baseUrl: google.baseUrl })
  app.post(
    '/user/sign-up/google',
    {
      config: { ...perMinute(60), seed },
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'signInWithGoogle',
        summary: 'Sign up or in with a token of Google',
        description:
          'The token stands in the body or in a header of the same name. It has to be for this application. Somebody known is signed in; somebody new gets a token for /user/socialjoin. People are known by the id that Google gives them, never by an address.',
        headers: GoogleIdTokenHeader,
        body: GoogleIdToken,
        response: {
          200: Type.Union([ClientSignedIn, SocialNewcomer]),
          ...errors(
            accountErrors.providerNotOffered,
            accountErrors.providerRefused,
            accountErrors.providerUnavailable,
            accountErrors.accountWithdrawn,
          ),
        },
      },
    },
    async request => {
      const token = request.body.id_token ?? request.headers.id_token
      const answer = await signInWithIdToken(request, idTokens, token)
      return answer.user === undefined ? answer : signedIn(answer)
    },
  )
}
