import helmet from '@fastify/helmet'
import plugin from 'fastify-plugin'

/**
 * One policy for answers and for our few pages (Swagger UI, Redoc, Bull Board, the staff pages): everything from this
 * origin. Their libraries write inline styles; no inline script runs anywhere.
 */
export const securityHeaders = plugin(async app => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        // Redoc indexes its search in a worker made from a blob.
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: app.config.https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Pictures are shown by front ends on other origins.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
})
