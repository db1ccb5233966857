import { answerClaim, endClaim, findClaim } from '@mudig/db/shop/claims'
import { applyFacts } from '@mudig/db/shop/settle'
import { RetryableError } from '@mudig/shared/core/errors'
import { verifyPayment } from '@mudig/shared/shop/queues'
import { processorOf } from '../runtime/processor.js'

const unknown = 'payment_unknown'
const pending = 'payment_pending'

/**
 * Asks PortOne about a payment that somebody claims to have made. That it is not known there yet is no answer, nor that
 * it is under way: a payment is known some seconds late, and paid some seconds after its window said so.
 */
export const verify = processorOf(verifyPayment, {
  vendors: ['portone', 'acceptedPayments'],
  run: async ({ claim_id }, { vendors, signal, requestId, commit, complete, findOrComplete }) => {
    const claim = await findOrComplete(async (db, locked) => {
      const found = await findClaim(db, claim_id, { locked })
      return found?.state === 'open' ? found : undefined
    })
    if (!claim) return
    const attempts = await vendors.portone.lookUp(claim, { signal, requestId })
    const facts = attempts.find(({ provider_id }) => provider_id === claim.imp_uid)
    if (!facts) throw new RetryableError(unknown, 'PortOne knows no such payment, or not yet')
    if (facts.state === 'ready' && facts.merchant_uid === claim.merchant_uid) {
      await commit(trx => applyFacts(trx, facts, vendors.acceptedPayments))
      throw new RetryableError(pending, 'the payment is neither paid nor failed yet')
    }
    await complete(async trx => {
      const held = await findClaim(trx, claim_id, { locked: true })
      if (held?.state === 'open') await answerClaim(trx, held, facts, vendors.acceptedPayments)
    })
  },
  failed: (trx, { claim_id }, { code }) =>
    endClaim(trx, claim_id, code === pending ? 'not_paid' : 'not_found', {
      isAnswered: code === pending || code === unknown,
    }),
})
