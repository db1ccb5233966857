/** Packages that stay out of the bundles, because they look for files of their own beside their code: native parts, pages, threads. */
export const withFiles = [
  // Not with files: loaded only where traces are collected.
  '@opentelemetry/*',
  '@bull-board/*',
  '@fastify/swagger-ui',
  '@node-rs/argon2',
  'msgpackr-extract',
  'pino',
  'sharp',
  'usearch',
  // What pg asks for and does without.
  'pg-native',
]

/** Packages that code looks for by their names while it runs, with all that they need. */
export const loadedByName = ['pino-pretty']

/** Packages of which a file is read and nothing is run. */
export const readAsFiles = ['@fontsource/do-hyeon', 'redoc', 'wavesurfer.js']
