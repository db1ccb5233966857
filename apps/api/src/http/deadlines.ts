import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { ConnectionError, FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { hasBody } from './body-encoding.js'
import { answerClientError, answerError } from './errors.js'
import { isOutage } from './outage.js'

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Set by those who wait by design, with an end of their own: for a dig, or for a picture to be made smaller and
     * stored.
     */
    takesLong: boolean
    /** Set by those whose body may take as long as it takes, as long as something of it comes. */
    arrivesSlowly: boolean
  }
}

/**
 * Nobody waits longer for an answer, or for the news that there is none: with the look below it is out within five
 * seconds.
 */
const answeredWithinMs = 4_500
const lookEveryMs = 200
/**
 * A slow sender holds its connection for this long at most, and once it was answered for as long again. Where a body may
 * take longer, nothing of it may fail to come for so long.
 */
const arrivesWithinMs = 60_000

interface Waiting {
  reply: FastifyReply
  /** When the request was whole; a slow sender's time is not ours. */
  since: number | undefined
}

interface Arriving {
  since: number
  isAnswered: boolean
  /** What its connection had brought when that was looked at last. */
  bytes: number
}

/** Whether something has come since the last look, or nobody has asked for it. */
const goesOn = ({ raw }: FastifyRequest, entry: Arriving): boolean => {
  const { bytesRead } = raw.socket
  const isMore = bytesRead > entry.bytes
  entry.bytes = bytesRead
  return isMore || raw.readableFlowing !== true
}

/** As Node's own bound says it, which knows no exceptions. */
const tooSlow = (): ConnectionError =>
  Object.assign(new Error('the request took too long to arrive'), {
    code: 'ERR_HTTP_REQUEST_TIMEOUT',
    bytesParsed: 0,
    rawPacket: { type: '', data: [] },
  })

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
  /** Requests of which not all has come, answered or not. */
  const arriving = new Map<FastifyRequest, Arriving>()
  app.decorateRequest('takesLong', false)
  app.decorateRequest('arrivesSlowly', false)
  app.addHook('onRequest', (request, reply, done) => {
    waiting.set(request, { reply, since: undefined })
    if (hasBody(request)) arriving.set(request, { since: performance.now(), isAnswered: false, bytes: 0 })
    done()
  })
  app.onAnswered(request => {
    waiting.delete(request)
    if (request.raw.complete) arriving.delete(request)
    else if (arriving.has(request)) arriving.set(request, { since: performance.now(), isAnswered: true, bytes: 0 })
  })

  const endSlow = (now: number) => {
    for (const [request, entry] of arriving) {
      const { raw } = request
      if (raw.complete || raw.destroyed || raw.socket.destroyed) arriving.delete(request)
      else if (request.arrivesSlowly && !entry.isAnswered && goesOn(request, entry)) entry.since = now
      else if (now - entry.since > arrivesWithinMs) {
        arriving.delete(request)
        // With its connection; a request that never had one goes by itself.
        if (entry.isAnswered) raw.destroy()
        else answerClientError(tooSlow(), raw.socket)
      }
    }
  }

  const look = () => {
    const now = performance.now()
    endSlow(now)
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
