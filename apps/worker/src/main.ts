import { createDb } from '@mudig/db/client'
import { createProducerRedis } from '@mudig/db/ledger'
import { EnvError } from '@mudig/shared/env'
import { logOptions } from '@mudig/shared/logging'
import closeWithGrace from 'close-with-grace'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { readConfig } from './config.js'
import { startHealth } from './runtime/health.js'
import { createVendors } from './vendors.js'
import { startWorker } from './worker.js'

const config = (() => {
  try {
    return readConfig()
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    console.error(error.message)
    process.exit(78)
  }
})()

const log = pino({
  name: 'worker',
  level: config.LOG_LEVEL,
  ...logOptions,
  ...(config.LOG_PRETTY && { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } }),
})
const db = createDb({
  url: config.DATABASE_URL,
  poolSize: config.DATABASE_POOL,
  preparesStatements: config.DATABASE_PREPARE,
  applicationName: 'mudig-worker',
  onConnectionError: error => log.warn({ err: error }, 'a database connection broke'),
})
const producer = createProducerRedis(config.REDIS_URL)
const consumer = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null, retryStrategy: times => Math.min(times * 100, 2_000) })
let redisWasReady = true
consumer.on('ready', () => {
  redisWasReady = true
})
consumer.on('error', err => {
  // It tries again every two seconds at most: one line per outage.
  if (redisWasReady) log.warn({ err }, 'Redis is away; deliveries go on when it is back')
  redisWasReady = false
})
producer.on('error', () => {})
// A worker without Redis has nothing to do yet; it waits here rather than crash in a loop.
await new Promise<void>(resolve => (producer.status === 'ready' ? resolve() : producer.once('ready', resolve)))

const worker = await startWorker({ db, producer, consumer, prefix: config.REDIS_PREFIX, vendors: createVendors(config, log), log })
const health =
  config.HEALTH_PORT > 0
    ? await startHealth({
        port: config.HEALTH_PORT,
        host: config.HEALTH_HOST,
        runtime: worker.runtime,
        redis: producer,
        lastRelay: worker.lastRelay,
      })
    : undefined
log.info('worker started')

closeWithGrace({ delay: 20_000, logger: log }, async ({ err }) => {
  if (err) log.fatal({ err }, 'worker is broken and stops')
  await worker.drain()
  health?.close()
  producer.disconnect()
  consumer.disconnect()
  await db.destroy()
  log.info('worker stopped')
})
