import { claimNextJob } from '@mudig/db/ledger/claim'
import type { ClaimedJob } from '@mudig/db/ledger/job'
import type { LaneName } from '@mudig/shared/core/lanes'
import type { LaneSettings } from '../lanes.js'
import { leaseSeconds } from './leases.js'
import type { QueueProcessor } from './processor.js'
import { type RunResult, runClaimed } from './run-job.js'
import type { Runtime } from './runtime.js'

export type Lane = ReturnType<typeof createLane>

/** How many slots each one holds. */
const createTally = <Key>(most: number) => {
  const held = new Map<Key, number>()
  return {
    take: (key: Key) => void held.set(key, (held.get(key) ?? 0) + 1),
    giveBack: (key: Key) => {
      const left = held.get(key)! - 1
      if (left > 0) held.set(key, left)
      else held.delete(key)
    },
    isFull: (key: Key): boolean => (held.get(key) ?? 0) >= most,
    /** Those that hold all that they may. */
    full: (): Key[] => [...held].filter(([, slots]) => slots >= most).map(([key]) => key),
  }
}

/**
 * Takes the jobs of a lane's queues, in the order that Postgres keeps. A delivery says that one more job is there, not
 * which one is next: so the first in line runs, whoever's delivery came first.
 */
export const createLane = (
  name: LaneName,
  settings: Pick<LaneSettings, 'slots' | 'slotsOfQueue' | 'slotsOfAccount'>,
  processors: ReadonlyMap<string, QueueProcessor>,
  runtime: Runtime,
  /** Whether jobs of the queue can be done here just now. */
  isReady: (queue: string) => boolean = () => true,
) => {
  const { db, leases, log, workerName } = runtime
  const { slots } = settings
  const queues = [...processors.keys()]
  const byAccount = createTally<number>(settings.slotsOfAccount)
  const byQueue = createTally<string>(settings.slotsOfQueue)
  let total = 0
  // Jobs may be due that were passed over, because slots, their accounts' or their queues', were all taken.
  let passedOver = false
  let givenBack = 0
  let claiming: Promise<unknown> = Promise.resolve()
  const filling = new Set<Promise<void>>()

  const claim = async (): Promise<ClaimedJob | undefined> => {
    if (leases.isClosed()) return undefined
    // Whoever waited for its turn may find that the others before it took what was free.
    if (total >= slots) {
      passedOver = true
      return undefined
    }
    const before = givenBack
    const fullAccounts = byAccount.full()
    const fullQueues = byQueue.full()
    const open = queues.filter(queue => !fullQueues.includes(queue) && isReady(queue))
    const job = await claimNextJob(db, { queues: open, skipAccounts: fullAccounts }, workerName, leaseSeconds)
    if (job) {
      total += 1
      byQueue.take(job.queue)
      if (job.user_id !== null) byAccount.take(job.user_id)
      return job
    }
    passedOver = fullAccounts.length > 0 || fullQueues.length > 0
    // A slot that became free meanwhile has looked at `passedOver` already.
    return passedOver && givenBack !== before ? claim() : undefined
  }

  /** One claim after the other, so that each knows what the one before holds. */
  const claimInTurn = (): ReturnType<typeof claim> => {
    const turn = claiming.then(claim)
    claiming = turn.catch(() => {})
    return turn
  }

  const run = async (job: ClaimedJob): Promise<RunResult> => {
    try {
      return await runClaimed(processors.get(job.queue)!, job, runtime)
    } finally {
      total -= 1
      givenBack += 1
      byQueue.giveBack(job.queue)
      if (job.user_id !== null) byAccount.giveBack(job.user_id)
    }
  }

  const runNext = async (): Promise<RunResult> => {
    const job = await claimInTurn()
    return job ? run(job) : { outcome: 'nothing' }
  }

  /** Claims until no slot is free or nothing is due; each slot that becomes free goes on while `wanted`. */
  const fill = async (wanted: () => boolean): Promise<void> => {
    while (total < slots) {
      const job = await claimInTurn()
      if (!job) return
      const filled = run(job)
        .then(() => (wanted() || passedOver ? fill(wanted) : undefined))
        .catch(error => log.warn({ err: error, lane: name }, 'job could not be claimed; tried again'))
        .finally(() => filling.delete(filled))
      filling.add(filled)
    }
  }

  return {
    name,
    slots,
    queues,
    isReady,
    busy: () => total,
    isFull: (): boolean => total >= slots,
    /** Whether no slot is free for a job of that queue. The next one that is looks for it, without a delivery. */
    passesOver: (queue: string): boolean => {
      const isFull = total >= slots || byQueue.isFull(queue)
      passedOver ||= isFull
      return isFull
    },
    /** Whether jobs may be due that this lane has no slots for. */
    hasPassedOver: (): boolean => passedOver,
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
