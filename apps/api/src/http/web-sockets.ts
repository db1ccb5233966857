import websocket from '@fastify/websocket'
import plugin from 'fastify-plugin'

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
