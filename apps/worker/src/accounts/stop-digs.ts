import * as digs from '@mudig/db/digs'
import * as jobs from '@mudig/db/jobs'
import { findAbandonedDigs } from '@mudig/db/withdrawals'
import type { stopDigs } from '@mudig/shared/accounts/queues'
import { composePlaylist, drawCover, paintCover } from '@mudig/shared/playlists/queues'
import type { Processor } from '../runtime/processor.js'

const queues = [composePlaylist.name, paintCover.name, drawCover.name]

/** Cancels the digs of somebody who has left, each as its writer would have. One who is back meanwhile keeps theirs. */
export const stop: Processor<typeof stopDigs> = async ({ user_id }, { db, commit, complete }) => {
  for (const id of await findAbandonedDigs(db, user_id)) {
    await commit(async trx => {
      await jobs.cancel(trx, { subject: digs.subjectOf(id), queues })
      await digs.cancel(trx, id)
    })
  }
  await complete()
}
