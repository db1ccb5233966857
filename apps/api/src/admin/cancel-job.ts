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
  const payload = job.payload as { playlist_id?: number; music_id?: number }
  if (digQueues.includes(job.queue) && payload.playlist_id !== undefined) {
    const cancelled = await jobs.cancel(trx, { id: job.id })
    if (cancelled.length > 0 && (await digs.cancel(trx, payload.playlist_id))) {
      await jobs.cancel(trx, { subject: digs.subjectOf(payload.playlist_id), queues: digQueues })
    }
    return cancelled.length > 0
  }
  const cancelled = await jobs.cancel(trx, { id: job.id })
  if (cancelled.length > 0 && job.queue === matchMusic.name && payload.music_id !== undefined) {
    await digs.settleSong(trx, payload.music_id, { state: 'failed' })
  }
  return cancelled.length > 0
}
