import cors from '@fastify/cors'
import plugin from 'fastify-plugin'

const local = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/

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

/**
 * Front ends live elsewhere and send bearer tokens, never cookies, so credentials stay off. Error answers carry the
 * headers too.
 */
export const crossOrigin = plugin(async app => {
  const { corsOrigins, environment } = app.config
  // Before the plugin, which answers every OPTIONS by itself.
  app.addHook('onRequest', (request, reply, done) => {
    const { optionsHeaders } = request.routeOptions.config
    if (optionsHeaders !== undefined) reply.headers(optionsHeaders)
    done()
  })
  await app.register(cors, {
    origin: environment === 'production' ? corsOrigins : [...corsOrigins, local],
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
      ...tus.said,
      // Players that fetch a track in parts.
      'accept-ranges',
      'content-range',
      'etag',
    ],
    maxAge: 600,
    strictPreflight: false,
  })
})
