import { expireIfUnpaid, findDueOrder } from '@mudig/db/shop/expire'
import { noteDifferences, unreadOf } from '@mudig/db/shop/reconcile'
import { applyFacts } from '@mudig/db/shop/settle'
import { expireOrder } from '@mudig/shared/shop/queues'
import { processorOf } from '../runtime/processor.js'

/**
 * Ends the wait for a payment, after PortOne was asked: the browser and the notice may both have been lost. An attempt
 * that cannot be read is named to staff and holds no stock; understood later, it pays the expired order all the same.
 */
export const expire = processorOf(expireOrder, {
  vendors: ['portone', 'acceptedPayments'],
  run: async ({ order_id }, { vendors, signal, requestId, complete, findOrComplete }) => {
    const order = await findOrComplete((db, locked) => findDueOrder(db, order_id, locked))
    if (!order) return
    const { facts, unread } = await vendors.portone.attemptsAt(order.merchant_uid, { signal, requestId })
    await complete(async trx => {
      for (const attempt of facts) await applyFacts(trx, attempt, vendors.acceptedPayments)
      await noteDifferences(trx, unread.map(unreadOf))
      await expireIfUnpaid(trx, order_id)
    })
  },
})
