import type { Db, Trx } from '@mudig/db/core/client'
import type { ClaimedJob, JobFailure } from '@mudig/db/ledger/job'
import type { KeyedQueue, PayloadOf, Queue } from '@mudig/shared/core/define-queue'
import type { Logger } from 'pino'
import type { Static, TSchema } from 'typebox'
import type { VendorName, Vendors } from '../vendors.js'

/** What a processor works with: the vendors that it names and the means of this one attempt. */
export interface Context<V extends VendorName = never> {
  readonly vendors: Pick<Vendors, V>
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
export interface UnkeyedContext<V extends VendorName = never> extends Context<V> {
  readonly complete: (fn?: (trx: Trx) => Promise<void>) => Promise<void>
}

/** For jobs of minutes: an attempt that is cut off need not have been in vain. */
export interface Checkpoints<C extends TSchema> {
  /** What the last attempt had put down, unless it does not fit `checkpoint` of this code: then it begins anew. */
  readonly resumeFrom: Static<C> | undefined
  /**
   * Puts down how far the attempt has come, together with the effects that `fn` commits. Failures are counted anew from
   * here: only where a job does get further.
   * @throws LostLeaseError as `commit` does
   */
  readonly checkpoint: (value: Static<C>, fn?: (trx: Trx) => Promise<void>) => Promise<void>
}

export type ContextOf<Q extends Queue, V extends VendorName = never, C = undefined> = (Q extends KeyedQueue
  ? Context<V>
  : UnkeyedContext<V>) &
  (C extends TSchema ? Checkpoints<C> : unknown)

/**
 * For `complete` of a job that only the transaction adds that writes the row it is about: nobody can count on it a
 * second time.
 */
export const addedOnce = async (): Promise<void> => {}

/**
 * Does the work of one queue. Declared as methods, so that the runtime can hold processors of every payload in one list.
 */
interface Work<Q extends Queue, V extends VendorName, C extends TSchema | undefined> {
  /** Those that it speaks to. A worker needs the settings of those of its lanes' processors, and of no others. */
  readonly vendors: readonly V[]
  /** What `context.checkpoint` puts down: small, and understood by older and newer code alike, as payloads are. */
  readonly checkpoint?: C
  /**
   * May run twice and may stop at any await: it looks in Postgres at what is left to do, and throws the errors of
   * `@mudig/shared/core/errors` for the runtime to sort.
   */
  run(payload: PayloadOf<Q>, context: ContextOf<Q, V, C>): Promise<void>
  /** What follows when the job is dead, in the transaction that fails it for good. The job's row is locked. */
  failed?(
    trx: Trx,
    payload: PayloadOf<Q>,
    failure: JobFailure,
    cause: Pick<ClaimedJob, 'user_id' | 'request_id'>,
  ): Promise<void>
}

/** A queue together with who does its work. */
export interface QueueProcessor<
  Q extends Queue = Queue,
  V extends VendorName = VendorName,
  C extends TSchema | undefined = TSchema | undefined,
> extends Work<Q, V, C> {
  readonly queue: Q
}

/** Gives the work its types: the payload of its queue, and the vendors that it names. */
export const processorOf = <
  Q extends Queue,
  const V extends VendorName = never,
  C extends TSchema | undefined = undefined,
>(
  queue: Q,
  work: Work<Q, V, C>,
): QueueProcessor<Q, V, C> => ({ queue, ...work })

/** A processor for every queue that a domain's module declares, by the same names. */
export type ProcessorsOf<Declared> = {
  readonly [Name in keyof Declared as Declared[Name] extends Queue ? Name : never]: Declared[Name] extends Queue
    ? QueueProcessor<Declared[Name]>
    : never
}
