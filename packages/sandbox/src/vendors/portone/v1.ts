import { smallestUnitsOf } from '@mudig/shared/core/currency'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { beginCall, trickle } from '../call.js'
import type { SandboxState } from '../state.js'
import type { Attempt, PaymentLedger } from './ledger.js'

/** Everything comes in one envelope: 200 with a code that is not 0 is a failure. */
const wrap = (response: unknown) => ({ code: 0, message: null, response })
const refusal = (message: string) => ({ code: 1, message, response: null })

const seconds = (at: Date | undefined) => (at ? Math.floor(at.getTime() / 1_000) : 0)

const paymentOf = (attempt: Attempt) => ({
  imp_uid: attempt.imp_uid,
  merchant_uid: attempt.merchant_uid,
  amount: attempt.amount / smallestUnitsOf(attempt.currency),
  cancel_amount: attempt.cancelled / smallestUnitsOf(attempt.currency),
  currency: attempt.currency,
  status: attempt.status,
  sandbox: attempt.isTest,
  pg_provider: 'kakaopay',
  started_at: seconds(attempt.createdAt),
  paid_at: seconds(attempt.paidAt),
  cancelled_at: attempt.status === 'cancelled' ? seconds(attempt.changedAt) : 0,
  failed_at: attempt.status === 'failed' ? seconds(attempt.changedAt) : 0,
  fail_reason: attempt.status === 'failed' ? '카드사 거절' : null,
  cancel_history: attempt.cancellations.map(({ amount, at, reason }) => ({
    amount: amount / smallestUnitsOf(attempt.currency),
    cancelled_at: seconds(at),
    reason,
  })),
})

/** When a payment came into its status, by which V1 lists it: of one cancelled in part that is when it was paid. */
const listedAt = (attempt: Attempt): number => {
  if (attempt.status === 'paid') return seconds(attempt.paidAt)
  return seconds(attempt.status === 'ready' ? attempt.createdAt : attempt.changedAt)
}

const tokenSeconds = 1_800

/** PortOne V1 as `https://api.iamport.kr`. Any key with any secret is known. */
export const registerPortoneV1 = (app: FastifyInstance, state: SandboxState, ledger: PaymentLedger): void => {
  const base = '/portone-v1'
  let issued = 0

  const begin = async (request: FastifyRequest, reply: FastifyReply, query: string) => {
    const key = /^(?:Bearer )?(\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
    const call = await beginCall(state, 'portone', request, reply, { key, query })
    const fault = call.fault?.fault
    if (fault === '500' || fault === '502') reply.code(Number(fault)).send(refusal('서버 오류'))
    else if (fault === 'malformed') reply.type('text/html').send('<html>')
    else if (fault === 'slow_loris') await trickle(reply, call, { 'content-type': 'application/json' }, '{"code":')
    else if (fault === 'rate_limit') reply.code(429).send(refusal('너무 많은 요청'))
    else if (fault === 'not_found') reply.code(404).send(refusal('존재하지 않는 결제정보입니다.'))
    else if (key === null) reply.code(401).send(refusal('Unauthorized'))
    return { fault, isAnswered: reply.sent || fault === 'slow_loris' }
  }

  app.post<{ Body: { imp_key?: string; imp_secret?: string } | undefined }>(
    `${base}/users/getToken`,
    async ({ body }, reply) => {
      if (!body?.imp_key || !body.imp_secret)
        return reply.code(401).send(refusal('등록되지 않은 key 또는 secret입니다.'))
      const now = Math.floor(Date.now() / 1_000)
      issued += 1
      return wrap({ access_token: `v1-token-${issued}`, now, expired_at: now + tokenSeconds })
    },
  )

  app.get<{ Params: { imp_uid: string }; Querystring: { include_sandbox?: string } }>(
    `${base}/payments/:imp_uid`,
    async (request, reply) => {
      const { imp_uid } = request.params
      const { isAnswered } = await begin(request, reply, `look ${imp_uid}`)
      if (isAnswered) return reply
      const attempt = ledger.find(imp_uid)
      const isHidden = attempt?.isTest && request.query.include_sandbox !== 'true'
      if (!attempt || !ledger.isShown(attempt) || isHidden)
        return reply.code(404).send(refusal('존재하지 않는 결제정보입니다.'))
      return wrap(paymentOf(attempt))
    },
  )

  app.get<{ Params: { merchant_uid: string }; Querystring: { include_sandbox?: string } }>(
    `${base}/payments/findAll/:merchant_uid`,
    async (request, reply) => {
      const { merchant_uid } = request.params
      const { isAnswered } = await begin(request, reply, `look ${merchant_uid}`)
      if (isAnswered) return reply
      const list = ledger
        .ofOrder(merchant_uid)
        .filter(({ isTest }) => !isTest || request.query.include_sandbox === 'true')
        .map(paymentOf)
      if (list.length === 0) return reply.code(404).send(refusal('존재하지 않는 결제정보입니다.'))
      return wrap({ total: list.length, previous: 0, next: 0, list })
    },
  )

  app.get<{ Params: { status: string }; Querystring: { from?: string; to?: string; limit?: string; page?: string } }>(
    `${base}/payments/status/:status`,
    async (request, reply) => {
      const { status } = request.params
      const { from = '0', to = '9999999999', limit = '20', page = '1' } = request.query
      const { isAnswered } = await begin(request, reply, 'list')
      if (isAnswered) return reply
      const all = ledger.attempts.filter(attempt => {
        const at = listedAt(attempt)
        return (status === 'all' || status === attempt.status) && at >= Number(from) && at <= Number(to)
      })
      const first = (Number(page) - 1) * Number(limit)
      const list = all.slice(first, first + Number(limit)).map(paymentOf)
      const next = first + list.length < all.length ? Number(page) + 1 : 0
      return wrap({ total: all.length, previous: Number(page) - 1, next, list })
    },
  )

  app.post<{
    Body: { imp_uid?: string; merchant_uid?: string; amount?: number; checksum?: number; reason?: string } | undefined
  }>(`${base}/payments/cancel`, async (request, reply) => {
    const { imp_uid, merchant_uid = '', amount, checksum, reason = '' } = request.body ?? {}
    const { fault, isAnswered } = await begin(request, reply, `cancel ${imp_uid ?? merchant_uid}`)
    if (isAnswered) return reply
    const attempt = imp_uid ? ledger.find(imp_uid) : ledger.paymentOf(merchant_uid)
    if (!attempt) return refusal('취소할 결제건이 존재하지 않습니다.')
    const unitsOf = (money: number) => Math.round(money * smallestUnitsOf(attempt.currency))
    const answer = ledger.cancel(attempt, {
      amount: amount ? unitsOf(amount) : undefined,
      cancellable: checksum === undefined ? undefined : unitsOf(checksum),
      reason,
    })
    if (fault === 'cut_after') return reply.hijack().raw.destroy()
    if (answer.outcome === 'refused') return refusal(answer.type)
    return wrap(paymentOf(attempt))
  })
}
