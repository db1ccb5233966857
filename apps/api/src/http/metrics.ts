import { createServer } from 'node:http'
import plugin from 'fastify-plugin'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { lookReady } from './health.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** What Prometheus is told. Labels have few values: never an id, an address or a word of somebody. */
    metrics: Registry
  }
}

/**
 * Durations by route on a listener of its own, for Prometheus; it is not meant to face the internet, which has no
 * business with it. Routes are named by their pattern, so that no id becomes a label.
 */
export const metrics = plugin(async app => {
  const { port, host } = app.config.metrics
  const registry = new Registry()
  app.decorate('metrics', registry)
  if (port === 0) return
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'mudig_http_request_duration_seconds',
    help: 'How long answers took, by method, route and status, and whether they wait or stream for as long as a client wants',
    labelNames: ['method', 'route', 'status', 'waits'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  new Gauge({
    name: 'mudig_ready',
    help: '1 where what a process needs is there, else 0',
    labelNames: ['dependency'],
    registers: [registry],
    async collect() {
      const { postgres, redis, migrations } = await lookReady(app)
      for (const [dependency, is] of Object.entries({ postgres, redis, migrations }))
        this.set({ dependency }, is === 'ok' ? 1 : 0)
    },
  })
  app.onAnswered((request, reply) => {
    // A socket is answered when it closes, hours later.
    if (request.ws) return
    durations.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        waits: request.takesLong || reply.getHeader('content-type') === 'text/event-stream' ? 'yes' : 'no',
      },
      reply.elapsedTime / 1_000,
    )
  })

  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end()
    registry.metrics().then(
      text => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  app.addHook(
    'onReady',
    () => new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve)),
  )
  app.addHook('onClose', async () => {
    server.closeAllConnections()
    server.close()
  })
})
