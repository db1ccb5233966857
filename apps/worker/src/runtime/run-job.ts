import type { Db } from '@mudig/db/core/client'
import { isDatabaseAway } from '@mudig/db/core/outage'
import { cancelActiveJobs } from '@mudig/db/ledger/cancel'
import { saveCheckpoint } from '@mudig/db/ledger/checkpoint'
import { claimJob } from '@mudig/db/ledger/claim'
import { completeJob, postponeJob, releaseJob, retryJob } from '@mudig/db/ledger/finish'
import type { Claim, ClaimedJob, JobFailure } from '@mudig/db/ledger/job'
import { fence, isDoneBy, LostLeaseError } from '@mudig/db/ledger/lease'
import type { Queue } from '@mudig/shared/core/define-queue'
import { CancelledError, JobError, PermanentError, RateLimitedError, RetryableError } from '@mudig/shared/core/errors'
import { errorTypeOf, tracer } from '@mudig/shared/core/tracing'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { VendorName } from '../vendors.js'
import { afterWorkingFor } from './after-working-for.js'
import { backoffMs } from './backoff.js'
import { failPermanently } from './fail-permanently.js'
import { leaseSeconds } from './leases.js'
import { observeJob, observeWait } from './metrics.js'
import { persist } from './persist.js'
import type { ContextOf, QueueProcessor } from './processor.js'
import type { Runtime } from './runtime.js'

/** This process is stopping; its jobs go back to the queue without having failed. */
export class DrainingError extends Error {}

/** Postgres cut the attempt off. However long the job has waited by then, that is no reason to give it up. */
class DatabaseAwayError extends RateLimitedError {}

/** The attempt ran for longer than its queue allows. */
class TimedOutError extends RetryableError {}

/**
 * After its signal aborted a processor gets this long to stop by itself; then it is left behind, where the fence keeps
 * it harmless, and health watches it.
 */
const stopPatienceMs = 2_000
/** No vendor's reset lies further ahead than a month's quota; a longer wait is a vendor's mistake. */
const longestWaitMs = 32 * 86_400_000
/** The longest rolling deploy that old and new workers share the queues for. */
const deploySeconds = 900
const errorMessageLength = 500
const outagePauseMs = 1_000

export type RunResult =
  | { outcome: 'done' | 'nothing' | 'requeued' | 'cancelled' | 'lost' }
  | { outcome: 'wait'; waitMs: number }
  | { outcome: 'failed'; failure: JobFailure }

/** Runs one job, unless somebody else does or it is not due: claims the row, and goes on as `runClaimed`. */
export const runJob = async <V extends VendorName>(
  processor: QueueProcessor<Queue, V>,
  jobId: number,
  runtime: Runtime<NoInfer<V>>,
): Promise<RunResult> => {
  const claimed = await claimJob(runtime.db, jobId, runtime.workerName, leaseSeconds)
  return claimed.outcome === 'claimed' ? runClaimed(processor, claimed.job, runtime) : claimed
}

/**
 * Does the work of a claimed job under its lease, and writes how it ended. While Postgres is away it goes on trying to.
 * Each attempt is a span of the trace that added the job.
 */
export const runClaimed = async <V extends VendorName>(
  processor: QueueProcessor<Queue, V>,
  job: ClaimedJob,
  runtime: Runtime<NoInfer<V>>,
): Promise<RunResult> => {
  const span = tracer()?.begin('consumer', `job ${job.queue}`, attributesOf(job), { parent: job.traceparent })
  if (!span) return runAttempt(processor, job, runtime)
  let errorType: string | undefined
  try {
    return await span.within(() =>
      runAttempt(processor, job, runtime, (outcome, failureCode) => {
        span.set({ 'mudig.outcome': outcome })
        errorType = failureCode
      }),
    )
  } catch (error) {
    errorType = errorTypeOf(error)
    throw error
  } finally {
    span.end(errorType)
  }
}

const attributesOf = (job: ClaimedJob) => ({
  'messaging.system': 'mudig',
  'messaging.destination.name': job.queue,
  'messaging.message.id': String(job.id),
  'mudig.attempt': job.attempt,
  'mudig.request_id': job.request_id ?? `job-${job.id}`,
})

const runAttempt = async <V extends VendorName>(
  processor: QueueProcessor<Queue, V>,
  job: ClaimedJob,
  runtime: Runtime<NoInfer<V>>,
  onEnd?: (outcome: RunResult['outcome'], failureCode: string | undefined) => void,
): Promise<RunResult> => {
  const { db, ledger, leases, vendors } = runtime
  const claim: Claim = { id: job.id, attempt: job.attempt }
  const requestId = job.request_id ?? `job-${job.id}`
  const log = runtime.log.child({
    queue: processor.queue.name,
    job: job.id,
    attempt: job.attempt,
    request_id: requestId,
  })
  const startedAt = performance.now()
  observeWait(processor.queue.lane, job.waited_seconds)

  const lease = leases.hold(claim, processor.queue.timeoutMs)
  const { signal } = lease
  runtime.onClaim?.(claim)
  const timeout = afterWorkingFor(processor.queue.timeoutMs, db, () =>
    lease.abort(new TimedOutError('timeout', 'the attempt took longer than its queue allows')),
  )
  let completed = false
  let failuresBefore = job.failures
  const context: ContextOf<Queue, V, TSchema> = {
    vendors,
    db,
    job,
    signal,
    log,
    requestId,
    commit: fn =>
      ledger.transaction(async trx => {
        await fence(trx, claim)
        return fn(trx)
      }),
    complete: async fn => {
      await ledger.transaction(
        async trx => {
          await fence(trx, claim)
          await fn?.(trx)
          await completeJob(trx, claim)
        },
        () => {
          completed = true
        },
      )
    },
    resumeFrom: readable(processor.checkpoint, job.checkpoint),
    checkpoint: async (value, fn) => {
      await ledger.transaction(async trx => {
        await fence(trx, claim)
        await fn?.(trx)
        await saveCheckpoint(trx, claim, value)
      })
      failuresBefore = 0
    },
    findOrComplete: async look =>
      (await look(db, false)) ??
      (await ledger.transaction(
        async trx => {
          await fence(trx, claim)
          const found = await look(trx, true)
          if (found === undefined) await completeJob(trx, claim)
          return found
        },
        found => {
          completed = found === undefined
        },
      )),
  }

  const finish = (result: RunResult, details: { reason?: string; [name: string]: unknown } = {}): RunResult => {
    const ms = Math.round(performance.now() - startedAt)
    observeJob(processor.queue.name, result.outcome, ms)
    onEnd?.(result.outcome, result.outcome === 'failed' ? result.failure.code : details.reason)
    log[result.outcome === 'failed' ? 'error' : 'info']({ outcome: result.outcome, ms, ...details }, 'job')
    return result
  }

  const writeEnd = async (cause: unknown, failure: JobFailure): Promise<RunResult> => {
    if (cause instanceof DrainingError) {
      await ledger.transaction(trx => releaseJob(trx, claim))
      return finish({ outcome: 'requeued' }, { reason: 'draining' })
    }
    if (cause instanceof CancelledError) {
      await ledger.transaction(trx => cancelActiveJobs(trx, { id: job.id }))
      return finish({ outcome: 'cancelled' })
    }
    if (cause instanceof RateLimitedError) {
      const waitMs = waitFor(cause.until)
      const giveUpAfterMs = processor.queue.giveUpAfterMs ?? Number.POSITIVE_INFINITY
      if (cause instanceof DatabaseAwayError || job.active_seconds * 1_000 + waitMs <= giveUpAfterMs) {
        await ledger.transaction(trx => postponeJob(trx, claim, waitMs, failure))
        return finish({ outcome: 'requeued' }, { reason: failure.code, wait_ms: waitMs })
      }
    }
    const failures = failuresBefore + 1
    if (cause instanceof PermanentError || cause instanceof RateLimitedError || failures >= job.failures_allowed) {
      return finish(
        { outcome: 'failed', failure: await failPermanently(runtime, processor, job, failure) },
        { err: cause },
      )
    }
    await ledger.transaction(trx => retryJob(trx, claim, backoffMs(processor.queue, failures), failure))
    return finish({ outcome: 'requeued' }, { reason: failure.code, err: cause })
  }

  try {
    signal.throwIfAborted()
    if (!Value.Check(processor.queue.payload, job.payload)) throw unreadable(job)
    await untilAborted(processor.run(job.payload, context), signal, leases.leaveBehind)
    if (!completed) throw new PermanentError('not_completed', 'the processor ended without completing its job')
    return finish({ outcome: 'done' })
  } catch (error) {
    if (completed) {
      // Its effects are committed; whatever broke afterwards must not run it again.
      log.error({ err: error }, 'processor threw after completing its job; the job stays done')
      return finish({ outcome: 'done' })
    }
    const cause = whatEnded(signal.aborted ? signal.reason : error)
    const failure = describe(cause)
    // The row says so already: there is nothing left for this attempt to write.
    if (cause instanceof LostLeaseError) return finish({ outcome: await endOf(claim, db) })
    if (signal.aborted && cause instanceof CancelledError) return finish({ outcome: 'cancelled' })
    try {
      const write = () => writeEnd(cause, failure)
      return await persist(runtime, write, () =>
        log.warn({ err: cause }, 'outcome of a job could not be written; tried again'),
      )
    } catch (writeError) {
      if (writeError instanceof LostLeaseError) return finish({ outcome: await endOf(claim, db) })
      // The lease runs out and the sweep takes over. Which error came first must still be known.
      log.error({ err: cause }, 'outcome of a job could not be written; its lease will expire')
      throw writeError
    }
  } finally {
    timeout.clear()
    leases.drop(claim)
  }
}

/** A database that was away is no failure of the job: it runs again when there is one. */
const whatEnded = (error: unknown): unknown =>
  isDatabaseAway(error)
    ? new DatabaseAwayError('database_unavailable', 'Postgres was unreachable', new Date(Date.now() + outagePauseMs), {
        cause: error,
      })
    : error

/** The claim does not hold any more. A commit whose answer was lost with its connection may still have done the job. */
const endOf = async (claim: Claim, db: Db): Promise<'done' | 'lost'> => ((await isDoneBy(db, claim)) ? 'done' : 'lost')

/** Milliseconds until the vendor's moment, plus a little chance, so that all who wait for it do not come at once. */
const waitFor = (until: Date): number => {
  const waitMs = Math.min(Math.max(until.getTime() - Date.now(), 100), longestWaitMs)
  return Math.round(waitMs + Math.random() * Math.min(waitMs / 10, 5_000))
}

/**
 * During a deploy newer code may have written it, which is a reason to leave it to a newer worker, but not for ever.
 */
const unreadable = (job: ClaimedJob): Error =>
  job.active_seconds < deploySeconds
    ? new RateLimitedError(
        'payload_unknown',
        'unknown payload version; left to a newer worker',
        new Date(Date.now() + 10_000),
      )
    : new PermanentError('payload_invalid', "the payload does not match its queue's schema")

/** One that other code has written may mean something else: then there is none. */
const readable = (schema: TSchema | undefined, checkpoint: unknown): unknown =>
  schema && Value.Check(schema, checkpoint) ? checkpoint : undefined

/**
 * What the ledger keeps of an error. Only our own errors' texts are known to be free of secrets and of a listener's
 * words.
 */
const describe = (error: unknown): JobFailure => {
  if (error instanceof JobError) return { code: error.code, message: error.message.slice(0, errorMessageLength) }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return { code: 'unexpected', message: `${error.name} ${error.code}` }
  return { code: 'unexpected', message: error instanceof Error ? error.name : 'a thrown value that is no error' }
}

/** Waits for the work, but not for long after its signal has aborted. */
const untilAborted = async (
  work: Promise<void>,
  signal: AbortSignal,
  leaveBehind: (work: Promise<void>) => void,
): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const gaveUp = new Promise<never>((_, reject) => {
    const onAbort = () => {
      timer = setTimeout(() => {
        leaveBehind(work)
        reject(new RetryableError('wedged', 'the processor did not stop within 2 s after its abort'))
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
