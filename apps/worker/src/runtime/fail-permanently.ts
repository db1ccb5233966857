import { setTimeout as sleep } from 'node:timers/promises'
import type { Trx } from '@mudig/db/core/client'
import { isDatabaseAway } from '@mudig/db/core/outage'
import { failJob } from '@mudig/db/ledger/finish'
import type { Claim, ClaimedJob, JobFailure } from '@mudig/db/ledger/job'
import { fence, LostLeaseError } from '@mudig/db/ledger/lease'
import type { QueueProcessor } from './processor.js'
import type { Runtime } from './runtime.js'

type Dead = Claim & Pick<ClaimedJob, 'queue' | 'payload' | 'user_id' | 'request_id'>

/**
 * Consequences that cannot be written may meet a deadlock or a constraint for a moment; after these pauses they never
 * will.
 */
const pausesMs = [200, 1_000]

/**
 * Ends a job as dead with what follows from that. Where the consequences fail each time the job is failed without them,
 * under a code of its own that operators look for, because a job that stays running for ever helps nobody.
 * @returns what the ledger keeps
 * @throws LostLeaseError, and whatever says that Postgres is away
 */
export const failPermanently = async (
  { ledger, log }: Pick<Runtime, 'ledger' | 'log'>,
  processor: QueueProcessor,
  dead: Dead,
  failure: JobFailure,
): Promise<JobFailure> => {
  for (let tries = 0; ; tries++) {
    try {
      await ledger.transaction(trx => failWithHandler(trx, processor, dead, failure))
      return failure
    } catch (error) {
      if (error instanceof LostLeaseError || isDatabaseAway(error)) throw error
      log.error(
        { err: error, queue: dead.queue, job: dead.id, tries: tries + 1 },
        'failure handler of a failed job could not be committed',
      )
      const pauseMs = pausesMs[tries]
      if (pauseMs === undefined) break
      await sleep(pauseMs)
    }
  }
  const unfinished = {
    code: 'consequences_failed',
    message: `${failure.code}: ${failure.message}; the failure handler could not be committed, see the log`,
  }
  await ledger.transaction(trx => failJob(trx, dead, unfinished))
  return unfinished
}

/**
 * Ends a job as dead together with what follows from that. The row is only locked at first and written last: whoever
 * adds a job of the same key waits for a row that is written, and may hold the lock that the consequences need.
 */
const failWithHandler = async (trx: Trx, processor: QueueProcessor, dead: Dead, failure: JobFailure): Promise<void> => {
  await fence(trx, dead)
  // Also for a payload of a newer version: fields are only added, so what it names is still there.
  if (typeof dead.payload === 'object' && dead.payload !== null)
    await processor.failed?.(trx, dead.payload, failure, dead)
  await failJob(trx, dead, failure)
}
