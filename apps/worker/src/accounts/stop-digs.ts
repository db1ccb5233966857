import { findAbandonedDigs } from '@mudig/db/accounts/withdrawals'
import { cancelDigWithSteps } from '@mudig/db/playlists/end-dig'
import { cancelTrackJob, findSuspendedFiles } from '@mudig/db/tracks/jobs'
import { stopDigs } from '@mudig/shared/accounts/queues'
import { processorOf } from '../runtime/processor.js'

/**
 * Cancels the digs of somebody who has left or is suspended, each as its writer would have. One who is back meanwhile
 * keeps theirs. Files are processed on for whoever has left and may come back, and not for whoever is suspended.
 */
export const stop = processorOf(stopDigs, {
  vendors: [],
  run: async ({ user_id }, { db, commit, complete }) => {
    for (const id of await findAbandonedDigs(db, user_id)) {
      await commit(trx => cancelDigWithSteps(trx, id))
    }
    for (const file of await findSuspendedFiles(db, user_id)) {
      await commit(trx => cancelTrackJob(trx, file))
    }
    await complete()
  },
})
