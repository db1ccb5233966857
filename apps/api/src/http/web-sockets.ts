import websocket from '@fastify/websocket'
import plugin from 'fastify-plugin'
import { Counter, Gauge } from 'prom-client'

/** Bytes of one frame; whoever sends more is closed with 1009. */
const frameMost = 16 * 1024
/** 1012 of the registry that RFC 6455 began: the service restarts, and another process is there. */
const restarting = 1012
/** When this process stops its sockets are closed one by one within this time, so that not all come back at once. */
const drainMs = 2_500
/** Whoever has not answered by then is cut off; what is being answered gets 5 s. */
const cutAfterMs = drainMs + 1_000

/** Sockets, for routes with `websocket: true`. */
export const webSockets = plugin(async app => {
  await app.register(websocket, {
    options: { maxPayload: frameMost, perMessageDeflate: false },
    // A broken frame is closed by the library with the code that says why; anything else is ours.
    errorHandler: (error, socket, request) => {
      if ('code' in error && String(error.code).startsWith('WS_ERR')) return
      request.log.info({ err: error }, 'a socket broke')
      socket.terminate()
    },
    // They are closed as soon as the process stops, see below.
    preClose: done => done(),
  })
  const opened = new Counter({
    name: 'mudig_sockets_opened_total',
    help: 'Sockets that were opened',
    registers: [app.metrics],
  })
  const closed = new Counter({
    name: 'mudig_sockets_closed_total',
    help: 'Sockets that were closed, by the code of RFC 6455; those of applications and those that nobody knows in one each',
    labelNames: ['code'],
    registers: [app.metrics],
  })
  new Gauge({
    name: 'mudig_sockets_open',
    help: 'Sockets that are open',
    registers: [app.metrics],
    collect() {
      this.set(app.websocketServer.clients.size)
    },
  })
  app.websocketServer.on('connection', client => {
    opened.inc()
    client.once('close', code => closed.inc({ code: labelOf(code) }))
  })
  app.stopping.addEventListener('abort', () => {
    for (const client of app.websocketServer.clients) {
      const closing = setTimeout(() => client.close(restarting, 'restarting'), Math.random() * drainMs)
      const cutting = setTimeout(() => client.terminate(), cutAfterMs)
      client.once('close', () => {
        clearTimeout(closing)
        clearTimeout(cutting)
      })
    }
  })
})

/** Whoever closes a socket names any number. */
const labelOf = (code: number): string =>
  code >= 1_000 && code <= 1_015 ? `${code}` : code >= 4_000 && code < 5_000 ? 'application' : 'other'
