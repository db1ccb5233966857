import { hostname } from 'node:os'
import type { Db } from '@mudig/db/core/client'
import { schedules } from '@mudig/db/domains'
import { channels, createLedger } from '@mudig/db/ledger/ledger'
import type { LaneName } from '@mudig/shared/core/lanes'
import type { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { knownBudgets } from './budgets.js'
import { filmSchedules } from './films/schedules.js'
import { lanes as laneSettings } from './lanes.js'
import { deferredSearches } from './music/search-deferred.js'
import { filesFigures } from './objects/figures.js'
import { processors, processorsOfLanes, vendorsOfLanes } from './processors.js'
import { budgetFigures } from './runtime/budget-figures.js'
import { consume } from './runtime/consume.js'
import { every } from './runtime/every.js'
import { createIsolation } from './runtime/isolation.js'
import { createLane } from './runtime/lane.js'
import { createLeases } from './runtime/leases.js'
import { resumePaused } from './runtime/paused.js'
import { startPoll } from './runtime/poll.js'
import { watchPrograms } from './runtime/programs.js'
import { startRelay } from './runtime/relay.js'
import { DrainingError } from './runtime/run-job.js'
import type { Runtime } from './runtime/runtime.js'
import { startSchedules } from './runtime/schedules.js'
import { startServing } from './runtime/serving.js'
import { startSweep } from './runtime/sweep.js'
import { startTakeover } from './runtime/takeover.js'
import { moneyFigures } from './shop/figures.js'
import { shopSchedules } from './shop/schedules.js'
import { meaningFigures } from './vectors/figures.js'
import { vectorSchedules } from './vectors/schedules.js'
import type { Vendors } from './vendors.js'

export interface WorkerOptions {
  /** For timers. */
  db: Db
  schedulesDb: Db
  /** The lanes that are served here, each with the connections that its jobs work with. */
  lanes: ReadonlyMap<LaneName, Db>
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

/** Starts taking jobs of its lanes' queues, and the timers that keep the ledger's promises for every lane. */
export const startWorker = (options: WorkerOptions) => {
  const { db, schedulesDb, upkeepDb, producer, consumer, prefix, vendors, log, isolatedEnv } = options
  const served = [...options.lanes.keys()]
  const needed = vendorsOfLanes(served)
  // Made before the first job asks, so that one that cannot be made ends the process while it starts.
  for (const name of needed) void vendors[name]
  const onPushError = (error: unknown) => log.warn({ err: error }, 'push to Redis failed; the relay will push the jobs')
  const ledger = createLedger({ db, redis: producer, prefix, onPushError })
  const upkeep = ledger.on(upkeepDb)
  const leases = createLeases(upkeepDb, log)
  const runtime: Runtime = { db, ledger, leases, vendors, log, workerName: `${hostname()}/${process.pid}` }

  const subscriber = consumer.duplicate()
  subscriber.on('error', () => {})
  subscriber.on('message', (_, message) => {
    // The next renewal would notice too.
    leases
      .recheck(message.split(',').map(Number))
      .catch(error =>
        log.warn({ err: error }, 'cancelled jobs could not be checked; the next lease renewal aborts them'),
      )
  })
  // Without Redis it waits until there is one.
  subscriber.subscribe(channels.cancel(prefix)).catch(() => {})

  const programs = watchPrograms(processorsOfLanes(served), vendors, log)
  const isolation = createIsolation(runtime, processorsOfLanes(served), isolatedEnv)
  const runtimeOf = (laneDb: Db): Runtime => ({ ...runtime, db: laneDb, ledger: ledger.on(laneDb) })
  const lanes = [...options.lanes].map(([name, laneDb]) =>
    createLane(name, laneSettings[name], processorsOfLanes([name]), runtimeOf(laneDb), programs.isReady),
  )
  const workers: Worker[] = lanes.map(lane =>
    consume(lane, laneSettings[lane.name].rateLimit, consumer, prefix, runtimeOf(options.lanes.get(lane.name)!)),
  )
  // With bounds of its own: health tells from it whether this process moves, whatever the database does.
  const relay = startRelay(upkeepDb, upkeep, producer, log)
  const timers = [
    relay,
    startTakeover({ db: upkeepDb, ledger: upkeep, log }, processors),
    startSweep(db, ledger, producer, log),
    programs,
    startServing(db, served, programs, log),
    startPoll(lanes, runtime, ledger.isDisturbed),
    every('suspects', suspectsMs, log, isolation.look),
    resumePaused(ledger, producer, prefix, [...processors.values()], log),
    // One that needs vendors runs where they are there.
    startSchedules(
      schedulesDb,
      [
        ...schedules,
        ...(needed.has('youtube') ? [deferredSearches(vendors)] : []),
        ...(needed.has('kofic') ? filmSchedules(ledger, vendors) : []),
        ...(needed.has('embeddings') ? vectorSchedules(ledger, vendors) : []),
        ...(needed.has('portone') ? shopSchedules(vendors) : []),
      ],
      log,
    ),
  ]

  return {
    runtime,
    lanes,
    lastRelay: relay.lastRun,
    /** What there is to tell of beside the ledger. */
    figures: [budgetFigures(db, knownBudgets(needed, vendors)), moneyFigures(db), filesFigures(db), meaningFigures(db)],
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
      await ledger.close()
    },
  }
}
