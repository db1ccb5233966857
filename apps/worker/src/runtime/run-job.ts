import type { Db, Trx } from '@mudig/db/client'
import * as jobs from '@mudig/db/jobs'
import type { Ledger } from '@mudig/db/ledger'
import { CancelledError, JobError, PermanentError, RateLimitedError, RetryableError } from '@mudig/shared/errors'
import type { Logger } from 'pino'
import { Value } from 'typebox/value'
import type { Vendors } from '../vendors.js'
import { backoffMs } from './backoff.js'
import { type Leases, leaseSeconds } from './leases.js'
import { observeJob } from './metrics.js'
import type { UnkeyedContext, Work } from './processor.js'

/** This process is stopping; its jobs go back to the queue without having failed. */
export class DrainingError extends Error {}

/** The attempt ran for longer than its queue allows. */
class TimedOutError extends RetryableError {}

/** After its signal aborted a processor gets this long to stop by itself; then it is left behind, where the fence keeps it harmless, and health watches it. */
const stopPatienceMs = 2_000
/** No vendor's reset lies further ahead than a month's quota; a longer wait is a vendor's mistake. */
const longestWaitMs = 32 * 86_400_000
/** The longest rolling deploy that old and new workers share the queues for. */
const deploySeconds = 900
const errorMessageLength = 500

export interface Runtime {
  readonly db: Db
  readonly ledger: Ledger
  readonly leases: Leases
  readonly vendors: Vendors
  readonly log: Logger
  /** Host and process, as the ledger's history shows it. */
  readonly workerName: string
}

export type RunResult =
  | { outcome: 'done' | 'nothing' | 'requeued' | 'cancelled' | 'lost' }
  | { outcome: 'wait'; waitMs: number }
  | { outcome: 'failed'; failure: jobs.JobFailure }

/** Runs one delivery of a job: claims the row, does the work under a lease, and writes how it ended. Throws only when Postgres is out of reach. */
export const runJob = async (work: Work, jobId: number, runtime: Runtime): Promise<RunResult> => {
  const { db, ledger, leases, vendors, workerName } = runtime
  const claimed = await jobs.claim(db, jobId, workerName, leaseSeconds)
  if (claimed.outcome !== 'claimed') return claimed
  const { job } = claimed
  const claim: jobs.Claim = { id: job.id, attempt: job.attempt }
  const requestId = job.request_id ?? `job-${job.id}`
  const log = runtime.log.child({ queue: work.queue.name, job: job.id, attempt: job.attempt, request_id: requestId })
  const startedAt = performance.now()

  const lease = leases.hold(claim, work.queue.timeoutMs)
  const { signal } = lease
  const timeout = setTimeout(
    () => lease.abort(new TimedOutError('timeout', 'the attempt took longer than its queue allows')),
    work.queue.timeoutMs,
  )
  let completed = false
  const context: UnkeyedContext = {
    ...vendors,
    db,
    job,
    signal,
    log,
    requestId,
    commit: fn =>
      ledger.transaction(async trx => {
        await jobs.fence(trx, claim)
        return fn(trx)
      }),
    complete: async fn => {
      await ledger.transaction(async trx => {
        await jobs.fence(trx, claim)
        await fn?.(trx)
        await jobs.complete(trx, claim)
      })
      completed = true
    },
    findOrComplete: async look => {
      const found =
        (await look(db, false)) ??
        (await ledger.transaction(async trx => {
          await jobs.fence(trx, claim)
          const found = await look(trx, true)
          if (found === undefined) await jobs.complete(trx, claim)
          return found
        }))
      completed = found === undefined
      return found
    },
  }

  const finish = (result: RunResult, details: object = {}): RunResult => {
    const ms = Math.round(performance.now() - startedAt)
    observeJob(work.queue.name, result.outcome, ms)
    log[result.outcome === 'failed' ? 'error' : 'info']({ outcome: result.outcome, ms, ...details }, 'job')
    return result
  }

  try {
    if (!Value.Check(work.queue.payload, job.payload)) throw unreadable(job)
    await untilAborted(work.run(job.payload, context), signal, leases.leaveBehind)
    if (!completed) throw new PermanentError('not_completed', 'the processor ended without completing its job')
    return finish({ outcome: 'done' })
  } catch (error) {
    if (completed) {
      // Its effects are committed; whatever broke afterwards must not run it again.
      log.error({ err: error }, 'a processor failed after it had completed')
      return finish({ outcome: 'done' })
    }
    const cause = signal.aborted ? signal.reason : error
    const failure = describe(cause)
    // The row says so already: there is nothing left for this attempt to write.
    if (cause instanceof jobs.LostLeaseError) return finish({ outcome: 'lost' })
    if (signal.aborted && cause instanceof CancelledError) return finish({ outcome: 'cancelled' })
    try {
      if (cause instanceof DrainingError) {
        await ledger.transaction(trx => jobs.release(trx, claim))
        return finish({ outcome: 'requeued' }, { reason: 'draining' })
      }
      if (cause instanceof CancelledError) {
        await ledger.transaction(trx => jobs.cancel(trx, { id: job.id }))
        return finish({ outcome: 'cancelled' })
      }
      if (cause instanceof RateLimitedError) {
        const waitMs = waitFor(cause.until)
        const giveUpAfterMs = work.queue.giveUpAfterMs ?? Number.POSITIVE_INFINITY
        if (job.active_seconds * 1_000 + waitMs <= giveUpAfterMs) {
          await ledger.transaction(trx => jobs.postpone(trx, claim, waitMs, failure))
          return finish({ outcome: 'requeued' }, { reason: failure.code, wait_ms: waitMs })
        }
      }
      const failures = job.failures + 1
      if (cause instanceof PermanentError || cause instanceof RateLimitedError || failures >= job.failures_allowed) {
        await ledger.transaction(trx => buryWithConsequences(trx, work, job, failure))
        return finish({ outcome: 'failed', failure }, { err: cause })
      }
      await ledger.transaction(trx => jobs.retry(trx, claim, backoffMs(work.queue, failures), failure))
      return finish({ outcome: 'requeued' }, { reason: failure.code, err: cause })
    } catch (writeError) {
      if (writeError instanceof jobs.LostLeaseError) return finish({ outcome: 'lost' })
      // Postgres is away: the lease runs out and the sweep takes over. Which error came first must still be known.
      log.error({ err: cause }, 'a job failed and its end could not be written')
      throw writeError
    }
  } finally {
    clearTimeout(timeout)
    leases.drop(claim)
  }
}

/**
 * Ends a job as dead together with what follows from that. The row is only locked at first and written last: whoever adds a job of the
 * same key waits for a row that is written, and may hold the lock that the consequences need.
 */
export const buryWithConsequences = async (
  trx: Trx,
  work: Work,
  dead: jobs.Claim & Pick<jobs.ClaimedJob, 'payload' | 'user_id' | 'request_id'>,
  failure: jobs.JobFailure,
): Promise<void> => {
  await jobs.fence(trx, dead)
  // Also for a payload of a newer version: fields are only added, so what it names is still there.
  if (typeof dead.payload === 'object' && dead.payload !== null) await work.failed?.(trx, dead.payload, failure, dead)
  await jobs.bury(trx, dead, failure)
}

/** Milliseconds until the vendor's moment, plus a little chance, so that all who wait for it do not come at once. */
const waitFor = (until: Date): number => {
  const waitMs = Math.min(Math.max(until.getTime() - Date.now(), 100), longestWaitMs)
  return Math.round(waitMs + Math.random() * Math.min(waitMs / 10, 5_000))
}

/** During a deploy newer code may have written it, which is a reason to leave it to a newer worker, but not for ever. */
const unreadable = (job: jobs.ClaimedJob): Error =>
  job.active_seconds < deploySeconds
    ? new RateLimitedError('payload_unknown', 'this worker does not know such a payload', new Date(Date.now() + 10_000))
    : new PermanentError('payload_invalid', 'the payload does not fit its queue')

/** What the ledger keeps of an error. Only our own errors' texts are known to be free of secrets and of a listener's words. */
const describe = (error: unknown): jobs.JobFailure => {
  if (error instanceof JobError) return { code: error.code, message: error.message.slice(0, errorMessageLength) }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return { code: 'unexpected', message: `${error.name} ${error.code}` }
  return { code: 'unexpected', message: error instanceof Error ? error.name : 'a thrown value that is no error' }
}

/** Waits for the work, but not for long after its signal has aborted. */
const untilAborted = async (work: Promise<void>, signal: AbortSignal, leaveBehind: (work: Promise<void>) => void): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const gaveUp = new Promise<never>((_, reject) => {
    const onAbort = () => {
      timer = setTimeout(() => {
        leaveBehind(work)
        reject(new RetryableError('wedged', 'the processor did not stop when asked'))
      }, stopPatienceMs)
    }
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    await Promise.race([work, gaveUp])
  } finally {
    clearTimeout(timer)
  }
}
