import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, PermanentError, RetryableError } from '../../core/errors.js'
import type { Provider } from '../../core/providers.js'
import { type CallLog, logCall } from '../core/call-log.js'
import { callVendor } from '../core/vendor-request.js'

export interface ProviderEndpoints {
  readonly authorize: URL
  readonly token: URL
  readonly person: URL
}

const real: Record<Provider, { authorize: string; token: string; person: string }> = {
  // https://accounts.google.com/.well-known/openid-configuration
  google: {
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    person: 'https://openidconnect.googleapis.com/v1/userinfo',
  },
  // https://developers.kakao.com/docs/latest/en/kakaologin/rest-api
  kakao: {
    authorize: 'https://kauth.kakao.com/oauth/authorize',
    token: 'https://kauth.kakao.com/oauth/token',
    person: 'https://kapi.kakao.com/v2/user/me',
  },
  // https://developers.naver.com/docs/login/api/api.md
  naver: {
    authorize: 'https://nid.naver.com/oauth2.0/authorize',
    token: 'https://nid.naver.com/oauth2.0/token',
    person: 'https://openapi.naver.com/v1/nid/me',
  },
}

/** Where a provider is asked. @param baseUrl of one that stands in for all its hosts, with the same paths */
export const providerEndpoints = (provider: Provider, baseUrl: string | undefined): ProviderEndpoints => {
  const place = (url: string) =>
    new URL(baseUrl === undefined ? url : `${baseUrl.replace(/\/+$/, '')}${new URL(url).pathname}`)
  const { authorize, token, person } = real[provider]
  return { authorize: place(authorize), token: place(token), person: place(person) }
}

export interface ProviderPerson {
  /** The provider's own id of the person. */
  readonly subject: string
  /** As the provider tells it. */
  readonly email: string | null
  /** The provider says that it has verified the address. */
  readonly isEmailVerified: boolean
}

const Subject = Type.String({ minLength: 1, maxLength: 255 })
const Address = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Flag = Type.Optional(Type.Union([Type.Boolean(), Type.Null()]))

const GooglePerson = Type.Object({ sub: Subject, email: Address, email_verified: Flag })
const KakaoPerson = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  kakao_account: Type.Optional(Type.Object({ email: Address, is_email_valid: Flag, is_email_verified: Flag })),
})
const NaverPerson = Type.Object({
  resultcode: Type.Literal('00'),
  response: Type.Object({ id: Subject, email: Address }),
})

/** Undefined where the answer does not have the documented shape. */
const readPerson: Record<Provider, (body: unknown) => ProviderPerson | undefined> = {
  google: body =>
    Value.Check(GooglePerson, body)
      ? { subject: body.sub, email: body.email ?? null, isEmailVerified: body.email_verified === true }
      : undefined,
  kakao: body => {
    if (!Value.Check(KakaoPerson, body)) return undefined
    const { email, is_email_valid, is_email_verified } = body.kakao_account ?? {}
    return {
      subject: `${body.id}`,
      email: email ?? null,
      isEmailVerified: is_email_valid === true && is_email_verified === true,
    }
  },
  // Naver says nothing about whether a contact address was verified, so none counts as verified.
  naver: body =>
    Value.Check(NaverPerson, body)
      ? { subject: body.response.id, email: body.response.email ?? null, isEmailVerified: false }
      : undefined,
}

/**
 * Asks a provider who has granted an access token.
 * @throws PermanentError when it does not take the token
 * @throws RetryableError when it does not answer, or not as documented
 */
export const fetchPerson = async (
  provider: Provider,
  url: URL,
  accessToken: string,
  { timeoutMs, requestId, log }: { timeoutMs: number; requestId: string; log?: CallLog },
): Promise<ProviderPerson> => {
  const startedAt = performance.now()
  let status: number | undefined
  let outcome = 'aborted'
  try {
    const answer = await callVendor({
      url,
      method: 'GET',
      headers: { authorization: `Bearer ${accessToken}`, 'x-client-request-id': requestId },
      timeoutMs,
      maxBytes: 256 * 1024,
      signal: new AbortController().signal,
      codePrefix: 'provider',
    })
    status = answer.status
    if (status === 429 || status >= 500)
      throw new RetryableError('provider_unavailable', `${provider} failed with ${status}`)
    if (status !== 200)
      throw new PermanentError('provider_refused', `${provider} rejected the token it issued (${status})`)
    const person = readPerson[provider](answer.body)
    if (!person) throw new RetryableError('provider_malformed', `${provider} did not answer as documented`)
    outcome = 'ok'
    return person
  } catch (error) {
    if (error instanceof JobError) outcome = error.code
    throw error
  } finally {
    logCall(log, { vendor: `${provider}.person`, requestId, startedAt, status, outcome })
  }
}
