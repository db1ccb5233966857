import cors from '@fastify/cors'
import plugin from 'fastify-plugin'

const local = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/

/**
 * Front ends live elsewhere and send bearer tokens, never cookies, so credentials stay off. Error answers carry the
 * headers too.
 */
export const crossOrigin = plugin(async app => {
  const { corsOrigins, environment } = app.config
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
      // Players that fetch a track in parts.
      'accept-ranges',
      'content-range',
      'etag',
    ],
    maxAge: 600,
    strictPreflight: false,
  })
})
