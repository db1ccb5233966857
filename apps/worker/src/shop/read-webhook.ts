import { applyFacts } from '@mudig/db/shop/settle'
import { findNotice, forgetNotice, noteUnreadNotice } from '@mudig/db/shop/webhooks'
import { RetryableError } from '@mudig/shared/core/errors'
import { readWebhook } from '@mudig/shared/shop/queues'
import { addedOnce, processorOf } from '../runtime/processor.js'

/** Within some fifteen seconds PortOne knows what it tells of; what anybody may have sent is not worth more. */
const mostLooksAtUnsigned = 5

/** Looks up what a notice is about. What it says is not believed, signed or not: it may be hours old. */
export const read = processorOf(readWebhook, {
  vendors: ['portone', 'acceptedPayments'],
  run: async ({ inbox_id }, { vendors, job, signal, requestId, complete, findOrComplete }) => {
    const notice = await findOrComplete(db => findNotice(db, inbox_id))
    if (!notice) return
    const ref = { merchant_uid: notice.merchant_uid, imp_uid: notice.imp_uid ?? undefined }
    const attempts = await vendors.portone.lookUp(ref, { signal, requestId })
    const isLie = attempts.length === 0 && !notice.is_signed && job.attempt >= mostLooksAtUnsigned
    if (attempts.length === 0 && !isLie)
      throw new RetryableError('payment_unknown', 'PortOne knows no such payment, or not yet')
    await complete(async trx => {
      await addedOnce()
      if (isLie) await forgetNotice(trx, inbox_id)
      for (const facts of attempts) await applyFacts(trx, facts, vendors.acceptedPayments)
    })
  },
  failed: (trx, { inbox_id }, { code }) => noteUnreadNotice(trx, inbox_id, code),
})
