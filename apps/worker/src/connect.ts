import { createDb, type Db } from '@mudig/db/core/client'
import { createProducerRedis } from '@mudig/db/ledger/ledger'
import { EnvError } from '@mudig/shared/core/env'
import { processLog } from '@mudig/shared/core/logging'
import { type Logger, pino } from 'pino'
import { type Config, readConfig } from './config.js'

/** The configuration, or the end of the process with every fault listed. */
export const configOrExit = (): Config => {
  try {
    return readConfig()
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    console.error(error.message)
    process.exit(78)
  }
}

export const createLog = (config: Config): Logger =>
  pino(processLog('worker', { level: config.LOG_LEVEL, pretty: config.LOG_PRETTY }))

export interface Databases {
  /** What processors work with. */
  db: Db
  /** Connections of their own for renewals, takeovers and the relay, which must not wait for those that are at work. */
  upkeepDb: Db
}

/** Jobs wait so long for a Postgres that stands still, rather than begin again when it goes on. */
const patienceMs = 30_000
/** What keeps leases is quick or comes too late. */
const upkeepPatienceMs = 3_000

/** Connections for upkeep: of a worker, and of a process that runs one job, which only renews. */
export const upkeepConnections = { worker: 3, isolated: 1 } as const

export const openDatabases = (config: Config, log: Logger, poolSize: number, upkeepSize: number): Databases => {
  const open = (size: number, applicationName: string, timeoutMs: number): Db =>
    createDb({
      url: config.DATABASE_URL,
      poolSize: size,
      preparesStatements: config.DATABASE_PREPARE,
      applicationName,
      statementTimeoutMs: timeoutMs,
      connectionTimeoutMs: timeoutMs,
      onConnectionError: error => log.warn({ err: error }, 'a database connection broke'),
    })
  return {
    db: open(poolSize, 'mudig-worker', patienceMs),
    upkeepDb: open(upkeepSize, 'mudig-worker-upkeep', upkeepPatienceMs),
  }
}

export const openProducer = (config: Config) => {
  const producer = createProducerRedis(config.REDIS_URL)
  producer.on('error', () => {})
  return producer
}
