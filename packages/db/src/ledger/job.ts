import { sql } from 'kysely'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** A claim: whoever holds the row's newest attempt may commit, nobody else. */
export interface Claim {
  id: number
  attempt: number
}

export interface ClaimedJob extends Claim {
  queue: string
  payload: unknown
  failures: number
  failures_allowed: number
  /** How often in a row the process that ran it died. */
  losses: number
  subject: string | null
  user_id: number | null
  request_id: string | null
  /** Of the trace that it belongs to (W3C Trace Context). */
  traceparent: string | null
  /** Since it was added or last replayed. */
  active_seconds: number
  /** Since it was due. */
  waited_seconds: number
  /** What the attempts before have put down of how far they came. */
  checkpoint: unknown
}

/** Why an attempt ended badly, as the ledger keeps it and operators read it. */
export interface JobFailure {
  code: string
  message: string
}

export const dueInMs = sql<number>`greatest(0, ceil(extract(epoch from run_at - now()) * 1000))::float8`
export const jobRef = ['id', 'queue', 'delivery', dueInMs.as('delay_ms')] as const

export const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`
