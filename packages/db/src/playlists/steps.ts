import { composePlaylist, drawCover, paintCover } from '@mudig/shared/playlists/queues'
import type { Trx } from '../core/client.js'
import { cancelActiveJobs, lockActiveJobs } from '../ledger/cancel.js'

/*
 * The jobs of a dig. Locks are always taken in the order job, music, playlist (each ascending by id), so that steps that
 * run at the same time wait for each other instead of deadlocking.
 */

/** How other tables and operators name a playlist's jobs. */
export const subjectOf = (playlistId: number) => `playlist/${playlistId}` as const

/** The jobs that are about one dig alone; a search belongs to everybody who waits for it. */
const stepQueues = [composePlaylist.name, paintCover.name, drawCover.name]

const stepsOf = (id: number) => ({ subject: subjectOf(id), queues: stepQueues })

/**
 * Locks the active jobs of a dig. Every step locks its own job and then the playlist, so all of them are locked before
 * the playlist is; a compose that was waited for may have added one more meanwhile.
 * @returns their ids
 */
export const lockSteps = async (trx: Trx, id: number): Promise<number[]> => {
  let locked = await lockActiveJobs(trx, stepsOf(id))
  for (let before = -1; before !== locked.length; ) {
    before = locked.length
    locked = await lockActiveJobs(trx, stepsOf(id))
  }
  return locked
}

/**
 * Ends whatever is active for a dig, also a late painting of a finished one. Requires `lockSteps` in this transaction.
 */
export const endSteps = async (trx: Trx, id: number): Promise<void> => {
  await cancelActiveJobs(trx, stepsOf(id))
}
