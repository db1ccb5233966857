import type { Trx } from '@mudig/db/core/client'
import { LostLeaseError } from '@mudig/db/ledger/lease'
import type { Context } from '../runtime/processor.js'

export interface Telling {
  /** There is something new to tell. */
  poke(): void
  /** Tells nothing more, and waits for what is being told. */
  stop(): Promise<void>
}

/**
 * Writes how far a job has come, at most once in `everyMs` and never twice at once, while the job goes on. What cannot
 * be written is passed over: the next time tells more.
 *
 * @param write false where nobody wants the job's result any longer
 * @param end gets told so, or that the job is somebody else's
 */
export const telling = (
  { commit, log }: Pick<Context, 'commit' | 'log'>,
  everyMs: number,
  write: (trx: Trx) => Promise<boolean>,
  end: (reason: unknown) => void,
): Telling => {
  let last = performance.now()
  let running: Promise<void> | undefined
  let stopped = false
  const tell = async (): Promise<void> => {
    try {
      if (!(await commit(write))) end(new NotWantedError())
    } catch (error) {
      if (error instanceof LostLeaseError) end(error)
      else log.debug({ err: error }, 'progress of a job could not be written')
    }
  }
  return {
    poke: () => {
      if (stopped || running !== undefined || performance.now() - last < everyMs) return
      last = performance.now()
      running = tell().finally(() => {
        running = undefined
      })
    },
    stop: async () => {
      stopped = true
      await running
    },
  }
}

/** The track was deleted, or another file has taken the place of this one, while a step was at work. */
export class NotWantedError extends Error {}
