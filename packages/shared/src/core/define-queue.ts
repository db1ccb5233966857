import type { Static, TSchema } from 'typebox'
import type { LaneName } from './lanes.js'

/** A queue's whole contract: both apps take their types, limits and retry rules from this one declaration. */
export interface Queue<Payload extends TSchema = TSchema> {
  /** `domain.verb`. */
  readonly name: string
  /** Whose slots its jobs take, see `lanes.ts` of the worker for how many there are. */
  readonly lane: LaneName
  /**
   * Ids and a version only: no entities, secrets or dates. Fields are added, never changed, so that old and new code
   * share a queue.
   */
  readonly payload: Payload
  /** Adding a job whose key is active in the same queue returns the active one instead. */
  key?(payload: Static<Payload>): string
  /** Failures allowed before the job is dead. Waiting for a rate limit is not a failure. */
  readonly attempts: number
  /**
   * Delay before attempt n+1: `delayMs * 2^(n-1)`, at most `maxDelayMs`, of which the share `jitter` (0 to 1) is
   * random.
   */
  readonly backoff: {
    readonly delayMs: number
    readonly maxDelayMs: number
    readonly jitter: number
  }
  /**
   * A job that a vendor's limits keep waiting for longer than this is dead; unset, it waits for as long as it takes.
   */
  readonly giveUpAfterMs?: number
  /** One attempt may take this long before its signal aborts. */
  readonly timeoutMs: number
}

/** A queue with a key: whoever adds a job may be given one that another has added, and that is running. */
export interface KeyedQueue<Payload extends TSchema = TSchema> extends Queue<Payload> {
  key(payload: Static<Payload>): string
}

export type PayloadOf<Q extends Queue> = Static<Q['payload']>

/** Keeps the literal types of a declaration, and whether it has a key. */
export function defineQueue<const Payload extends TSchema>(queue: KeyedQueue<Payload>): KeyedQueue<Payload>
export function defineQueue<const Payload extends TSchema>(queue: Queue<Payload>): Queue<Payload>
export function defineQueue(queue: Queue): Queue {
  return queue
}
