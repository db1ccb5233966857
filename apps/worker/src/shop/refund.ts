import { findOpenRefund, markStuck, renewRefund } from '@mudig/db/shop/refunds'
import { applyFacts } from '@mudig/db/shop/settle'
import { RetryableError } from '@mudig/shared/core/errors'
import { refundPayment } from '@mudig/shared/shop/queues'
import { refundReasons } from '@mudig/shared/shop/states'
import { processorOf } from '../runtime/processor.js'

/**
 * Sends money back. The row says what for, with which key, and what had been sent back before; PortOne does nothing
 * where that last is no longer so, which holds for longer than it remembers keys. Looked up before, because an earlier
 * attempt may have done it, and after, because what PortOne answers to the call is not how the payment stands.
 */
export const refund = processorOf(refundPayment, {
  vendors: ['portone', 'acceptedPayments'],
  run: async ({ refund_id }, { db, vendors, signal, requestId, commit, complete, findOrComplete }) => {
    const { portone, acceptedPayments } = vendors
    const wanted = await findOrComplete((db, locked) => findOpenRefund(db, refund_id, locked))
    if (!wanted) return
    const { merchant_uid, provider_id, currency } = wanted
    const call = { signal, requestId }

    /** @returns whether the refund is still to be done */
    const look = async (): Promise<boolean> => {
      const attempts = await portone.lookUp({ merchant_uid, imp_uid: provider_id }, call)
      const facts = attempts.find(attempt => attempt.provider_id === provider_id)
      if (!facts) throw new RetryableError('payment_unknown', 'PortOne does not know the payment')
      await commit(trx => applyFacts(trx, facts, acceptedPayments))
      if ((await findOpenRefund(db, refund_id)) === undefined) return false
      if (facts.is_cancelling) throw new RetryableError('refund_pending', 'PortOne has not finished cancelling')
      return true
    }
    const end = () => complete(async trx => void (await findOpenRefund(trx, refund_id, true)))

    if (!(await look())) return end()
    const answer = await portone.cancel(
      {
        payment: { provider_id, merchant_uid, currency },
        amount: wanted.amount,
        cancellable: wanted.paid - wanted.cancelled_before,
        reason: refundReasons[wanted.why].ko,
        key: wanted.key,
      },
      call,
    )
    if (!(await look())) return end()
    if (answer === 'refused') throw new RetryableError('refund_refused', 'PortOne has not cancelled the payment')
    // Accepted, not under way any more, and not done: it has failed, and this key is answered the same for hours.
    await complete(trx => renewRefund(trx, refund_id))
  },
  failed: (trx, { refund_id }, { code }) => markStuck(trx, refund_id, code),
})
