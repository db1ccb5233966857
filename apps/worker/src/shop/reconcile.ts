import {
  endReconciliation,
  findDifferences,
  findMissingThere,
  noteDifferences,
  spanOfDay,
  unreadDay,
  unreadOf,
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
      const unread = [...page.unread]
      const found = await findDifferences(db, page.facts)
      await commit(trx => noteDifferences(trx, found))
      for (const { provider_id } of unread) named.add(provider_id)
      for (const facts of page.facts) {
        named.add(facts.provider_id)
        if (facts.state === 'ready' || facts.state === 'failed') continue
        try {
          await commit(trx => applyFacts(trx, facts, vendors.acceptedPayments))
        } catch (error) {
          if (!isRefusedByTables(error)) throw error
          unread.push({ ...facts, why: `${error.code}: ${error.message}` })
        }
      }
      await commit(trx => noteDifferences(trx, unread.map(unreadOf)))
      differences += found.length + unread.length
    }
    const missing = await findMissingThere(db, { from, until }, named)
    await complete(async trx => {
      await noteDifferences(trx, missing)
      await endReconciliation(trx, day, { payments: named.size, differences: differences + missing.length })
    })
  },
  failed: (trx, { day }, { code }) => noteDifferences(trx, [unreadDay(day, code)]),
})

/** What they say fits no type or constraint of ours: another attempt would end alike. */
const isRefusedByTables = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && /^2[23]\w{3}$/.test(String(error.code))
