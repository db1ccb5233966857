import { randomInt } from 'node:crypto'
import { addJob } from '@mudig/db/ledger/add'
import { type DigRequest, insertDig } from '@mudig/db/playlists/request-dig'
import { subjectOf } from '@mudig/db/playlists/steps'
import { composePlaylist, drawCover, paintingPatienceMs } from '@mudig/shared/playlists/queues'
import type { FastifyRequest } from 'fastify'
import { type Keyed, onceForKey } from '../http/idempotency.js'
import { readPreference } from '../http/prefer.js'

/** Drawn per dig, so that playlists differ in length. */
const songCounts = { least: 7, most: 10 }

export interface NewDig extends Keyed {
  wanted: DigRequest
}

/**
 * Writes the playlist, its jobs and the idempotency key in one transaction. A repeated key leads to the job of the
 * first request.
 *
 * @returns the id of the compose job, which stands for the whole dig
 * @throws ApiError idempotencyKeyReused, tooManyInFlight
 */
export const createDig = async (request: FastifyRequest, { wanted, ...keyed }: NewDig): Promise<number> => {
  const { config } = request.server
  const { id: user_id } = request.user
  const { job_id } = await onceForKey(request, keyed, async trx => {
    const playlist_id = await insertDig(
      trx,
      user_id,
      wanted,
      randomInt(songCounts.least, songCounts.most + 1),
      config.digLimits,
    )
    const { waitSeconds } = readPreference(request.headers.prefer, config.digWaitSeconds)
    const about = { user_id, subject: subjectOf(playlist_id), request_id: request.id, watched: waitSeconds > 0 }
    const compose = await addJob(trx, composePlaylist, { v: 1, playlist_id }, about)
    // Written now, so that a cover comes in time whatever happens to the painting.
    await addJob(trx, drawCover, { v: 1, playlist_id }, { ...about, delay_ms: paintingPatienceMs })
    return { job_id: compose.id }
  })
  return job_id
}
