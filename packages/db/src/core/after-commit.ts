import type { Trx } from './client.js'
import type { Topic } from './topics.js'

/** What a delivery needs to know of a row. */
export interface JobRef {
  id: number
  queue: string
  delivery: number
  /** Until it is due, by the clock of Postgres: those of the processes may differ. */
  delay_ms: number
}

/**
 * What a transaction wants told to Redis once it is true. All of it is a hint: Postgres alone would bring the same
 * about, later.
 */
export interface Notes {
  jobs: JobRef[]
  /** The job whose effects the transaction commits; what it adds keeps its place in line. */
  cause?: { turn_at: Date; watched: boolean }
  /** Newest number of each topic that changed. */
  changes: Map<Topic, number>
  /** Jobs whose processes should stop at once. */
  cancelled: number[]
}

const notesByTransaction = new WeakMap<Trx, Notes>()

/** Starts collecting for a transaction. Only the ledger does this. */
export const collectNotes = (trx: Trx): Notes => {
  const notes: Notes = { jobs: [], changes: new Map(), cancelled: [] }
  notesByTransaction.set(trx, notes)
  return notes
}

/** The job whose effects the transaction commits, if it is one's. */
export const causeOf = (trx: Trx): Notes['cause'] => notesByTransaction.get(trx)?.cause

/** Adds a note. Without a collector the relay and the pollers do the same work later, so nothing is lost. */
export const noteForAfterCommit = (trx: Trx, write: (notes: Notes) => void): void => {
  const notes = notesByTransaction.get(trx)
  if (notes) write(notes)
}

/** The jobs that a transaction of the ledger has cancelled so far. */
export const cancelledIn = (trx: Trx): readonly number[] => notesByTransaction.get(trx)?.cancelled ?? []
