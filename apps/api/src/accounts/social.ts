import { consumeSignupToken, findOwnProfile, isSignupToken } from '@mudig/db/accounts/accounts'
import {
  consumeIdentityToken,
  deleteIdentity,
  findByIdentity,
  findIdentityToken,
  holdIdentity,
  insertIdentity,
  insertIdentityToken,
  insertState,
  listIdentities,
  lockWaysIn,
  spendState,
  stateTtlSeconds,
} from '@mudig/db/accounts/identities'
import { notify } from '@mudig/db/accounts/mails'
import { isFresh } from '@mudig/db/accounts/sessions'
import type { Trx } from '@mudig/db/core/client'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { cleanName } from '@mudig/shared/accounts/names'
import { Email, emailKey, SocialJoinFields } from '@mudig/shared/accounts/schemas'
import type { ProviderPerson } from '@mudig/shared/clients/oauth/oauth'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import type { Provider } from '@mudig/shared/core/providers'
import { tokenHash } from '@mudig/shared/core/token-hash'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Upload, UploadField } from '../http/uploads.js'
import { openAccount } from './open-account.js'
import type { ProviderClient } from './providers.js'
import { requestMail } from './recovery.js'
import { issueTokens, randomToken, startSession } from './tokens.js'

export type Providers = Partial<Record<Provider, ProviderClient>>

/** Binds a journey to a browser, where one sends cookies at all. */
const cookieName = 'mudig_login'
/** Where journeys begin and end whose pages are a front end's own. */
const ofPages = '/user'
const cookieOptions = (request: FastifyRequest, path: string) => ({
  path,
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: request.server.config.https,
})

const clientOf = (providers: Providers, provider: Provider): ProviderClient => {
  const client = providers[provider]
  if (!client) throw new ApiError(accountErrors.providerNotOffered)
  return client
}

/**
 * Begins a journey. @param userId of somebody who links the provider @param path below which it ends
 * @returns the address of the provider's page
 */
export const beginJourney = async (
  request: FastifyRequest,
  reply: FastifyReply,
  providers: Providers,
  provider: Provider,
  userId: number | null,
  path = ofPages,
): Promise<{ url: string }> => {
  const { url, state, verifier } = await clientOf(providers, provider).begin(request)
  await insertState(request.server.db, { hash: tokenHash(state), provider, verifier, user_id: userId })
  reply.setCookie(cookieName, state, { ...cookieOptions(request, path), maxAge: stateTtlSeconds })
  reply.header('cache-control', 'no-store')
  return { url }
}

/**
 * Ends a journey. The state is spent whatever the provider says then, unless it belongs to another provider, person or
 * browser.
 */
const endJourney = async (
  request: FastifyRequest,
  reply: FastifyReply,
  providers: Providers,
  provider: Provider,
  { code, state }: { code: string; state: string },
  userId: number | null,
  path = ofPages,
): Promise<ProviderPerson> => {
  const client = clientOf(providers, provider)
  const bound = request.cookies[cookieName]
  // A page of a front end compares the state itself; who is sent here by a link alone has begun nothing.
  if (bound !== state && (bound !== undefined || path !== ofPages)) throw new ApiError(accountErrors.stateInvalid)
  const spent = await spendState(request.server.db, { hash: tokenHash(state), provider, user_id: userId })
  if (!spent) throw new ApiError(accountErrors.stateInvalid)
  if (bound !== undefined) reply.clearCookie(cookieName, cookieOptions(request, path))
  return client.end(request, { code, state, verifier: spent.verifier })
}

/** Signs in whoever the provider's subject belongs to, or gives the right to sign up. An address never decides. */
export const signInWithProvider = async (
  request: FastifyRequest,
  reply: FastifyReply,
  providers: Providers,
  provider: Provider,
  returned: { code: string; state: string },
  path = ofPages,
) => {
  const person = await endJourney(request, reply, providers, provider, returned, null, path)
  return signInPerson(request, provider, person)
}

/** The same for somebody whom a provider has just confirmed, however it did that. */
export const signInPerson = async (
  request: FastifyRequest,
  provider: Provider,
  { subject, email, isEmailVerified }: ProviderPerson,
) => {
  const { db, ledger } = request.server
  const identity = { provider, subject }
  const known = await findByIdentity(db, identity)
  if (!known) {
    const usable = email !== null && isEmailVerified && Value.Check(Email, email) ? emailKey(email) : null
    const signup_token = randomToken()
    await insertIdentityToken(db, { ...identity, hash: tokenHash(signup_token), email: usable })
    return { message: '프로필 생성 진행', email: usable, signup_token }
  }
  if (!known.is_active) return refuseWithdrawn(request, known.email)
  const opened = await ledger.transaction(async trx => {
    if (!(await holdIdentity(trx, known.id, identity))) return undefined
    return { session: await startSession(trx, request, known.id), profile: await findOwnProfile(trx, known.id) }
  })
  // Withdrawn or unlinked a moment ago.
  if (!opened?.profile) throw new ApiError(accountErrors.providerRefused)
  return { message: '로그인 성공', user: opened.profile, token: issueTokens(request.server, opened.session) }
}

/** Only who the provider has confirmed gets here, so that the answer may say it. */
const refuseWithdrawn = async (request: FastifyRequest, email: string): Promise<never> => {
  try {
    await requestMail(request, 'recovery', email)
  } catch (error) {
    // Enough such mails are on their way.
    if (!(error instanceof ApiError)) throw error
  }
  throw new ApiError(accountErrors.accountWithdrawn)
}

export const SocialJoinForm = Type.Object(
  {
    ...SocialJoinFields.properties,
    image: Type.Optional(UploadField('JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.')),
  },
  { title: 'SocialJoinForm' },
)

/**
 * Opens an account for an identity. Its address is the one that the provider has verified, or another one that was
 * confirmed by a mailed code; both tokens are used up by a success only.
 */
export const socialJoin = async (request: FastifyRequest, form: Static<typeof SocialJoinForm> & { image?: Upload }) => {
  const { db } = request.server
  const name = cleanName(form.name)
  if (name === undefined) throw new ApiError(accountErrors.nameNotAllowed)
  const hash = tokenHash(form.signup_token)
  const bound = await findIdentityToken(db, hash)
  if (!bound) throw new ApiError(accountErrors.socialTokenInvalid)
  const { provider, subject, email: verified } = bound
  const email = form.email === undefined ? verified : emailKey(form.email)
  if (email === null) throw new ApiError(accountErrors.emailNotConfirmed)
  const emailToken = email === verified || form.email_token === undefined ? undefined : tokenHash(form.email_token)
  if (email !== verified) {
    if (!emailToken) throw new ApiError(accountErrors.emailNotConfirmed)
    if (!(await isSignupToken(db, emailToken, email))) throw new ApiError(accountErrors.signupTokenInvalid)
  }
  return openAccount(
    request,
    { ...form, email, name, password_hash: null },
    {
      consume: async trx => {
        await consumeIdentityToken(trx, hash)
        if (emailToken) await consumeSignupToken(trx, emailToken, email)
      },
      settle: (trx, user_id) => insertIdentity(trx, { provider, subject, user_id, email }),
    },
  )
}

/**
 * Somebody may link a provider shortly after a sign-in only, so that a stolen token does not become a way in for good.
 */
const freshSeconds = 10 * 60

/** Begins to link a provider. @throws ApiError signInAgain */
export const beginLinking = async (
  request: FastifyRequest,
  reply: FastifyReply,
  providers: Providers,
  provider: Provider,
) => {
  const { id, session_id } = request.user
  if (!(await isFresh(request.server.db, session_id, freshSeconds))) throw new ApiError(accountErrors.signInAgain)
  return beginJourney(request, reply, providers, provider, id)
}

/**
 * Links the identity that the provider confirms to the account that began the journey; one that it has already stays as
 * it is.
 */
export const linkProvider = async (
  request: FastifyRequest,
  reply: FastifyReply,
  providers: Providers,
  provider: Provider,
  returned: { code: string; state: string },
): Promise<void> => {
  const { id } = request.user
  const { subject, email } = await endJourney(request, reply, providers, provider, returned, id)
  await request.server.ledger.transaction(async trx => {
    if (!(await lockWaysIn(trx, id))) throw new ApiError(httpErrors.tokenInvalid)
    const own = await listIdentities(trx, id)
    if (own.some(identity => identity.provider === provider && identity.subject === subject)) return
    await insertIdentity(trx, { provider, subject, user_id: id, email: email?.slice(0, 320) ?? null })
    await tell(trx, request, 'provider_linked', provider)
  })
}

/** @throws ApiError identityNotFound, lastWayIn */
export const unlinkProvider = async (request: FastifyRequest, provider: Provider): Promise<void> => {
  const { id } = request.user
  await request.server.ledger.transaction(async trx => {
    const account = await lockWaysIn(trx, id)
    if (!account) throw new ApiError(httpErrors.tokenInvalid)
    if (!(await deleteIdentity(trx, id, provider))) throw new ApiError(accountErrors.identityNotFound)
    if (account.password_hash === null && (await listIdentities(trx, id)).length === 0)
      throw new ApiError(accountErrors.lastWayIn)
    await tell(trx, request, 'provider_unlinked', provider)
  })
}

/** Whoever did not do it themselves learns of it. */
const tell = (
  trx: Trx,
  { id, user, headers }: FastifyRequest,
  kind: 'provider_linked' | 'provider_unlinked',
  provider: Provider,
) =>
  notify(trx, {
    user_id: user.id,
    kind,
    provider,
    language: preferredLanguage(headers['accept-language']),
    request_id: id,
  })
