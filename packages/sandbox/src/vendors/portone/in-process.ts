import type { PaymentFacts, PaymentRef, Portone } from '@mudig/shared/clients/portone/portone'
import { RetryableError } from '@mudig/shared/core/errors'
import { type Attempt, factsOf as factsNow, type PaymentLedger } from './ledger.js'

/** What may go wrong with one call. `after`: it is done, and nobody hears of it. `stale`: others were faster. */
export type CallFault = 'down' | 'nonsense' | 'not_found' | 'stale' | 'after' | 'requested'

/**
 * PortOne's books as a client of it, without HTTP between them: for tests that make thousands of calls.
 * @param faultOf asked before each call
 */
export const inProcessPortone = (
  ledger: PaymentLedger,
  version: 'v1' | 'v2',
  faultOf: (call: 'look' | 'cancel' | 'list') => Promise<CallFault | undefined>,
): Portone => {
  const beginCall = async (call: 'look' | 'cancel' | 'list') => {
    const fault = await faultOf(call)
    if (fault === 'down') throw new RetryableError('portone_unavailable', 'down')
    if (fault === 'nonsense') throw new RetryableError('portone_malformed', 'nonsense')
    return fault
  }
  const first = new Map<string, PaymentFacts>()
  const factsOf = (attempt: Attempt): PaymentFacts => {
    const facts = factsNow(attempt)
    first.set(attempt.imp_uid, first.get(attempt.imp_uid) ?? facts)
    return facts
  }
  const lookUp = async ({ merchant_uid, imp_uid }: PaymentRef): Promise<PaymentFacts[]> => {
    const fault = await beginCall('look')
    if (fault === 'not_found') return []
    const stale = fault === 'stale' && imp_uid !== undefined ? first.get(imp_uid) : undefined
    if (stale) return [stale]
    if (version === 'v2') {
      const payment = ledger.paymentOf(merchant_uid)
      return payment ? [factsOf(payment)] : []
    }
    if (imp_uid === undefined) return ledger.ofOrder(merchant_uid).map(factsOf)
    const attempt = ledger.find(imp_uid)
    return attempt && ledger.isShown(attempt) ? [factsOf(attempt)] : []
  }
  return {
    lookUp,
    attemptsAt: async merchant_uid => ({ facts: await lookUp({ merchant_uid }), unread: [] }),
    cancel: async ({ payment, amount, cancellable, reason, key }) => {
      const fault = await beginCall('cancel')
      const attempt = version === 'v2' ? ledger.paymentOf(payment.merchant_uid) : ledger.find(payment.provider_id)
      if (!attempt || fault === 'not_found') throw new RetryableError('portone_failed', '404')
      const answer = ledger.cancel(
        attempt,
        { amount, cancellable, reason, ...(version === 'v2' && { key }) },
        { isRequested: version === 'v2' && fault === 'requested' },
      )
      if (fault === 'after') throw new RetryableError('portone_timeout', 'done, and not heard of')
      return answer.outcome
    },
    listBetween: async function* (from, until) {
      await beginCall('list')
      const listed = ledger.attempts.filter(({ changedAt }) => changedAt >= from && changedAt < until)
      if (listed.length > 0) yield { facts: listed.map(factsOf), unread: [] }
    },
  }
}
