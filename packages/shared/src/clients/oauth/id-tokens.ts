import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, PermanentError, RetryableError } from '../../core/errors.js'
import { type CallLog, logCall } from '../core/call-log.js'
import { callVendor } from '../core/vendor-request.js'
import type { ProviderPerson } from './oauth.js'

/*
 * Tokens that Google gives to a page or an app about whoever signs in there.
 * https://developers.google.com/identity/gsi/web/guides/verify-google-id-token
 */

const keysUrl = 'https://www.googleapis.com/oauth2/v3/certs'
const issuers = new Set(['https://accounts.google.com', 'accounts.google.com'])

/** Clocks may differ by so much. */
const leewaySeconds = 30
const timeoutMs = 4_000
/** Google's answer says some hours; what it says counts within these. */
const keptMs = { least: 60_000, most: 24 * 3_600_000 }
/** Anybody can send a token of a key that nobody knows: so often is asked whether it is a new one. */
const askedAgainMs = 60_000

const Head = Type.Object({ alg: Type.Literal('RS256'), kid: Type.String({ minLength: 1, maxLength: 200 }) })
const Claims = Type.Object({
  iss: Type.String(),
  aud: Type.String(),
  sub: Type.String({ minLength: 1, maxLength: 255 }),
  exp: Type.Number(),
  nbf: Type.Optional(Type.Number()),
  email: Type.Optional(Type.String({ maxLength: 320 })),
  email_verified: Type.Optional(Type.Union([Type.Boolean(), Type.String()])),
})
const Keys = Type.Object({
  keys: Type.Array(
    Type.Object({
      kid: Type.String(),
      kty: Type.String(),
      n: Type.Optional(Type.String()),
      e: Type.Optional(Type.String()),
    }),
    { maxItems: 50 },
  ),
})

const form = /^([A-Za-z0-9_-]{1,1000})\.([A-Za-z0-9_-]{1,4000})\.([A-Za-z0-9_-]{1,1000})$/

const refuse = (why: string) => new PermanentError('provider_refused', `the token ${why}`)

export interface IdTokens {
  /**
   * Who a token is about.
   * @throws PermanentError where it is not Google's, not for this application, or over
   * @throws RetryableError where Google's keys cannot be read
   */
  verify(token: string, call: { requestId: string; log?: CallLog }): Promise<ProviderPerson>
}

/** @param baseUrl of a server that stands in for Google's hosts, with the same paths */
export const createIdTokens = ({ clientId, baseUrl }: { clientId: string; baseUrl: string | undefined }): IdTokens => {
  const url = new URL(baseUrl === undefined ? keysUrl : `${baseUrl.replace(/\/+$/, '')}${new URL(keysUrl).pathname}`)
  let known = new Map<string, KeyObject>()
  let [askedAt, staleAt] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let asking: Promise<void> | undefined

  const ask = async (call: { requestId: string; log?: CallLog }): Promise<void> => {
    const { keys, keepMs } = await fetchKeys(url, call)
    known = keys
    askedAt = performance.now()
    staleAt = askedAt + keepMs
  }

  const keyOf = async (kid: string, call: { requestId: string; log?: CallLog }): Promise<KeyObject> => {
    const now = performance.now()
    const isDue = now >= staleAt || (!known.has(kid) && now >= askedAt + askedAgainMs)
    if (isDue) {
      asking ??= ask(call).finally(() => {
        asking = undefined
      })
      await asking
    }
    const key = known.get(kid)
    if (!key) throw refuse('is signed by a key that Google does not have')
    return key
  }

  return {
    verify: async (token, call) => {
      const [, head = '', body = '', signature = ''] = form.exec(token) ?? []
      const header = readPart(head)
      if (!Value.Check(Head, header) || 'crit' in header) throw refuse('is no RS256 token')
      const key = await keyOf(header.kid, call)
      const isSigned = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))
      if (!isSigned) throw refuse('has a wrong signature')
      const claims = readPart(body)
      if (!Value.Check(Claims, claims)) throw refuse('lacks a claim')
      const { iss, aud, sub, exp, nbf, email, email_verified } = claims
      const now = Date.now() / 1_000
      if (!issuers.has(iss)) throw refuse('is of another issuer')
      if (aud !== clientId) throw refuse('is for another application')
      if (now >= exp + leewaySeconds) throw refuse('is over')
      if (nbf !== undefined && now < nbf - leewaySeconds) throw refuse('is not good yet')
      return {
        subject: sub,
        email: email ?? null,
        isEmailVerified: email_verified === true || email_verified === 'true',
      }
    },
  }
}

const readPart = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const fetchKeys = async (url: URL, { requestId, log }: { requestId: string; log?: CallLog }) => {
  const startedAt = performance.now()
  let status: number | undefined
  let outcome = 'aborted'
  try {
    const answer = await callVendor({
      url,
      method: 'GET',
      headers: { 'x-client-request-id': requestId },
      timeoutMs,
      maxBytes: 256 * 1024,
      signal: new AbortController().signal,
      codePrefix: 'provider',
    })
    status = answer.status
    if (status !== 200) throw new RetryableError('provider_unavailable', `google gave no keys (${status})`)
    if (!Value.Check(Keys, answer.body))
      throw new RetryableError('provider_malformed', 'google did not answer as documented')
    outcome = 'ok'
    const saidMs = Number(/max-age=(\d{1,9})/.exec(answer.headers.get('cache-control') ?? '')?.[1] ?? 0) * 1_000
    return {
      keys: new Map(answer.body.keys.flatMap(key => keyEntry(key))),
      keepMs: Math.min(keptMs.most, Math.max(keptMs.least, saidMs)),
    }
  } catch (error) {
    if (error instanceof JobError) outcome = error.code
    throw error
  } finally {
    logCall(log, { vendor: 'google.keys', requestId, startedAt, status, outcome })
  }
}

/** None for a key of another kind, which signs nothing here. */
const keyEntry = ({ kid, ...jwk }: { kid: string } & JsonWebKey): [string, KeyObject][] => {
  if (jwk.kty !== 'RSA') return []
  try {
    return [[kid, createPublicKey({ key: jwk, format: 'jwk' })]]
  } catch {
    return []
  }
}
