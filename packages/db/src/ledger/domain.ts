import { notify } from '@mudig/shared/notifications/queues'
import { removeEnded } from '../core/budgets.js'
import { deleteOf } from '../core/by-person.js'
import type { Domain } from '../core/domain.js'
import { removeExpiredKeys } from '../core/idempotency.js'
import { removeOldActs } from './acts.js'
import { removeDoneJobs, removeFinishedJobs } from './remove-finished.js'

/** The ledger's tables, and those of core, which has no domain of its own. */
export const domain = {
  name: 'ledger',
  personal: {
    idempotency_keys: {
      people: ['user_id'],
      copy: 'Hashes of requests of the last day.',
      erase: deleteOf('idempotency_keys', 'user_id'),
    },
    jobs: {
      people: ['user_id', 'subject'],
      copy: 'How the work was done; what came of it is in the other lists. Payloads hold ids alone.',
      erase: async (trx, { id }) => {
        await trx.updateTable('jobs').set({ user_id: null }).where('user_id', '=', id).execute()
        return undefined
      },
    },
  },
  schedules: [
    {
      name: 'ledger.remove-finished',
      everySeconds: 300,
      runBatch: (db, limit) => removeFinishedJobs(db, { done: 30, dead: 180 }, limit),
    },
    {
      name: 'ledger.remove-notices',
      everySeconds: 300,
      runBatch: (db, limit) => removeDoneJobs(db, notify.name, 2, limit),
    },
    { name: 'ledger.remove-acts', everySeconds: 86_400, runBatch: (db, limit) => removeOldActs(db, 365, limit) },
    { name: 'budgets.remove-ended', everySeconds: 86_400, runBatch: (db, limit) => removeEnded(db, 62, limit) },
    { name: 'idempotency.remove-expired', everySeconds: 3_600, runBatch: removeExpiredKeys },
  ],
} as const satisfies Domain
