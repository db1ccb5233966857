import { claimNextJob } from '@mudig/db/ledger/claim'
import type { ClaimedJob } from '@mudig/db/ledger/job'
import { leaseSeconds } from './leases.js'
import type { QueueProcessor } from './processor.js'
import { type RunResult, runClaimed } from './run-job.js'
import type { Runtime } from './runtime.js'

/**
 * Of a queue's slots in one process an account holds at most this share, so that another one always finds a slot soon.
 */
const accountShare = 4

export type Lane = ReturnType<typeof createLane>

/**
 * Takes the jobs of one queue in the order that Postgres keeps. A delivery says that one more job is there, not which
 * one is next: so the first in line runs, whoever's delivery came first.
 */
export const createLane = (processor: QueueProcessor, runtime: Runtime) => {
  const { db, leases, log, workerName } = runtime
  const { name: queue, concurrency } = processor.queue
  const slotsOfAccount = Math.ceil(concurrency / accountShare)
  const running = new Map<number, number>()
  let total = 0
  // Jobs were passed over because of their accounts, and their deliveries are spent.
  let passedOver = false
  let claiming: Promise<unknown> = Promise.resolve()
  const filling = new Set<Promise<void>>()

  const claim = async () => {
    if (leases.isClosed()) return undefined
    const sated = [...running].filter(([, slots]) => slots >= slotsOfAccount).map(([account]) => account)
    const job = await claimNextJob(db, { queue, sated }, workerName, leaseSeconds)
    if (!job) passedOver = sated.length > 0
    else {
      total += 1
      if (job.user_id !== null) running.set(job.user_id, (running.get(job.user_id) ?? 0) + 1)
    }
    return job
  }

  /** One claim after the other, so that each knows what the account of the one before holds. */
  const claimInTurn = (): ReturnType<typeof claim> => {
    const turn = claiming.then(claim)
    claiming = turn.catch(() => {})
    return turn
  }

  const leave = (account: number | null) => {
    total -= 1
    if (account === null) return
    const slots = running.get(account)! - 1
    if (slots > 0) running.set(account, slots)
    else running.delete(account)
  }

  const run = async (job: ClaimedJob): Promise<RunResult> => {
    try {
      return await runClaimed(processor, job, runtime)
    } finally {
      leave(job.user_id)
    }
  }

  const runNext = async (): Promise<RunResult> => {
    const job = await claimInTurn()
    return job ? run(job) : { outcome: 'nothing' }
  }

  /** Claims until no slot is free or nothing is due; each slot that becomes free goes on while `wanted`. */
  const fill = async (wanted: () => boolean): Promise<void> => {
    while (total < concurrency) {
      const job = await claimInTurn()
      if (!job) return
      const filled = run(job)
        .then(() => (wanted() ? fill(wanted) : undefined))
        .catch(error => log.warn({ err: error, queue }, 'a job could not be taken'))
        .finally(() => filling.delete(filled))
      filling.add(filled)
    }
  }

  return {
    processor,
    isFull: () => total >= concurrency,
    /** Runs what is first in line, and then what was passed over before. @returns how the first one ended */
    take: async (): Promise<RunResult> => {
      const first = await runNext()
      for (let last = first; passedOver && last.outcome !== 'nothing'; ) last = await runNext()
      return first
    },
    fill,
    /** Waits for what `fill` has begun. */
    settled: async (): Promise<void> => {
      while (filling.size > 0) await Promise.all(filling)
    },
  }
}
