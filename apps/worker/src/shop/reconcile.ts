import {
  endReconciliation,
  findDifferences,
  findMissingThere,
  noteDifferences,
  spanOfDay,
} from '@mudig/db/shop/reconcile'
import { applyFacts } from '@mudig/db/shop/settle'
import { reconcilePayments } from '@mudig/shared/shop/queues'
import { processorOf } from '../runtime/processor.js'

/** Compares a day of PortOne's with ours, names every difference to staff, and applies what PortOne says. */
export const reconcile = processorOf(reconcilePayments, {
  vendors: ['portone', 'acceptedPayments'],
  run: async ({ day }, { db, vendors, signal, requestId, commit, complete }) => {
    const { from, until } = spanOfDay(day)
    const named = new Set<string>()
    let differences = 0
    for await (const page of vendors.portone.listBetween(from, until, { signal, requestId })) {
      const found = await findDifferences(db, page)
      differences += found.length
      await commit(trx => noteDifferences(trx, found))
      for (const facts of page) {
        named.add(facts.provider_id)
        if (facts.state === 'ready' || facts.state === 'failed') continue
        await commit(trx => applyFacts(trx, facts, vendors.acceptedPayments))
      }
    }
    const missing = await findMissingThere(db, { from, until }, named)
    await complete(async trx => {
      await noteDifferences(trx, missing)
      await endReconciliation(trx, day, { payments: named.size, differences: differences + missing.length })
    })
  },
})
