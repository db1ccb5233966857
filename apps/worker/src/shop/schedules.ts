import type { Schedule } from '@mudig/db/core/domain'
import { queueReconciliation } from '@mudig/db/shop/reconcile'
import type { Vendors } from '../vendors.js'

/** Without a key nobody is asked about the payments of a day. */
export const shopSchedules = ({ hasPortoneKey }: Pick<Vendors, 'hasPortoneKey'>): Schedule[] =>
  hasPortoneKey ? [{ name: 'shop.reconcile', everySeconds: 1_800, runBatch: queueReconciliation }] : []
