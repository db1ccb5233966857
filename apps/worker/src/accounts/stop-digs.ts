import { findAbandonedDigs } from '@mudig/db/accounts/withdrawals'
import * as digs from '@mudig/db/playlists/digs'
import type { stopDigs } from '@mudig/shared/accounts/queues'
import type { Processor } from '../runtime/processor.js'

/** Cancels the digs of somebody who has left, each as its writer would have. One who is back meanwhile keeps theirs. */
export const stop: Processor<typeof stopDigs> = async ({ user_id }, { db, commit, complete }) => {
  for (const id of await findAbandonedDigs(db, user_id)) {
    await commit(trx => digs.cancelWithSteps(trx, id))
  }
  await complete()
}
