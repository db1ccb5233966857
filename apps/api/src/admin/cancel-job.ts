import { cancelledIn } from '@mudig/db/core/after-commit'
import type { Trx } from '@mudig/db/core/client'
import { type Actor, recordJobAct } from '@mudig/db/ledger/acts'
import { cancelActiveJobs, lockActiveJobs } from '@mudig/db/ledger/cancel'
import type { JobRow } from '@mudig/db/ledger/history'
import type { Ledger } from '@mudig/db/ledger/ledger'
import { cancelDigWithSteps } from '@mudig/db/playlists/end-dig'
import { settleSong } from '@mudig/db/playlists/match'
import { lockSteps } from '@mudig/db/playlists/steps'
import { matchMusic } from '@mudig/shared/music/queues'
import { composePlaylist, drawCover, paintCover } from '@mudig/shared/playlists/queues'

const digQueues: readonly string[] = [composePlaylist.name, paintCover.name, drawCover.name]

/**
 * Cancels one active job with what follows from that: a step of an unfinished dig takes the whole dig with it, because
 * without the step it would never end, and a search that is given up settles its song without a video. Puts down by whom.
 * @returns false when it had ended
 */
export const cancelJob = async (trx: Trx, job: Job, by: Actor | undefined): Promise<boolean> => {
  const isCancelled = await cancelWithConsequences(trx, job)
  if (isCancelled && by) await recordJobAct(trx, by, 'cancel', cancelledIn(trx))
  return isCancelled
}

type Job = Pick<JobRow, 'id' | 'queue' | 'payload'>

const cancelWithConsequences = async (trx: Trx, job: Job): Promise<boolean> => {
  const { playlist_id, music_id } = job.payload as { playlist_id?: number; music_id?: number }
  if (digQueues.includes(job.queue) && playlist_id !== undefined) return cancelStep(trx, job.id, playlist_id)
  if ((await lockActiveJobs(trx, { id: job.id })).length === 0) return false
  // Written last: whoever adds a job of the same key waits for a row that is written, and holds the song while waiting.
  if (job.queue === matchMusic.name && music_id !== undefined) await settleSong(trx, music_id, { state: 'failed' })
  return (await cancelActiveJobs(trx, { id: job.id })).length > 0
}

/** Transactions at once, of the pool that requests share. */
const lanes = 4

/**
 * Cancels many active jobs as `cancelJob` does: at once where nothing follows from it, one after the other where
 * something does, for so long as a request may take. What is left then is left, for the next press of the button.
 */
export const cancelJobs = async (
  ledger: Ledger,
  rows: readonly JobRow[],
  withinMs: number,
  by: Actor | undefined,
): Promise<void> => {
  const startedAt = performance.now()
  const hasConsequences = ({ queue }: JobRow) => digQueues.includes(queue) || queue === matchMusic.name
  const ids = rows.filter(row => !hasConsequences(row)).map(({ id }) => id)
  if (ids.length > 0)
    await ledger.transaction(async trx => {
      const cancelled = await cancelActiveJobs(trx, { ids })
      if (by)
        await recordJobAct(
          trx,
          by,
          'cancel',
          cancelled.map(({ id }) => id),
        )
    })
  const others = rows.filter(hasConsequences).values()
  const work = async () => {
    for (const row of others) {
      if (performance.now() - startedAt > withinMs) return
      await ledger.transaction(trx => cancelJob(trx, row, by))
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
}

/** One step alone goes where the dig has ended already, such as a painting that was to replace a drawn cover. */
const cancelStep = async (trx: Trx, id: number, playlistId: number): Promise<boolean> => {
  if (!(await lockSteps(trx, playlistId)).includes(id)) return false
  if (!(await cancelDigWithSteps(trx, playlistId))) await cancelActiveJobs(trx, { id })
  return true
}
