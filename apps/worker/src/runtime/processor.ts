import type { Db, Trx } from '@mudig/db/core/client'
import type { ClaimedJob, JobFailure } from '@mudig/db/ledger/job'
import type { KeyedQueue, PayloadOf, Queue } from '@mudig/shared/core/define-queue'
import type { Logger } from 'pino'
import type { Vendors } from '../vendors.js'

/** What a processor works with: the shared clients and the means of this one attempt. */
export interface Context extends Vendors {
  readonly db: Db
  readonly job: {
    readonly id: number
    readonly attempt: number
    /** Since it was due for the first time. */
    readonly active_seconds: number
    readonly user_id: number | null
    readonly subject: string | null
  }
  /** Aborts on timeout, cancellation, a lost lease and shutdown; pass it to everything that takes time. */
  readonly signal: AbortSignal
  readonly log: Logger
  /** Of the HTTP request that caused the job. */
  readonly requestId: string
  /**
   * Commits a part of the work in a transaction that this attempt must still be entitled to. Jobs added in it are
   * delivered afterwards.
   * @throws LostLeaseError when another attempt has taken over or the job was cancelled; nothing is committed then
   */
  readonly commit: <T>(fn: (trx: Trx) => Promise<T>) => Promise<T>
  /**
   * Commits the last effects together with the job's own completion. A processor ends with exactly one call of it.
   *
   * Of a keyed queue always with `fn`, see `findOrComplete`: it holds the lock under which others add such a job, or is
   * `addedOnce`.
   */
  readonly complete: (fn: (trx: Trx) => Promise<void>) => Promise<void>
  /**
   * How a processor begins: finds what is left to do, or completes the job because there is nothing.
   *
   * Whoever adds a job whose key is active counts on that job. So one that finds nothing to do may end only while
   * nobody can add it: `look` is asked again in the completing transaction, `locked`, where it has to lock the row
   * under whose lock the job is added before it reads it.
   * @returns what was found, the job being active still; or undefined, the job being done
   */
  readonly findOrComplete: <T>(look: (db: Db, locked: boolean) => Promise<T | undefined>) => Promise<T | undefined>
}

/** Of queues without a key nobody counts on a running job: it may end at any time. */
export interface UnkeyedContext extends Context {
  readonly complete: (fn?: (trx: Trx) => Promise<void>) => Promise<void>
}

export type ContextOf<Q extends Queue> = Q extends KeyedQueue ? Context : UnkeyedContext

/**
 * For `complete` of a job that only the transaction adds that writes the row it is about: nobody can count on it a
 * second time.
 */
export const addedOnce = async (): Promise<void> => {}

/**
 * Does the work of one queue. May run twice and may stop at any await: it looks in Postgres at what is left to do, and
 * throws the errors of `@mudig/shared/errors` for the runtime to sort.
 */
export type Processor<Q extends Queue> = (payload: PayloadOf<Q>, context: ContextOf<Q>) => Promise<void>

/**
 * A queue together with who does its work. Declared as methods, so that the runtime can hold processors of every payload in
 * one list.
 */
export interface QueueProcessor<Q extends Queue = Queue> {
  readonly queue: Q
  run(payload: PayloadOf<Q>, context: ContextOf<Q>): Promise<void>
  /** What follows when the job is dead, in the transaction that buries it. The job's row is locked. */
  failed?(
    trx: Trx,
    payload: PayloadOf<Q>,
    failure: JobFailure,
    cause: Pick<ClaimedJob, 'user_id' | 'request_id'>,
  ): Promise<void>
}
