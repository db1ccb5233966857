import type { Db } from '@mudig/db/core/client'
import type { Ledger } from '@mudig/db/ledger/ledger'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Config } from './config.js'
import { domains, groups } from './domains.gen.js'
import { answered } from './http/answered.js'
import { auth } from './http/auth.js'
import { bodyEncoding } from './http/body-encoding.js'
import { crossOrigin } from './http/cors.js'
import { deadlines } from './http/deadlines.js'
import { docs } from './http/docs.js'
import { answerClientError, answerError, errorAnswers } from './http/errors.js'
import { health } from './http/health.js'
import { requestLog } from './http/logging.js'
import { mediaAddresses } from './http/media-addresses.js'
import { metrics } from './http/metrics.js'
import { rateLimits } from './http/rate-limits.js'
import { requestId, requestIdHeader } from './http/request-id.js'
import { securityHeaders } from './http/security-headers.js'
import { seedPaths } from './http/seed.js'
import { buildSerializer } from './http/serialization.js'
import { cookies } from './http/social.js'
import { stopping } from './http/stopping.js'
import { suspensions } from './http/suspensions.js'
import { requestSpans } from './http/tracing.js'
import { uploads } from './http/uploads.js'
import { validation } from './http/validation.js'
import { webSockets } from './http/web-sockets.js'
import { announcements } from './realtime/announcements.js'
import { meaning } from './vectors/plugin.js'

/** What the routes work with. Whoever makes these also closes them, after the app. */
export interface AppOptions {
  config: Config
  logger: Logger
  db: Db
  /** Transactions whose jobs are delivered after their commit. */
  ledger: Ledger
  /** For publishing and counting: commands fail at once while Redis is away. */
  redis: Redis
  storage: Storage
}

declare module 'fastify' {
  interface FastifyInstance extends Omit<AppOptions, 'logger'> {}
}

/** Bodies without files are small. */
const bodyLimit = 64 * 1024

export const buildApp = async ({ logger, ...parts }: AppOptions): Promise<FastifyInstance> => {
  const { trustProxy } = parts.config
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: requestId,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    bodyLimit,
    schemaController: { compilersFactory: { buildSerializer } },
    // `deadlines` ends slow senders, because files may take long to arrive; of headers Node does so by itself.
    requestTimeout: 0,
    connectionTimeout: 0,
    // Event streams would otherwise keep a stopping process alive; the routes end them first, in preClose.
    forceCloseConnections: true,
    // The answer of Fastify itself has neither our shape nor CORS headers; `stopping` gives ours.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  })
  app.decorate('config', parts.config)
  app.decorate('db', parts.db)
  app.decorate('ledger', parts.ledger)
  app.decorate('redis', parts.redis)
  app.decorate('storage', parts.storage)

  await app.register(answered)
  await app.register(requestIdHeader)
  await app.register(requestSpans)
  await app.register(requestLog)
  await app.register(deadlines)
  await app.register(metrics)
  await app.register(crossOrigin)
  await app.register(securityHeaders)
  await app.register(validation)
  await app.register(uploads)
  await app.register(cookies)
  await app.register(auth)
  await app.register(suspensions)
  await app.register(seedPaths)
  await app.register(mediaAddresses)
  await app.register(errorAnswers)
  await app.register(bodyEncoding)
  await app.register(rateLimits)
  await app.register(stopping)
  await app.register(webSockets)
  await app.register(announcements)
  await app.register(meaning)
  await app.register(docs, { groups })

  await app.register(health)
  for (const routes of domains) await app.register(routes)
  return app as unknown as FastifyInstance
}
