import { createDb, type Db } from '@mudig/db/core/client'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { EnvError } from '@mudig/shared/core/env'
import type { LaneName } from '@mudig/shared/core/lanes'
import { processLog } from '@mudig/shared/core/logging'
import { type Logger, pino } from 'pino'
import { type Config, readConfig } from './config.js'
import { shareConnections } from './lanes.js'
import { vendorsOfLanes } from './processors.js'
import { sectionsOf } from './vendors.js'

/** The configuration for the lanes that this worker serves, or the end of the process with every fault listed. */
export const configOrExit = (): Config => {
  try {
    return readConfig(undefined, lanes => sectionsOf(vendorsOfLanes(lanes)))
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    console.error(error.message)
    process.exit(78)
  }
}

export const createLog = (config: Config): Logger =>
  pino(processLog('worker', { level: config.LOG_LEVEL, pretty: config.LOG_PRETTY }))

/** Jobs wait so long for a Postgres that stands still, rather than begin again when it goes on. */
const patienceMs = 30_000
/** What keeps leases is quick or comes too late. */
const upkeepPatienceMs = 3_000

/** Connections for upkeep: of a worker, and of a process that runs one job, which only renews. */
export const upkeepConnections = { worker: 3, isolated: 1 } as const

/** Connections of a worker's processes, each pool for one purpose. */
export const openDatabases = (config: Config, log: Logger) => {
  const open = (size: number, purpose: string, timeoutMs: number): Db =>
    createDb({
      url: config.DATABASE_URL,
      poolSize: size,
      preparesStatements: config.DATABASE_PREPARE,
      applicationName: ['mudig-worker', purpose].filter(Boolean).join('-'),
      statementTimeoutMs: timeoutMs,
      connectionTimeoutMs: timeoutMs,
      onConnectionError: error => log.warn({ err: error }, 'database connection lost; the pool opens a new one'),
    })
  return {
    forJobs: (size: number, purpose: LaneName | 'schedules' | '' = ''): Db => open(size, purpose, patienceMs),
    /** For renewals, takeovers and the relay, which must not wait for those that are at work. */
    forUpkeep: (size: number): Db => open(size, 'upkeep', upkeepPatienceMs),
  }
}

export interface Databases {
  /** For timers, and for what operators ask. */
  readonly db: Db
  /** For schedules, whose statements may take long. */
  readonly schedulesDb: Db
  readonly upkeepDb: Db
  /** What the jobs of each lane work with. A lane whose jobs hold all of theirs takes nothing from the others. */
  readonly lanes: ReadonlyMap<LaneName, Db>
}

/** The pools of a worker: for upkeep, for timers, for schedules, and one for each lane that it serves. */
export const openWorkerDatabases = (config: Config, log: Logger): Databases => {
  const { forJobs, forUpkeep } = openDatabases(config, log)
  const { timers, schedules, byLane } = shareConnections(config.lanes, config.DATABASE_POOL)
  return {
    db: forJobs(timers),
    schedulesDb: forJobs(schedules, 'schedules'),
    upkeepDb: forUpkeep(upkeepConnections.worker),
    lanes: new Map([...byLane].map(([lane, size]) => [lane, forJobs(size, lane)])),
  }
}

export const openProducer = (config: Config) => {
  const producer = createProducerRedis(config.REDIS_URL)
  producer.on('error', () => {})
  return producer
}
