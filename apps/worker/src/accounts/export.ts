import * as exports from '@mudig/db/accounts/exports'
import { notify } from '@mudig/db/accounts/mails'
import { exportToken } from '@mudig/shared/accounts/exports'
import { exportAccount } from '@mudig/shared/accounts/queues'
import { tokenHash } from '@mudig/shared/core/token-hash'
import { addedOnce, processorOf } from '../runtime/processor.js'
import { archive } from './export-archive.js'

/**
 * Writes the copy of one account into the store and has its link mailed. An attempt that did not come to its end has
 * left an upload, or an object that the next one replaces. Whoever leaves meanwhile ends the upload (see
 * `removeExport`), so that nothing can appear after the removal.
 */
export const makeExport = processorOf(exportAccount, {
  vendors: ['storage', 'otpSecret'],
  run: async ({ export_id }, { db, vendors, signal, commit, complete, findOrComplete, requestId }) => {
    const { storage, otpSecret } = vendors
    const wanted = await findOrComplete((db, lock) => exports.findWanted(db, export_id, { lock }))
    if (!wanted) return
    const { user_id, language, object_key: key } = wanted
    if (wanted.upload_id !== null) await storage.endUpload(key, wanted.upload_id, { signal })
    const uploadId = await storage.beginUpload(key, 'application/zip', { signal })
    if (!(await commit(trx => exports.noteUpload(trx, export_id, uploadId)))) {
      await storage.endUpload(key, uploadId, { signal })
      // One that was dropped is never wanted again.
      return complete(addedOnce)
    }
    const bytes = await storage.upload(key, uploadId, archive({ db, storage, userId: user_id, language, signal }), {
      signal,
    })
    const token_hash = tokenHash(exportToken(otpSecret, wanted))
    await complete(async trx => {
      // Whoever has dropped it meanwhile removes the object, too.
      if (!(await exports.markReady(trx, export_id, { token_hash, bytes }))) return
      await notify(trx, { user_id, kind: 'export_ready', export_id, language, request_id: requestId })
    })
  },
  failed: (trx, { export_id }, _, { request_id }) => exports.markFailed(trx, export_id, request_id ?? undefined),
})
