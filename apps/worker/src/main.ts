import { createConsumerRedis } from '@mudig/db/ledger/redis'
import { startTracing } from '@mudig/shared/tracing/start'
import closeWithGrace from 'close-with-grace'
import { collectDefaultMetrics } from 'prom-client'
import { configOrExit, createLog, openProducer, openWorkerDatabases } from './connect.js'
import { requireNoEviction } from './runtime/eviction.js'
import { startHealth } from './runtime/health.js'
import { registry } from './runtime/metrics.js'
import { createVendors } from './vendors.js'
import { startWorker } from './worker.js'

/** A worker that finds no Redis for so long begins without it. */
const redisPatienceMs = 3_000

const config = configOrExit()
const endTracing = await startTracing({ endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT, service: 'mudig-worker' })
const log = createLog(config)
const databases = openWorkerDatabases(config, log)
const producer = openProducer(config)
const consumer = createConsumerRedis(config.REDIS_URL)
let redisWasReady = true
consumer.on('ready', () => {
  redisWasReady = true
})
consumer.on('error', err => {
  // It tries again every two seconds at most: one line per outage.
  if (redisWasReady) log.warn({ err }, 'Redis unreachable; polling Postgres for jobs until it is back')
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
    log.fatal({ err: error }, 'unusable Redis configuration; the worker stops')
    process.kill(process.pid, 'SIGTERM')
  })
})

const worker = startWorker({
  ...databases,
  producer,
  consumer,
  prefix: config.REDIS_PREFIX,
  vendors: createVendors(config, log),
  log,
})
if (config.HEALTH_PORT > 0) collectDefaultMetrics({ register: registry })
const health =
  config.HEALTH_PORT > 0
    ? await startHealth({
        port: config.HEALTH_PORT,
        host: config.HEALTH_HOST,
        runtime: worker.runtime,
        lanes: worker.lanes,
        databases: [databases.db, ...databases.lanes.values()],
        redis: producer,
        lastRelay: worker.lastRelay,
        figures: worker.figures,
      })
    : undefined
log.info({ lanes: config.lanes }, 'worker started')

closeWithGrace({ delay: 20_000, logger: log }, async ({ err }) => {
  if (err) log.fatal({ err }, 'fatal error; the worker stops')
  await worker.drain()
  health?.close()
  producer.disconnect()
  consumer.disconnect()
  const { db, schedulesDb, upkeepDb, lanes } = databases
  await Promise.all([db, schedulesDb, upkeepDb, ...lanes.values()].map(pool => pool.destroy()))
  await endTracing()
  log.info('worker stopped')
})
