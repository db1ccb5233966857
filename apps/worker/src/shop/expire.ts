import { expireIfUnpaid, findDueOrder } from '@mudig/db/shop/expire'
import { applyFacts } from '@mudig/db/shop/settle'
import { expireOrder } from '@mudig/shared/shop/queues'
import { processorOf } from '../runtime/processor.js'

/** Ends the wait for a payment, after PortOne was asked: the browser and the notice may both have been lost. */
export const expire = processorOf(expireOrder, {
  vendors: ['portone', 'acceptedPayments'],
  run: async ({ order_id }, { vendors, signal, requestId, complete, findOrComplete }) => {
    const order = await findOrComplete((db, locked) => findDueOrder(db, order_id, locked))
    if (!order) return
    const attempts = await vendors.portone.lookUp({ merchant_uid: order.merchant_uid }, { signal, requestId })
    await complete(async trx => {
      for (const facts of attempts) await applyFacts(trx, facts, vendors.acceptedPayments)
      await expireIfUnpaid(trx, order_id)
    })
  },
})
