import { createDb } from '@mudig/db/core/client'
import { createLedger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { EnvError } from '@mudig/shared/core/env'
import { tracedMethods } from '@mudig/shared/core/tracing'
import { startTracing } from '@mudig/shared/tracing/start'
import closeWithGrace from 'close-with-grace'
import { buildApp } from './app.js'
import { readConfig } from './config.js'
import { createLogger } from './http/logging.js'

const configOrExit = () => {
  try {
    return readConfig()
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    console.error(error.message)
    // EX_CONFIG of sysexits.h, as the worker says it.
    return process.exit(78)
  }
}

/** SIGTERM to exit, requests in flight included. */
const drainWithinMs = 10_000

const config = configOrExit()
const endTracing = await startTracing({ endpoint: config.tracesTo, service: 'mudig-api' })
const logger = createLogger(config)
const db = createDb({
  ...config.database,
  applicationName: 'mudig-api',
  onConnectionError: err => logger.warn({ err }, 'database connection lost; the pool opens a new one'),
})
const redis = createProducerRedis(config.redis.url)
let redisWasReady = true
redis.on('ready', () => {
  redisWasReady = true
})
redis.on('error', err => {
  // It retries several times a second: one line per outage.
  if (redisWasReady) logger.warn({ err }, 'Redis unreachable; jobs stay in Postgres until it is back')
  redisWasReady = false
})
const ledger = createLedger({
  db,
  redis,
  prefix: config.redis.prefix,
  onPushError: err => logger.warn({ err }, 'push to Redis failed; the relay will push the job'),
})
const storage = tracedMethods('s3', createStorage(config.s3))
const app = await buildApp({ config, logger, db, ledger, redis, storage })

closeWithGrace({ delay: drainWithinMs, logger: false }, async ({ err, signal }) => {
  if (err) logger.fatal({ err }, 'fatal error; the process exits')
  else logger.info({ signal }, 'stopping')
  await app.close()
  await ledger.close()
  redis.disconnect()
  storage.close()
  await db.destroy()
  await endTracing()
})

await app.listen({ host: config.host, port: config.port })
