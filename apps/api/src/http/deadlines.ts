import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { answerError } from './errors.js'
import { isOutage } from './outage.js'

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Set by those who wait by design, with an end of their own: for a dig, or for a picture to be made smaller and
     * stored.
     */
    takesLong: boolean
  }
}

/**
 * Nobody waits longer for an answer, or for the news that there is none: with the look below it is out within five
 * seconds.
 */
const answeredWithinMs = 4_500
const lookEveryMs = 200

interface Waiting {
  reply: FastifyReply
  /** When the request was whole; a slow sender's time is not ours. */
  since: number | undefined
}

/**
 * For what a handler throws after its request was answered here, which Fastify logs by itself, as an error and in words
 * about its insides. Most of it is the very trouble that the 503 was about.
 */
const quietly = (log: FastifyBaseLogger): FastifyBaseLogger => {
  const late = log.child({})
  late.error = (said: unknown) => {
    const { err } = said as { err?: unknown }
    const level = err instanceof ApiError || isOutage(err) ? 'info' : 'warn'
    log[level]({ err }, 'a request that was answered 503 failed later')
  }
  return late
}

/**
 * Answers 503 to whoever has waited too long, wherever it is that the request waits: for a connection, a statement, a
 * lock, Redis, its turn to have a password hashed. Each of those is bounded by itself, but a request may meet several.
 * What it still does goes on to its own end, so as after any broken connection the client does not know whether it was
 * done, and may repeat it: with its Idempotency-Key where it has one.
 */
export const deadlines = plugin(async app => {
  const waiting = new Map<FastifyRequest, Waiting>()
  app.decorateRequest('takesLong', false)
  app.addHook('onRequest', (request, reply, done) => {
    waiting.set(request, { reply, since: undefined })
    done()
  })
  app.onAnswered(request => {
    waiting.delete(request)
  })

  const look = () => {
    const now = performance.now()
    for (const [request, entry] of waiting) {
      if (request.raw.complete === false) continue
      entry.since ??= now
      if (now - entry.since < answeredWithinMs || request.takesLong) continue
      const { reply } = entry
      waiting.delete(request)
      if (reply.sent || reply.raw.headersSent) continue
      answerError(new ApiError(httpErrors.unavailable, { retryAfterSeconds: 2 }), request, reply)
      // Whatever the handler still has to say comes too late for this client.
      reply.hijack()
      reply.log = quietly(reply.log)
    }
  }
  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  app.addHook('onClose', async () => clearInterval(timer))
})
