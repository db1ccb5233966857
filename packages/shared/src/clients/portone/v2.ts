import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
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

export interface PortoneV2Options {
  /** Such as `https://api.portone.io`. */
  readonly baseUrl: string
  readonly apiSecret: string
  readonly timeoutMs?: number
  readonly log?: CallLog
}

/** Schema and enumeration of the documentation differ in one name. */
const stateOf: Record<string, PaymentState> = {
  READY: 'ready',
  PENDING: 'ready',
  PAY_PENDING: 'ready',
  VIRTUAL_ACCOUNT_ISSUED: 'ready',
  FAILED: 'failed',
  PAID: 'paid',
  PARTIAL_CANCELLED: 'partial_cancelled',
  CANCELLED: 'cancelled',
}

const won = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Payment = Type.Object({
  id: textOf(64),
  status: Type.String(),
  transactionId: textOf(100),
  amount: Type.Object({ total: won, cancelled: Type.Optional(won) }),
  currency: textOf(10),
  storeId: Type.Optional(Type.String()),
  channel: Type.Optional(Type.Object({ type: Type.String() })),
  statusChangedAt: Type.Optional(Type.String()),
  cancellations: Type.Optional(Type.Array(Type.Object({ status: Type.String() }))),
})
/** What shows that an answer is about a payment at all, whether or not the rest can be read. */
const Named = Type.Object({ id: textOf(64), status: Type.String({ minLength: 1 }) })
const Page = Type.Object({ items: Type.Array(Type.Unknown(), { maxItems: 1_000 }) })
const Cancelled = Type.Object({ cancellation: Type.Object({ status: Type.String() }) })
const Failure = Type.Object({ type: Type.String() })

const pageSize = 100
const names = { merchant_uid: 'id', provider_id: 'transactionId' }

/** A client of PortOne V2 (https://developers.portone.io/api/rest-v2/payment). */
export const createPortoneV2 = ({ baseUrl, apiSecret, timeoutMs = readTimeoutMs, log }: PortoneV2Options): Portone => {
  const base = baseUrl.replace(/\/$/, '')

  const ask = async <T>(
    name: string,
    { requestId, signal }: PortoneCall,
    wanted: { method: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: unknown },
    read: (answer: VendorAnswer) => T,
  ): Promise<T> => {
    const startedAt = performance.now()
    let status: number | undefined
    let outcome = 'aborted'
    try {
      const answer = await callVendor({
        url: new URL(`${base}${wanted.path}`),
        method: wanted.method,
        headers: { authorization: `PortOne ${apiSecret}`, 'x-client-request-id': requestId, ...wanted.headers },
        ...(wanted.body !== undefined && { body: wanted.body }),
        timeoutMs,
        maxBytes: maxAnswerBytes,
        signal,
        codePrefix,
      })
      status = answer.status
      const result = read(answer)
      outcome = 'ok'
      return result
    } catch (error) {
      if (error instanceof JobError) outcome = error.code
      throw error
    } finally {
      logCall(log, { vendor: `portone.${name}`, requestId, startedAt, status, outcome })
    }
  }

  return {
    lookUp: ({ merchant_uid }, call) =>
      ask('look', call, { method: 'GET', path: `/payments/${encodeURIComponent(merchant_uid)}` }, answer => {
        if (answer.status === 404) return []
        return [factsOf(expect(Payment, answer))]
      }),

    attemptsAt: (merchantUid, call) =>
      ask('look', call, { method: 'GET', path: `/payments/${encodeURIComponent(merchantUid)}` }, answer => {
        if (answer.status === 404) return { facts: [], unread: [] }
        return readPage([expect(Named, answer)], Payment, factsOf, names)
      }),

    cancel: ({ payment, amount, cancellable, reason, key }, call) =>
      ask(
        'cancel',
        call,
        {
          method: 'POST',
          path: `/payments/${encodeURIComponent(payment.merchant_uid)}/cancel`,
          // A string of RFC 8941, hence the quotes.
          headers: { 'idempotency-key': `"${key}"` },
          body: { reason, amount, currentCancellableAmount: cancellable },
        },
        answer => {
          if (answer.status === 409 && typeOf(answer) !== 'IDEMPOTENCY_OUTSTANDING_REQUEST') return 'refused'
          const { status } = expect(Cancelled, answer).cancellation
          if (status === 'SUCCEEDED') return 'done'
          if (status === 'REQUESTED') return 'requested'
          return 'failed'
        },
      ),

    listBetween: async function* (from, until, call) {
      // Their list by cursor is of the moment of creation: what was cancelled on a later day is never in it.
      const filter = {
        timestampType: 'STATUS_CHANGED_AT',
        from: from.toISOString(),
        until: until.toISOString(),
        sortBy: 'STATUS_CHANGED_AT',
        sortOrder: 'ASC',
      }
      for (let number = 0; number < mostPages; number += 1) {
        const requestBody = JSON.stringify({ page: { number, size: pageSize }, filter })
        const path = `/payments?${new URLSearchParams({ requestBody })}`
        const { items } = await ask('list', call, { method: 'GET', path }, answer => expect(Page, answer))
        if (items.length > 0) yield readPage(items, Payment, factsOf, names)
        if (items.length < pageSize) return
      }
      throw tooManyPages()
    },
  }
}

const typeOf = ({ body }: VendorAnswer): string | undefined => (Value.Check(Failure, body) ? body.type : undefined)

/** @throws JobError where the answer is a failure, or not what the documentation says */
const expect = <S extends TSchema>(schema: S, answer: VendorAnswer): Static<S> => {
  const { status, headers, body } = answer
  if (status === 429)
    throw new RateLimitedError('portone_rate_limited', 'PortOne asks us to slow down', retryAt(headers, 5_000))
  if (status === 400) throw new PermanentError('portone_rejected', `PortOne rejected the call: ${typeOf(answer)}`)
  // Also of a wrong key: somebody sets it right, and the money is still to be moved.
  if (status < 200 || status > 299)
    throw new RetryableError('portone_failed', `PortOne failed with ${status} ${typeOf(answer) ?? ''}`.trim())
  if (!Value.Check(schema, body))
    throw new RetryableError('portone_malformed', 'the answer does not have the documented shape')
  return body
}

const factsOf = (payment: Static<typeof Payment>): PaymentFacts => {
  const state = stateOf[payment.status]
  const hasMoney = state === 'paid' || state === 'partial_cancelled' || state === 'cancelled'
  // Nothing is done about what cannot be read: a payment of an unknown kind is neither good nor sent back.
  if (state === undefined || (hasMoney && payment.channel === undefined))
    throw new RetryableError('portone_malformed', `a payment is ${payment.status}, and that cannot be read`)
  const { total, cancelled = 0 } = payment.amount
  const changedAt = payment.statusChangedAt === undefined ? Number.NaN : Date.parse(payment.statusChangedAt)
  return {
    provider_id: payment.transactionId,
    merchant_uid: payment.id,
    state,
    amount: total,
    cancelled: state === 'cancelled' ? total : Math.min(cancelled, total),
    currency: payment.currency,
    is_test: hasMoney && payment.channel?.type !== 'LIVE',
    store: payment.storeId ?? null,
    status_changed_at: Number.isNaN(changedAt) ? null : new Date(changedAt),
    is_cancelling: payment.cancellations?.some(({ status }) => status === 'REQUESTED') ?? false,
  }
}
