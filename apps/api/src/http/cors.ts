import cors from '@fastify/cors'
import plugin from 'fastify-plugin'
import { frontEndOrigins, isFromOwnPage } from './origins.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of an OPTIONS route: what its answer says beside what browsers ask for. */
    optionsHeaders?: Readonly<Record<string, string>>
  }
}

/** Headers of resumable uploads, see `tracks/tus.ts`. */
const tus = {
  asked: ['tus-resumable', 'upload-length', 'upload-metadata', 'upload-offset'],
  said: [
    'tus-resumable',
    'tus-version',
    'tus-extension',
    'tus-max-size',
    'upload-offset',
    'upload-length',
    'upload-metadata',
    'upload-expires',
  ],
}

/** Staff work on pages of this server alone. */
const staffPath = /^\/admin(\/|$)/

/**
 * Front ends live elsewhere. Cookies are for those that the configuration names, and for routes that take them
 * (`config.social`); all others are sent bearer tokens. Error answers carry the headers too.
 */
export const crossOrigin = plugin(async app => {
  // Before the plugin, which answers every OPTIONS by itself.
  app.addHook('onRequest', (request, reply, done) => {
    const { optionsHeaders } = request.routeOptions.config
    if (optionsHeaders !== undefined) reply.headers(optionsHeaders)
    // A preflight names no route of its own; what follows it says for itself whether it takes cookies.
    const takesCookies =
      request.routeOptions.config.social || (request.method === 'OPTIONS' && !staffPath.test(request.url))
    if (takesCookies && request.headers.origin !== undefined && isFromOwnPage(app.config, request.headers))
      reply.header('access-control-allow-credentials', 'true')
    done()
  })
  await app.register(cors, {
    origin: frontEndOrigins(app.config),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'prefer',
      'last-event-id',
      'accept-language',
      'x-request-id',
      ...tus.asked,
      // Of the first web page, which may send Google's token so.
      'id_token',
      'range',
      'if-range',
    ],
    exposedHeaders: [
      'location',
      'retry-after',
      'x-request-id',
      'preference-applied',
      'content-language',
      // Of lists that are bare arrays.
      'x-next-cursor',
      ...tus.said,
      // Players that fetch a track in parts.
      'accept-ranges',
      'content-range',
      'etag',
    ],
    // As long as Chrome keeps one: a token on a read makes a preflight of each address.
    maxAge: 7_200,
    strictPreflight: false,
  })
})
