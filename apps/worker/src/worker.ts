import { hostname } from 'node:os'
import type { Db } from '@mudig/db/core/client'
import { channels, createLedger } from '@mudig/db/ledger/ledger'
import type { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { deferredSearches } from './music/search-deferred.js'
import { processors } from './processors.js'
import { consume } from './runtime/consume.js'
import { every } from './runtime/every.js'
import { createIsolation } from './runtime/isolation.js'
import { createLane } from './runtime/lane.js'
import { createLeases } from './runtime/leases.js'
import { resumePaused } from './runtime/paused.js'
import { startPoll } from './runtime/poll.js'
import { startRelay } from './runtime/relay.js'
import { DrainingError } from './runtime/run-job.js'
import type { Runtime } from './runtime/runtime.js'
import { startSchedules } from './runtime/schedules.js'
import { startSweep } from './runtime/sweep.js'
import { startTakeover } from './runtime/takeover.js'
import type { Vendors } from './vendors.js'

export interface WorkerOptions {
  db: Db
  /** Connections of their own for renewing leases and for takeovers. */
  upkeepDb: Db
  /** For commands: fails fast while Redis is away. */
  producer: Redis
  /** For blocking reads and subscriptions: waits for Redis to come back. */
  consumer: Redis
  prefix: string
  vendors: Vendors
  log: Logger
  /** Of the processes for jobs that run alone; unset, this process' own. */
  isolatedEnv?: NodeJS.ProcessEnv
}

/**
 * Jobs get this long to finish on shutdown before they are given back. Below the 30 s after which most platforms kill.
 */
const drainMs = 10_000
/** How often jobs that have to run alone are looked for. */
const suspectsMs = 1_000

/** Starts taking jobs of every queue, and the timers that keep the ledger's promises. */
export const startWorker = ({ db, upkeepDb, producer, consumer, prefix, vendors, log, isolatedEnv }: WorkerOptions) => {
  const onPushError = (error: unknown) => log.warn({ err: error }, 'a push is left to the relay')
  const ledger = createLedger({ db, redis: producer, prefix, onPushError })
  const upkeep = createLedger({ db: upkeepDb, redis: producer, prefix, onPushError })
  const leases = createLeases(upkeepDb, log)
  const runtime: Runtime = { db, ledger, leases, vendors, log, workerName: `${hostname()}/${process.pid}` }

  const subscriber = consumer.duplicate()
  subscriber.on('error', () => {})
  subscriber.on('message', (_, message) => {
    // The next renewal would notice too.
    leases
      .recheck(message.split(',').map(Number))
      .catch(error => log.warn({ err: error }, 'a cancellation is noticed later'))
  })
  // Without Redis it waits until there is one.
  subscriber.subscribe(channels.cancel(prefix)).catch(() => {})

  const isolation = createIsolation(runtime, processors, isolatedEnv)
  const lanes = [...processors.values()].map(work => createLane(work, runtime))
  const workers: Worker[] = lanes.map(lane => consume(lane, consumer, prefix, runtime))
  // With bounds of its own: health tells from it whether this process moves, whatever the database does.
  const relay = startRelay(upkeepDb, upkeep, producer, log)
  const timers = [
    relay,
    startTakeover({ db: upkeepDb, ledger: upkeep, log }, processors),
    startSweep(db, ledger, producer, log),
    // Whichever of them pushed last knows how Redis is.
    startPoll(lanes, runtime, () => ledger.isDisturbed() || upkeep.isDisturbed()),
    every('suspects', suspectsMs, log, isolation.look),
    resumePaused(ledger, producer, prefix, [...processors.keys()], log),
    startSchedules(db, [deferredSearches(vendors)], log),
  ]

  return {
    runtime,
    lastRelay: relay.lastRun,
    /** Takes nothing new, lets running jobs end within a bound, gives the rest back. */
    drain: async (): Promise<void> => {
      leases.close()
      const stopped = Promise.all(timers.map(repeated => repeated.stop()))
      const settled = async () => Promise.all(lanes.map(lane => lane.settled()))
      const closing = Promise.allSettled([
        ...workers.map(worker => worker.close()),
        isolation.stop(),
        stopped.then(settled),
      ])
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>(resolve => {
        timer = setTimeout(resolve, drainMs)
      })
      await Promise.race([closing, late])
      clearTimeout(timer)
      leases.abortAll(new DrainingError('this worker is stopping'))
      await closing
      await leases.stop()
      subscriber.disconnect()
      await Promise.all([ledger.close(), upkeep.close()])
    },
  }
}
