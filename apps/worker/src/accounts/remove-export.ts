import { findUnwanted, forget } from '@mudig/db/accounts/exports'
import { removeExport } from '@mudig/shared/accounts/queues'
import { processorOf } from '../runtime/processor.js'

/**
 * Removes the copy of an account from the store. The upload first: what is sent from then on cannot appear any more.
 */
export const dispose = processorOf(removeExport, {
  vendors: ['storage'],
  run: async ({ export_id }, { vendors: { storage }, signal, complete, findOrComplete }) => {
    const unwanted = await findOrComplete((db, lock) => findUnwanted(db, export_id, { lock }))
    if (!unwanted) return
    if (unwanted.upload_id !== null) await storage.endUpload(unwanted.object_key, unwanted.upload_id, { signal })
    await storage.remove([unwanted.object_key], { signal })
    await complete(trx => forget(trx, export_id))
  },
})
