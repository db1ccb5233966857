import { createDb, type Db } from '@mudig/db/client'
import { createProducerRedis } from '@mudig/db/ledger'
import { EnvError } from '@mudig/shared/env'
import { processLog } from '@mudig/shared/logging'
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

export const createLog = (config: Config): Logger => pino(processLog('worker', { level: config.LOG_LEVEL, pretty: config.LOG_PRETTY }))

const openDb = (config: Config, log: Logger, poolSize: number, applicationName: string): Db =>
  createDb({
    url: config.DATABASE_URL,
    poolSize,
    applicationName,
    onConnectionError: error => log.warn({ err: error }, 'a database connection broke'),
  })

export interface Databases {
  /** What processors work with. */
  db: Db
  /** Connections of their own for renewing leases and for takeovers, which must not wait for those that are at work. */
  upkeepDb: Db
}

export const openDatabases = (config: Config, log: Logger, poolSize = config.DATABASE_POOL): Databases => ({
  db: openDb(config, log, poolSize, 'mudig-worker'),
  upkeepDb: openDb(config, log, 2, 'mudig-worker-upkeep'),
})

export const openProducer = (config: Config) => {
  const producer = createProducerRedis(config.REDIS_URL)
  producer.on('error', () => {})
  return producer
}
