import { createHash, randomInt } from 'node:crypto'
import * as digs from '@mudig/db/digs'
import * as jobs from '@mudig/db/jobs'
import { ApiError } from '@mudig/shared/errors'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { composePlaylist, drawCover, paintingPatienceMs } from '@mudig/shared/playlists/queues'
import type { FastifyRequest } from 'fastify'
import { readPreference } from './prefer.js'

/** Drawn per dig, so that playlists differ in length. */
const songCounts = { least: 7, most: 10 }

export interface NewDig {
  /** Idempotency keys are told apart by route. */
  route: string
  /** The request's own words, which a repeated key has to bring again; nothing that was drawn for it. */
  asked: readonly string[]
  wanted: digs.DigRequest
  idempotencyKey: string | undefined
}

/**
 * Writes the playlist, its jobs and the idempotency key in one transaction. A repeated key leads to the job of the first request.
 *
 * @returns the id of the compose job, which stands for the whole dig
 * @throws ApiError idempotencyKeyReused, tooManyInFlight
 */
export const createDig = async (request: FastifyRequest, { route, asked, wanted, idempotencyKey }: NewDig): Promise<number> => {
  const { ledger, config } = request.server
  const { id: user_id } = request.user
  const body_hash = createHash('sha256').update(JSON.stringify(asked)).digest()
  const known = idempotencyKey && (await findKnown(request, route, idempotencyKey, body_hash))
  if (known) return known

  const lostRace = new Error('another request with this key was faster')
  try {
    return await ledger.transaction(async trx => {
      const playlist_id = await digs.insertQueued(trx, user_id, wanted, randomInt(songCounts.least, songCounts.most + 1), config.digLimits)
      const { waitSeconds } = readPreference(request.headers.prefer, config.digWaitSeconds)
      const about = { user_id, subject: digs.subjectOf(playlist_id), request_id: request.id, watched: waitSeconds > 0 }
      const compose = await jobs.add(trx, composePlaylist, { v: 1, playlist_id }, about)
      // Written now, so that a cover comes in time whatever happens to the painting.
      await jobs.add(trx, drawCover, { v: 1, playlist_id }, { ...about, delay_ms: paintingPatienceMs })
      if (idempotencyKey) {
        const remembered = await digs.rememberIdempotent(trx, { user_id, route, key: idempotencyKey, body_hash, job_id: compose.id })
        if (!remembered) throw lostRace
      }
      return compose.id
    })
  } catch (error) {
    // The faster twin may also have taken the last place in flight.
    const raced = idempotencyKey && (error === lostRace || error instanceof ApiError)
    const winner = raced ? await findKnown(request, route, idempotencyKey, body_hash) : undefined
    if (winner) return winner
    throw error
  }
}

const findKnown = async (request: FastifyRequest, route: string, key: string, bodyHash: Buffer): Promise<number | undefined> => {
  const known = await digs.findIdempotent(request.server.db, request.user.id, route, key)
  if (known && !known.body_hash.equals(bodyHash)) throw new ApiError(playlistErrors.idempotencyKeyReused)
  return known?.job_id
}
