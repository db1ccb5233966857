import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { beginCall, trickle } from '../call.js'
import type { SandboxState } from '../state.js'
import type { Attempt, PaymentLedger } from './ledger.js'

const stateOf = (attempt: Attempt): string => {
  if (attempt.status === 'paid' && attempt.cancelled > 0) return 'PARTIAL_CANCELLED'
  return attempt.status.toUpperCase()
}

const paymentOf = (attempt: Attempt, storeId: string) => ({
  status: stateOf(attempt),
  id: attempt.merchant_uid,
  transactionId: attempt.imp_uid,
  merchantId: 'merchant-sandbox',
  storeId,
  channel: {
    type: attempt.isTest ? 'TEST' : 'LIVE',
    id: 'channel-sandbox',
    key: 'channel-key-sandbox',
    name: 'sandbox',
    pgProvider: 'KAKAOPAY',
    pgMerchantId: attempt.isTest ? 'TC0ONETIME' : 'CLIVE00000',
  },
  version: 'V1',
  orderName: attempt.merchant_uid,
  currency: attempt.currency,
  amount: {
    total: attempt.amount,
    taxFree: 0,
    discount: 0,
    paid: attempt.amount,
    cancelled: attempt.cancelled,
    cancelledTaxFree: 0,
  },
  customer: {},
  requestedAt: attempt.createdAt.toISOString(),
  statusChangedAt: attempt.changedAt.toISOString(),
  ...(attempt.paidAt && { paidAt: attempt.paidAt.toISOString() }),
  cancellations: attempt.cancellations.map(cancellationOf),
})

const cancellationOf = ({ id, amount, status, reason, at }: Attempt['cancellations'][number]) => ({
  status,
  id,
  totalAmount: amount,
  taxFreeAmount: 0,
  vatAmount: 0,
  reason,
  requestedAt: at.toISOString(),
  ...(status === 'SUCCEEDED' && { cancelledAt: at.toISOString() }),
})

interface ListBody {
  page?: { number?: number; size?: number }
  filter?: { timestampType?: 'CREATED_AT' | 'STATUS_CHANGED_AT'; from?: string; until?: string }
}

/** An error of V2 has a type, and words that may change. */
const refuse = (reply: FastifyReply, status: number, type: string) => reply.code(status).send({ type, message: type })

/** PortOne V2 as `https://api.portone.io`. Any secret is known. */
export const registerPortoneV2 = (app: FastifyInstance, state: SandboxState, ledger: PaymentLedger): void => {
  const base = '/portone'

  const begin = async (request: FastifyRequest, reply: FastifyReply, query: string) => {
    const key = /^PortOne (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
    const call = await beginCall(state, 'portone', request, reply, { key, query })
    const fault = call.fault?.fault
    if (fault === '500') refuse(reply, 500, 'INTERNAL')
    else if (fault === '502') refuse(reply, 502, 'PG_PROVIDER')
    else if (fault === 'malformed') reply.type('text/html').send('<html>')
    else if (fault === 'slow_loris') await trickle(reply, call, { 'content-type': 'application/json' }, '{"status":')
    else if (fault === 'rate_limit') refuse(reply, 429, 'TOO_MANY_REQUESTS')
    else if (fault === 'not_found') refuse(reply, 404, 'PAYMENT_NOT_FOUND')
    else if (fault === 'outstanding') refuse(reply, 409, 'IDEMPOTENCY_OUTSTANDING_REQUEST')
    else if (key === null) refuse(reply, 401, 'UNAUTHORIZED')
    return { fault, isAnswered: reply.sent || fault === 'slow_loris' }
  }

  app.get<{ Params: { paymentId: string } }>(`${base}/payments/:paymentId`, async (request, reply) => {
    const { paymentId } = request.params
    const { isAnswered } = await begin(request, reply, `look ${paymentId}`)
    if (isAnswered) return reply
    const attempt = ledger.paymentOf(paymentId)
    return attempt ? paymentOf(attempt, ledger.storeId) : refuse(reply, 404, 'PAYMENT_NOT_FOUND')
  })

  app.get<{ Querystring: { requestBody?: string } }>(`${base}/payments`, async (request, reply) => {
    const { isAnswered } = await begin(request, reply, 'list')
    if (isAnswered) return reply
    const { page = {}, filter = {} } = JSON.parse(request.query.requestBody ?? '{}') as ListBody
    const { number = 0, size = 10 } = page
    const { timestampType, from = 0, until = '9999-01-01' } = filter
    const momentOf = (attempt: Attempt) => (timestampType === 'CREATED_AT' ? attempt.createdAt : attempt.changedAt)
    const listed = ledger.attempts
      .filter(attempt => momentOf(attempt) >= new Date(from) && momentOf(attempt) < new Date(until))
      .sort((a, b) => momentOf(a).getTime() - momentOf(b).getTime())
      .slice(number * size, (number + 1) * size)
    return {
      items: listed.map(attempt => paymentOf(attempt, ledger.storeId)),
      page: { number, size, totalCount: listed.length },
    }
  })

  app.post<{
    Params: { paymentId: string }
    Body: { reason?: string; amount?: number; currentCancellableAmount?: number } | undefined
  }>(`${base}/payments/:paymentId/cancel`, async (request, reply) => {
    const { paymentId } = request.params
    const { reason, amount, currentCancellableAmount } = request.body ?? {}
    const { fault, isAnswered } = await begin(request, reply, `cancel ${paymentId}`)
    if (isAnswered) return reply
    const header = request.headers['idempotency-key']
    const key = /^"([\x20-\x7e]{16,256})"$/.exec(typeof header === 'string' ? header : '')?.[1]
    if (!reason || (header !== undefined && key === undefined)) return refuse(reply, 400, 'INVALID_REQUEST')
    const attempt = ledger.paymentOf(paymentId)
    if (!attempt) return refuse(reply, 404, 'PAYMENT_NOT_FOUND')
    const wanted = { amount, cancellable: currentCancellableAmount, reason, key }
    const answer = ledger.cancel(attempt, wanted, { isRequested: fault === 'requested' })
    if (fault === 'cut_after') return reply.hijack().raw.destroy()
    return answer.outcome === 'refused'
      ? refuse(reply, 409, answer.type)
      : { cancellation: cancellationOf(answer.cancellation) }
  })
}
