import { findOrphan } from '@mudig/db/shop/orphans'
import { applyFacts, sendOrphanBack } from '@mudig/db/shop/settle'
import { RetryableError } from '@mudig/shared/core/errors'
import { returnOrphan } from '@mudig/shared/shop/queues'
import { processorOf } from '../runtime/processor.js'

/** Sends back what was paid without an order, if PortOne still has it as paid. */
export const giveBack = processorOf(returnOrphan, {
  vendors: ['portone', 'acceptedPayments'],
  run: async ({ payment_id }, { vendors, signal, requestId, complete, findOrComplete }) => {
    const orphan = await findOrComplete((db, locked) => findOrphan(db, payment_id, locked))
    if (!orphan) return
    const { merchant_uid, provider_id: imp_uid } = orphan
    const attempts = await vendors.portone.lookUp({ merchant_uid, imp_uid }, { signal, requestId })
    const facts = attempts.find(({ provider_id }) => provider_id === imp_uid)
    if (!facts) throw new RetryableError('payment_unknown', 'PortOne no longer knows this payment')
    await complete(async trx => {
      await applyFacts(trx, facts, vendors.acceptedPayments)
      await sendOrphanBack(trx, orphan)
    })
  },
})
