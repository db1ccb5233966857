import { processLog } from '@mudig/shared/core/logging'
import plugin from 'fastify-plugin'
import pino, { type Logger } from 'pino'
import type { Config } from '../config.js'

const flushEveryMs = 100
/**
 * Lines that nobody reads are lost beyond this many characters, so that a stalled reader costs lines and not the
 * process.
 */
const pendingMost = 16 * 1024 * 1024

export const createLogger = ({ log }: Pick<Config, 'log'>): Logger => {
  const options = processLog('api', log)
  if (log.pretty) return pino(options)
  // A write for each line was a seventh of what a small answer costs (npm run bench -- reads). What is pending is
  // written when the process exits and with every fatal line; a kill -9 takes a tenth of a second of lines with it.
  return pino(
    options,
    pino.destination({ minLength: 4_096, periodicFlush: flushEveryMs, maxLength: pendingMost, sync: false }),
  )
}

/** Asked every few seconds by machines. */
export const quietPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

/** Longer than any part of our addresses but the tokens in mailed links, whatever comes before or after them. */
const secretPart = /[^/]{40,}/g

/** An address without its query, which may hold what nobody should log, and without what may be a token. */
const loggedPath = (address: string): string => (address.split('?', 1)[0] ?? '').replace(secretPart, '[redacted]')

/**
 * One line per request, written when its answer is out or its client has gone. The query is left out: it may hold what
 * nobody should log.
 */
export const requestLog = plugin(async app => {
  // Its fields are these and no others, so nothing is looked for in them: that took as long as writing the line.
  const log = app.log.child({}, { redact: [] })
  app.onAnswered((request, reply) => {
    const path = loggedPath(request.url)
    const line = {
      request_id: request.id,
      method: request.method,
      path,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      address: request.ip,
      ...(request.user && { user_id: request.user.id }),
    }
    const cut = !reply.raw.writableFinished
    const level = quietPaths.has(path) ? 'debug' : reply.statusCode >= 500 ? 'warn' : 'info'
    log[level](cut ? { ...line, cut } : line, `${request.method} ${path} ${reply.statusCode}`)
  })
})
