import { createHash } from 'node:crypto'
import type { Trx } from '@mudig/db/core/client'
import { findIdempotent, type Remembered, rememberIdempotent } from '@mudig/db/core/idempotency'
import { ApiError } from '@mudig/shared/core/errors'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'

/** The header of a route whose repeats lead to the first answer. */
export const idempotencyKey = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$', description }))

export interface Keyed {
  /** Keys are told apart by route. */
  route: string
  /** The request's own words, which a repeated key has to bring again; nothing that was drawn for it. */
  asked: readonly unknown[]
  /** Without one everything is done each time. */
  key: string | undefined
}

/**
 * Does something in a transaction, and once for a key: a repeat of a user's key on a route within 24 hours gets what
 * the first led to, and does nothing. Of several at the same moment one does it.
 *
 * @param run does it, and says what it led to
 * @throws ApiError idempotencyKeyReused where the key came with other words; whatever `run` throws
 */
export const onceForKey = async <Led extends Remembered>(
  request: FastifyRequest,
  { route, asked, key }: Keyed,
  run: (trx: Trx) => Promise<Led>,
): Promise<Led> => {
  const { ledger, db } = request.server
  if (key === undefined) return ledger.transaction(run)
  const { id: user_id } = request.user
  const body_hash = createHash('sha256').update(JSON.stringify(asked)).digest()
  const findKnown = async (): Promise<Led | undefined> => {
    const known = await findIdempotent(db, user_id, route, key)
    if (!known) return undefined
    if (!known.body_hash.equals(body_hash)) throw new ApiError(playlistErrors.idempotencyKeyReused)
    return (known.job_id === null ? { answer: known.answer } : { job_id: known.job_id }) as Led
  }

  const known = await findKnown()
  if (known) return known
  const lostRace = new Error('another request with this key was faster')
  try {
    return await ledger.transaction(async trx => {
      const led = await run(trx)
      if (!(await rememberIdempotent(trx, { user_id, route, key, body_hash, ...led }))) throw lostRace
      return led
    })
  } catch (error) {
    // The faster twin may also have changed what this one was refused for, such as the last place in flight.
    const winner = error === lostRace || error instanceof ApiError ? await findKnown() : undefined
    if (winner) return winner
    throw error
  }
}
