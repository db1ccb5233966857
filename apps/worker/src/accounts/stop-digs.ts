import { findAbandonedDigs } from '@mudig/db/accounts/withdrawals'
import { cancelDigWithSteps } from '@mudig/db/playlists/end-dig'
import { stopDigs } from '@mudig/shared/accounts/queues'
import { processorOf } from '../runtime/processor.js'

/** Cancels the digs of somebody who has left, each as its writer would have. One who is back meanwhile keeps theirs. */
export const stop = processorOf(stopDigs, {
  vendors: [],
  run: async ({ user_id }, { db, commit, complete }) => {
    for (const id of await findAbandonedDigs(db, user_id)) {
      await commit(trx => cancelDigWithSteps(trx, id))
    }
    await complete()
  },
})
