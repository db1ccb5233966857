import { setTimeout } from 'node:timers/promises'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { smallestUnitsOf } from '../../core/currency.js'
import { JobError, PermanentError, RateLimitedError, RetryableError } from '../../core/errors.js'
import { type CallLog, logCall } from '../core/call-log.js'
import { retryAt } from '../core/retry-after.js'
import { callVendor, type VendorAnswer } from '../core/vendor-request.js'
import {
  codePrefix,
  maxAnswerBytes,
  mostPages,
  type PaymentFacts,
  type PaymentState,
  type Portone,
  type PortoneCall,
  readPage,
  readTimeoutMs,
  textOf,
  tooManyPages,
} from './portone.js'

export interface PortoneV1Options {
  /** Such as `https://api.iamport.kr`. */
  readonly baseUrl: string
  readonly key: string
  readonly secret: string
  readonly timeoutMs?: number
  readonly log?: CallLog
}

const states = ['ready', 'paid', 'cancelled', 'failed'] as const
/** V1 counts dollars, with decimals. */
const money = Type.Number({ minimum: 0, maximum: 1e12 })
/** In seconds; 0 where it has not come. */
const moment = Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 1e11 }), Type.Null()]))
const Payment = Type.Object({
  imp_uid: textOf(100),
  merchant_uid: textOf(64),
  status: Type.Enum([...states]),
  amount: money,
  cancel_amount: money,
  currency: textOf(10),
  sandbox: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  paid_at: moment,
  cancelled_at: moment,
  cancel_history: Type.Optional(Type.Union([Type.Array(Type.Object({ cancelled_at: moment })), Type.Null()])),
})
/** Everything comes in one: a code that is not 0 is a failure, whatever the status says. */
const Envelope = Type.Object({ code: Type.Number(), response: Type.Optional(Type.Unknown()) })
const Token = Type.Object({ access_token: Type.String({ minLength: 1 }), expired_at: Type.Number() })
const Payments = Type.Object({ list: Type.Array(Type.Unknown(), { maxItems: 1_000 }) })
const Page = Type.Object({ next: Type.Number(), list: Type.Array(Type.Unknown(), { maxItems: 1_000 }) })

/** Renewed so long before its end, by their clock. */
const tokenMarginSeconds = 60
const pageSize = 100
/** Attempts at one order; V1 lists 20 unless told. */
const mostAttempts = 1_000
/** For one page whose turn has not come. */
const mostWaits = 3
const longestWaitMs = 60_000
/** V1 searches 90 days at most, and the oldest day that is compared is a week old. */
const searchedBackMs = 80 * 86_400_000
const names = { merchant_uid: 'merchant_uid', provider_id: 'imp_uid' }

/** A client of PortOne V1 (https://developers.portone.io/api/rest-v1/payment), which the payment pages of IMP need. */
export const createPortoneV1 = (options: PortoneV1Options): Portone => {
  const { key, secret, timeoutMs = readTimeoutMs, log } = options
  const base = options.baseUrl.replace(/\/$/, '')
  let token: { text: string; goodUntil: number } | undefined

  const ask = async (
    name: string,
    { requestId, signal }: PortoneCall,
    wanted: { method: 'GET' | 'POST'; path: string; bearer?: string; body?: unknown },
  ): Promise<VendorAnswer> => {
    const startedAt = performance.now()
    let status: number | undefined
    let outcome = 'aborted'
    try {
      const answer = await callVendor({
        url: new URL(`${base}${wanted.path}`),
        method: wanted.method,
        headers: {
          'x-client-request-id': requestId,
          ...(wanted.bearer !== undefined && { authorization: `Bearer ${wanted.bearer}` }),
        },
        ...(wanted.body !== undefined && { body: wanted.body }),
        timeoutMs,
        maxBytes: maxAnswerBytes,
        signal,
        codePrefix,
      })
      status = answer.status
      outcome = 'answered'
      return answer
    } catch (error) {
      if (error instanceof JobError) outcome = error.code
      throw error
    } finally {
      logCall(log, { vendor: `portone.v1.${name}`, requestId, startedAt, status, outcome })
    }
  }

  const tokenOf = async (call: PortoneCall): Promise<string> => {
    if (token && token.goodUntil > Date.now()) return token.text
    const body = { imp_key: key, imp_secret: secret }
    const answer = await ask('token', call, { method: 'POST', path: '/users/getToken', body })
    const { access_token, expired_at } = expect(Token, answer)
    token = { text: access_token, goodUntil: (expired_at - tokenMarginSeconds) * 1_000 }
    return access_token
  }

  const askSignedIn = async (
    name: string,
    call: PortoneCall,
    wanted: { method: 'GET' | 'POST'; path: string; body?: unknown },
  ): Promise<VendorAnswer> => {
    const answer = await ask(name, call, { ...wanted, bearer: await tokenOf(call) })
    if (answer.status !== 401) return answer
    token = undefined
    return ask(name, call, { ...wanted, bearer: await tokenOf(call) })
  }

  /** Waits out a short limit: the job would have to begin at the first page again, and meet it again. */
  const askForPage = async (path: string, call: PortoneCall): Promise<Static<typeof Page>> => {
    for (let waits = 0; ; waits += 1) {
      try {
        return expect(Page, await askSignedIn('list', call, { method: 'GET', path }))
      } catch (error) {
        if (!(error instanceof RateLimitedError) || waits === mostWaits) throw error
        const waitMs = error.until.getTime() - Date.now()
        if (waitMs > longestWaitMs) throw error
        await setTimeout(Math.max(0, waitMs), undefined, { signal: call.signal })
      }
    }
  }

  const pagesOf = async function* (status: 'all' | 'paid', from: Date, until: Date, call: PortoneCall) {
    const seconds = (at: Date) => Math.floor(at.getTime() / 1_000)
    for (let page = 1; page <= mostPages; page += 1) {
      const query = new URLSearchParams({
        from: `${seconds(from)}`,
        // Its own second is within.
        to: `${seconds(until) - 1}`,
        limit: `${pageSize}`,
        page: `${page}`,
        sorting: 'started',
        include_sandbox: 'true',
      })
      const { list, next } = await askForPage(`/payments/status/${status}?${query}`, call)
      if (list.length > 0) yield list
      if (next === 0 || list.length === 0) return
    }
    throw tooManyPages()
  }

  const attemptsAt: Portone['attemptsAt'] = async (merchantUid, call) => {
    const path = `/payments/findAll/${encodeURIComponent(merchantUid)}?include_sandbox=true&limit=${mostAttempts}`
    const answer = await askSignedIn('look', call, { method: 'GET', path })
    if (answer.status === 404) return { facts: [], unread: [] }
    return readPage(expect(Payments, answer).list, Payment, factsOf, names)
  }

  return {
    lookUp: async ({ merchant_uid, imp_uid }, call) => {
      if (imp_uid === undefined) {
        const { facts, unread } = await attemptsAt(merchant_uid, call)
        if (unread.length > 0) throw new RetryableError('portone_malformed', 'not every attempt can be read')
        return [...facts]
      }
      // Payments of test channels are hidden otherwise, and would look as if there were none.
      const path = `/payments/${encodeURIComponent(imp_uid)}?include_sandbox=true`
      const answer = await askSignedIn('look', call, { method: 'GET', path })
      return answer.status === 404 ? [] : [factsOf(expect(Payment, answer))]
    },

    attemptsAt,

    cancel: async ({ payment, amount, cancellable, reason }, call) => {
      const units = smallestUnitsOf(payment.currency)
      const body = { imp_uid: payment.provider_id, amount: amount / units, checksum: cancellable / units, reason }
      const answer = await askSignedIn('cancel', call, { method: 'POST', path: '/payments/cancel', body })
      // Why it did nothing is said in words alone.
      if (answer.status === 200 && Value.Check(Envelope, answer.body) && answer.body.code !== 0) return 'refused'
      expect(Payment, answer)
      return 'done'
    },

    // V1 lists what was paid by when it was paid, and what was cancelled as a whole by when that was: of what was
    // cancelled in part it says `paid`, so that is looked for among what was paid before.
    listBetween: async function* (from, until, call) {
      const isWithin = (at: number | null | undefined) =>
        at !== null && at !== undefined && at * 1_000 >= from.getTime() && at * 1_000 < until.getTime()
      // Of one that cannot be read nobody knows.
      const mayHaveCancelled = (item: unknown) =>
        !Value.Check(Payment, item) || (item.cancel_history ?? []).some(({ cancelled_at }) => isWithin(cancelled_at))
      for await (const list of pagesOf('all', from, until, call)) yield readPage(list, Payment, factsOf, names)
      for await (const list of pagesOf('paid', new Date(from.getTime() - searchedBackMs), from, call)) {
        const parts = list.filter(mayHaveCancelled)
        if (parts.length > 0) yield readPage(parts, Payment, factsOf, names)
      }
    },
  }
}

/** @throws JobError where the answer is a failure, or not what the documentation says */
const expect = <S extends TSchema>(schema: S, { status, headers, body }: VendorAnswer): Static<S> => {
  if (status === 429)
    throw new RateLimitedError('portone_rate_limited', 'PortOne asks us to slow down', retryAt(headers, 5_000))
  if (status === 400) throw new PermanentError('portone_rejected', 'PortOne rejected the call')
  if (status < 200 || status > 299) throw new RetryableError('portone_failed', `PortOne failed with ${status}`)
  if (!Value.Check(Envelope, body))
    throw new RetryableError('portone_malformed', 'the answer does not have the documented shape')
  if (body.code !== 0) throw new RetryableError('portone_failed', `PortOne failed with code ${body.code}`)
  if (!Value.Check(schema, body.response))
    throw new RetryableError('portone_malformed', 'the answer does not have the documented shape')
  return body.response
}

const factsOf = (payment: Static<typeof Payment>): PaymentFacts => {
  const { status, sandbox, cancel_history } = payment
  // The documentation has it on every payment. Without it nobody knows whether that is money: it is asked again.
  if (typeof sandbox !== 'boolean' && (status === 'paid' || status === 'cancelled'))
    throw new RetryableError('portone_malformed', `a payment is ${status}, and does not say whether it is a test`)
  const units = smallestUnitsOf(payment.currency)
  const [amount, part] = [payment.amount, payment.cancel_amount].map(money => Math.round(money * units)) as [
    number,
    number,
  ]
  const cancelled = status === 'cancelled' ? amount : Math.min(part, amount)
  const parts = (cancel_history ?? []).map(({ cancelled_at }) => cancelled_at ?? 0)
  const changedAt = Math.max(payment.paid_at ?? 0, payment.cancelled_at ?? 0, ...parts)
  return {
    provider_id: payment.imp_uid,
    merchant_uid: payment.merchant_uid,
    state: stateOf(status, amount, cancelled),
    amount,
    cancelled,
    currency: payment.currency,
    is_test: sandbox === true,
    store: null,
    status_changed_at: changedAt > 0 ? new Date(changedAt * 1_000) : null,
    is_cancelling: false,
  }
}

/** It stays `paid` there after a part was sent back. */
const stateOf = (status: (typeof states)[number], amount: number, cancelled: number): PaymentState => {
  if (status !== 'paid' || cancelled === 0) return status
  return cancelled < amount ? 'partial_cancelled' : 'cancelled'
}
