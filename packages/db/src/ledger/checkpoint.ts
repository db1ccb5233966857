import type { Trx } from '../core/client.js'
import type { Claim } from './job.js'

/** What a checkpoint may take as JSON; the table takes twice as much, because it puts a space behind each comma. */
export const checkpointBytes = 4_000

/**
 * Puts down how far the attempt has come, for the next one. Failures before it count no longer: it was not for nothing.
 * The transaction holds the fence.
 * @throws RangeError where it is too large: it is a place in the work, not the work
 */
export const saveCheckpoint = async (trx: Trx, { id, attempt }: Claim, value: unknown): Promise<void> => {
  const text = JSON.stringify(value)
  if (Buffer.byteLength(text) > checkpointBytes) throw new RangeError(`a checkpoint takes ${checkpointBytes} bytes`)
  await trx
    .updateTable('jobs')
    .set({ checkpoint: text, failures: 0 })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .execute()
}
