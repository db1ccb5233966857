import { isServed } from '@mudig/db/ledger/lanes'
import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { onRequestAsyncHookHandler } from 'fastify'

/** Workers that are restarted, or moved to another machine, are back by then; what is uploaded meanwhile waits for them. */
const awaySeconds = 600
/** How often a worker looks, and says what it has found. */
const workersLookSeconds = 10

/**
 * An onRequest hook: where no worker has ffmpeg nothing is taken that could never be played. Workers may be on other
 * machines, so they are asked and not this one's disk.
 * @throws ApiError unsupported
 */
export const requireFfmpeg: onRequestAsyncHookHandler = async ({ server }) => {
  if (!(await isServed(server.db, 'ffmpeg', awaySeconds)))
    throw new ApiError(trackErrors.unsupported, { retryAfterSeconds: workersLookSeconds })
}
