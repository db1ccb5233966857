import { setMaxListeners } from 'node:events'
import type { ServerResponse } from 'node:http'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyReply } from 'fastify'
import plugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborts when this process begins to stop: who waits or streams ends then, and the client goes on elsewhere. */
    stopping: AbortSignal
  }
}

/** What is being answered gets this long to be answered before its connection is cut. */
const patienceMs = 5_000

/** Whoever watches over the process is told how it is; everybody else is sent to another one. */
const stillAnswered = new Set(['/healthz', '/readyz'])

/**
 * Aborts when the client has gone, when this process stops, or on demand. To be released in `finally`: what listens to
 * `stopping` is kept for as long as the process lives, and so is each AbortSignal.any of it on Node 20.
 */
export const watchEnd = ({ raw, server: { stopping } }: FastifyReply) => {
  const over = new AbortController()
  const abort = () => over.abort()
  const release = () => {
    raw.off('close', abort)
    stopping.removeEventListener('abort', abort)
  }
  raw.once('close', abort)
  stopping.addEventListener('abort', abort)
  if (raw.closed || stopping.aborted) abort()
  return { signal: over.signal, abort, release }
}

export const stopping = plugin(async app => {
  const controller = new AbortController()
  // One for each answer that waits or streams.
  setMaxListeners(0, controller.signal)
  const open = new Set<ServerResponse>()
  let whenNone: (() => void) | undefined

  app.decorate('stopping', controller.signal)
  app.addHook('onRequest', (request, { raw }, done) => {
    if (controller.signal.aborted && !stillAnswered.has(request.routeOptions.url ?? '')) {
      return done(new ApiError(httpErrors.unavailable, { retryAfterSeconds: 1 }))
    }
    open.add(raw)
    done()
  })
  app.onAnswered((_, { raw }) => {
    open.delete(raw)
    if (open.size === 0) whenNone?.()
  })
  // The server cuts every connection as soon as these hooks are done: whoever waits must have their answer by then.
  app.addHook('preClose', async () => {
    controller.abort()
    if (open.size === 0) return
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, patienceMs)
      whenNone = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  })
})
