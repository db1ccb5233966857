import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Claim } from '@mudig/db/ledger/job'
import * as jobs from '@mudig/db/ledger/losses'
import { afterWorkingFor } from './after-working-for.js'
import { failPermanently } from './fail-permanently.js'
import { leaseSeconds } from './leases.js'
import { observeLoss, observeQuarantine } from './metrics.js'
import { persist } from './persist.js'
import type { QueueProcessor } from './processor.js'
import type { Runtime } from './runtime.js'

/** What a worker asks a process of its own to do. */
export interface RunOrder {
  id: number
  queue: string
}

/** What that process says about it. */
export type ChildMessage = { claimed: Claim } | { ended: number }

/** The entry point of such a process; the same name as source and compiled. */
const entry = fileURLToPath(new URL(`../isolated${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))

/**
 * Processes that a worker has at once for jobs that run alone: some 90 MB each, and starting one takes a core for a
 * second.
 */
const mostProcesses = Math.min(4, availableParallelism() + 1)
/** Starting one takes a second of processor time; it stays for the next suspect for so long. */
const idleMs = 20_000
/** Over what the job's queue allows; its own timeout comes first, where its process still turns. */
const hangMarginMs = 10_000
const longMs = 60_000
const mostLong = Math.ceil(mostProcesses / 2)
const lookedAt = 20
/** Longer than a drain. */
const killAfterMs = 15_000

interface Isolated {
  process: ChildProcess
  order?: RunOrder | undefined
  claim?: Claim | undefined
  /** Of the idle process, or of the job that hangs. */
  timer?: { clear: () => void }
}

export type Isolation = ReturnType<typeof createIsolation>

/**
 * Runs jobs that are suspected of killing their process, each alone in a process of its own. When that process dies,
 * nobody else is harmed and the culprit is known.
 * @param env of these processes; unset, that of this one
 */
export const createIsolation = (
  runtime: Runtime,
  processors: ReadonlyMap<string, QueueProcessor>,
  env?: NodeJS.ProcessEnv,
) => {
  const { db, ledger, leases, log } = runtime
  const processes = new Set<Isolated>()
  let looking = false

  const start = (): Isolated => {
    const isolated: Isolated = {
      process: fork(entry, [String(process.pid)], {
        ...(env && { env }),
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      }),
    }
    processes.add(isolated)
    isolated.process.on('message', (message: ChildMessage) => {
      isolated.timer?.clear()
      if ('claimed' in message) {
        isolated.claim = message.claimed
        // Alone in its process it may hang in a loop that no timeout of its own ends.
        const { timeoutMs } = processors.get(isolated.order!.queue)!.queue
        isolated.timer = afterWorkingFor(timeoutMs + hangMarginMs, db, () => isolated.process.kill('SIGKILL'))
      } else {
        const worked = isolated.claim !== undefined
        isolated.order = isolated.claim = undefined
        const idle = setTimeout(() => isolated.process.disconnect(), idleMs)
        isolated.timer = { clear: () => clearTimeout(idle) }
        // One that took nothing would find the same again.
        if (worked) void look()
      }
    })
    isolated.process.on('error', error => {
      // One that could not be started never exits.
      if (isolated.process.pid === undefined) processes.delete(isolated)
      log.error({ err: error }, 'error of a process for isolated jobs')
    })
    isolated.process.once('exit', async () => {
      // What it said last may still be on its way.
      if (isolated.process.connected) await once(isolated.process, 'disconnect')
      processes.delete(isolated)
      isolated.timer?.clear()
      const { claim, order } = isolated
      if (claim && order && !leases.isClosed()) await blame(claim, order)
    })
    return isolated
  }

  /** The process died, and this job alone was in it. */
  const blame = async (claim: Claim, { queue }: RunOrder): Promise<void> => {
    try {
      const dead = await persist(runtime, () =>
        ledger.transaction(trx => jobs.recordDeathAlone(trx, claim, leaseSeconds)),
      )
      observeLoss(queue)
      if (!dead)
        return log.warn({ queue, job: claim.id }, 'process of an isolated job crashed; the job is queued again')
      const failure = {
        code: 'quarantined',
        message: `the process that ran this job crashed ${dead.losses} times in a row, last with nothing else running`,
      }
      log.error({ queue, job: claim.id }, failure.message)
      observeQuarantine(queue)
      await persist(runtime, () => failPermanently(runtime, processors.get(queue)!, dead, failure))
    } catch (error) {
      log.error(
        { err: error, queue, job: claim.id },
        'crash of an isolated process could not be recorded; the lease of its job will expire',
      )
    }
  }

  /**
   * Gives suspects that are due to processes that are free. Called whenever there may be some; two looks at once are
   * one.
   */
  const look = async (): Promise<void> => {
    if (looking || leases.isClosed()) return
    looking = true
    try {
      const busy = [...processes].flatMap(({ order }) => order ?? [])
      const free = mostProcesses - busy.length
      if (free <= 0) return
      const isLong = (queue: string) => processors.get(queue)!.queue.timeoutMs > longMs
      const longOnes = busy.filter(({ queue }) => isLong(queue)).length
      // Jobs of many minutes leave room for those that somebody waits for.
      const queues = [...processors.keys()].filter(queue => longOnes < mostLong || !isLong(queue))
      const ids = busy.map(order => order.id)
      // Other workers look at the same ones: each begins somewhere else.
      const suspects = await jobs.nextSuspects(db, queues, ids, lookedAt)
      for (const order of shuffled(suspects).slice(0, free)) {
        if (leases.isClosed()) return
        const isolated = [...processes].find(one => !one.order && one.process.connected) ?? start()
        isolated.timer?.clear()
        isolated.order = order
        isolated.process.send(
          order,
          error => error && log.warn({ err: error }, 'process for isolated jobs has exited; the job was not sent'),
        )
      }
    } catch (error) {
      log.warn({ err: error }, 'jobs to isolate could not be read; tried again')
    } finally {
      looking = false
    }
  }

  return {
    look,
    /** Lets the processes end what they run, within their own bound. */
    stop: async (): Promise<void> => {
      await Promise.all(
        [...processes].map(async ({ process, timer }) => {
          timer?.clear()
          const ended = once(process, 'exit')
          if (process.connected) process.disconnect()
          const late = setTimeout(() => process.kill('SIGKILL'), killAfterMs)
          await ended
          clearTimeout(late)
        }),
      )
    },
  }
}

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map(one => ({ one, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
