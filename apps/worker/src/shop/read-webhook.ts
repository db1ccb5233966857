import { applyFacts } from '@mudig/db/shop/settle'
import { findNotice } from '@mudig/db/shop/webhooks'
import { RetryableError } from '@mudig/shared/core/errors'
import { readWebhook } from '@mudig/shared/shop/queues'
import { addedOnce, processorOf } from '../runtime/processor.js'

/** Looks up what a notice is about. What it says is not believed, signed or not: it may be hours old. */
export const read = processorOf(readWebhook, {
  vendors: ['portone', 'acceptedPayments'],
  run: async ({ inbox_id }, { vendors, signal, requestId, complete, findOrComplete }) => {
    const notice = await findOrComplete(db => findNotice(db, inbox_id))
    if (!notice) return
    const ref = { merchant_uid: notice.merchant_uid, imp_uid: notice.imp_uid ?? undefined }
    const attempts = await vendors.portone.lookUp(ref, { signal, requestId })
    if (attempts.length === 0) throw new RetryableError('payment_unknown', 'PortOne knows no such payment, or not yet')
    await complete(async trx => {
      await addedOnce()
      for (const facts of attempts) await applyFacts(trx, facts, vendors.acceptedPayments)
    })
  },
})
