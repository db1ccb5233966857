import closeWithGrace from 'close-with-grace'
import { Redis } from 'ioredis'
import { configOrExit, createLog, openDatabases, openProducer, upkeepConnections } from './connect.js'
import { requireNoEviction } from './runtime/eviction.js'
import { startHealth } from './runtime/health.js'
import { createVendors } from './vendors.js'
import { startWorker } from './worker.js'

/** A worker that finds no Redis for so long begins without it. */
const redisPatienceMs = 3_000

const config = configOrExit()
const log = createLog(config)
const { db, upkeepDb } = openDatabases(config, log, config.DATABASE_POOL, upkeepConnections.worker)
const producer = openProducer(config)
const consumer = new Redis(config.REDIS_URL, {
  maxRetriesPerRequest: null,
  // BullMQ blocks for ten seconds at most; a connection that says nothing for longer is given up.
  socketTimeout: 15_000,
  retryStrategy: times => Math.min(times * 100, 2_000),
})
let redisWasReady = true
consumer.on('ready', () => {
  redisWasReady = true
})
consumer.on('error', err => {
  // It tries again every two seconds at most: one line per outage.
  if (redisWasReady) log.warn({ err }, 'Redis is away; jobs are looked for in Postgres until it is back')
  redisWasReady = false
})
await new Promise<void>(resolve => {
  producer.once('ready', resolve)
  setTimeout(resolve, redisPatienceMs)
})
if (producer.status === 'ready') await requireNoEviction(producer)
// Also the one that comes back may be another one.
producer.on('ready', () => {
  requireNoEviction(producer).catch(error => {
    log.fatal({ err: error }, 'this Redis is not to be used')
    process.kill(process.pid, 'SIGTERM')
  })
})

const worker = startWorker({
  db,
  upkeepDb,
  producer,
  consumer,
  prefix: config.REDIS_PREFIX,
  vendors: createVendors(config, log),
  log,
})
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
  await Promise.all([db.destroy(), upkeepDb.destroy()])
  log.info('worker stopped')
})
