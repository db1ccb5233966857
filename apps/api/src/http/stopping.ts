import type { ServerResponse } from 'node:http'
import { ApiError } from '@mudig/shared/errors'
import { httpErrors } from '@mudig/shared/http-errors'
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

export const stopping = plugin(async app => {
  const controller = new AbortController()
  const open = new Set<ServerResponse>()
  let whenNone: (() => void) | undefined

  app.decorate('stopping', controller.signal)
  app.addHook('onRequest', async (request, { raw }) => {
    if (controller.signal.aborted && !stillAnswered.has(request.routeOptions.url ?? '')) {
      throw new ApiError(httpErrors.unavailable, { retryAfterSeconds: 1 })
    }
    open.add(raw)
    const ended = () => {
      open.delete(raw)
      if (open.size === 0) whenNone?.()
    }
    raw.once('finish', ended)
    raw.once('close', ended)
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
