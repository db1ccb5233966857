import { hostname } from 'node:os'
import type { Db } from '@mudig/db/client'
import { channels, createLedger } from '@mudig/db/ledger'
import type { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { works } from './processors.js'
import { consume } from './runtime/consume.js'
import { createLeases } from './runtime/leases.js'
import { resumePaused } from './runtime/paused.js'
import { startRelay } from './runtime/relay.js'
import { DrainingError, type Runtime } from './runtime/run-job.js'
import { startSchedules } from './runtime/schedules.js'
import { startSweep } from './runtime/sweep.js'
import type { Vendors } from './vendors.js'

export interface WorkerOptions {
  db: Db
  /** For commands: fails fast while Redis is away. */
  producer: Redis
  /** For blocking reads and subscriptions: waits for Redis to come back. */
  consumer: Redis
  prefix: string
  vendors: Vendors
  log: Logger
}

/** Jobs get this long to finish on shutdown before they are given back. Below the 30 s after which most platforms kill. */
const drainMs = 10_000

/** Starts taking deliveries of every queue, and the timers that keep the ledger's promises. */
export const startWorker = async ({ db, producer, consumer, prefix, vendors, log }: WorkerOptions) => {
  await requireNoEviction(producer)
  const ledger = createLedger({
    db,
    redis: producer,
    prefix,
    onPushError: error => log.warn({ err: error }, 'a push is left to the relay'),
  })
  const leases = createLeases(db, log)
  const runtime: Runtime = { db, ledger, leases, vendors, log, workerName: `${hostname()}/${process.pid}` }

  const subscriber = consumer.duplicate()
  subscriber.on('error', () => {})
  subscriber.on('message', (_, message) => {
    // The next renewal would notice too.
    leases.recheck(message.split(',').map(Number)).catch(error => log.warn({ err: error }, 'a cancellation is noticed later'))
  })
  await subscriber.subscribe(channels.cancel(prefix))

  const workers: Worker[] = [...works.values()].map(work => consume(work, consumer, prefix, runtime, log))
  const relay = startRelay(db, ledger, producer, log)
  const timers = [relay, startSweep(db, ledger, producer, works, log), startSchedules(db, log)]
  timers.push(resumePaused(ledger, producer, prefix, [...works.keys()], log))

  return {
    runtime,
    lastRelay: relay.lastRun,
    /** Takes nothing new, lets running jobs end within a bound, gives the rest back. */
    drain: async (): Promise<void> => {
      const closing = Promise.allSettled(workers.map(worker => worker.close()))
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>(resolve => {
        timer = setTimeout(resolve, drainMs)
      })
      await Promise.race([closing, late])
      clearTimeout(timer)
      leases.abortAll(new DrainingError('this worker is stopping'))
      await closing
      await Promise.all([...timers.map(repeated => repeated.stop()), leases.stop()])
      subscriber.disconnect()
      await ledger.close()
    },
  }
}

/**
 * Refuses a Redis that may evict keys: with allkeys-lru, 3,000 additions raised no error and left nothing behind. A server that hides its
 * policy is trusted, because managed ones do.
 */
const requireNoEviction = async (redis: Redis): Promise<void> => {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1]
  if (policy !== undefined && policy !== 'noeviction') {
    throw new Error(`Redis evicts keys (maxmemory-policy is ${policy}), which loses jobs silently. Set it to noeviction.`)
  }
}
