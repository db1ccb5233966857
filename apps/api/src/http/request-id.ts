import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import plugin from 'fastify-plugin'

/** What a request may call itself. */
export const sane = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/

/** The caller's own id where it is one that can stand in a log, a header and a table; else a new one. */
export const requestId = (request: IncomingMessage): string => {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && sane.test(given) ? given : randomUUID()
}

/** Every answer names its request, so that a person can quote it and an operator can follow it into the jobs. */
export const requestIdHeader = plugin(async app => {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
})
