import type { Trx } from '@mudig/db/client'
import * as digs from '@mudig/db/digs'
import type { JobRow } from '@mudig/db/job-history'
import * as jobs from '@mudig/db/jobs'
import { matchMusic } from '@mudig/shared/music/queues'
import { composePlaylist, drawCover, paintCover } from '@mudig/shared/playlists/queues'

const digQueues: readonly string[] = [composePlaylist.name, paintCover.name, drawCover.name]

/**
 * Cancels one active job with what follows from that: a step of an unfinished dig takes the whole dig with it, because without the step
 * it would never end, and a search that is given up settles its song without a video.
 * @returns false when it had ended
 */
export const cancelJob = async (trx: Trx, job: Pick<JobRow, 'id' | 'queue' | 'payload'>): Promise<boolean> => {
  const { playlist_id, music_id } = job.payload as { playlist_id?: number; music_id?: number }
  if (digQueues.includes(job.queue) && playlist_id !== undefined) return cancelStep(trx, job.id, playlist_id)
  if ((await jobs.lockActive(trx, { id: job.id })).length === 0) return false
  // Written last: whoever adds a job of the same key waits for a row that is written, and holds the song while waiting.
  if (job.queue === matchMusic.name && music_id !== undefined) await digs.settleSong(trx, music_id, { state: 'failed' })
  return (await jobs.cancel(trx, { id: job.id })).length > 0
}

const cancelStep = async (trx: Trx, id: number, playlistId: number): Promise<boolean> => {
  const steps = { subject: digs.subjectOf(playlistId), queues: digQueues }
  // Every step locks its own job and then the playlist, so all of them are locked here before the playlist is. A compose that was waited
  // for may have added one more.
  let locked = await jobs.lockActive(trx, steps)
  for (let before = -1; before !== locked.length; ) {
    before = locked.length
    locked = await jobs.lockActive(trx, steps)
  }
  if (!locked.includes(id)) return false
  await jobs.cancel(trx, (await digs.cancel(trx, playlistId)) ? steps : { id })
  return true
}
