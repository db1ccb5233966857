import type { FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'

type Listener = (request: FastifyRequest, reply: FastifyReply) => void

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Calls back once for each request, when its answer is out or its client has gone: Fastify's onResponse leaves the
     * latter out.
     */
    onAnswered(listener: Listener): void
  }
}

export const answered = plugin(async app => {
  const listeners: Listener[] = []
  app.decorate('onAnswered', (listener: Listener) => {
    listeners.push(listener)
  })
  const told = new WeakSet<object>()
  const tell: Listener = (request, reply) => {
    if (told.has(reply.raw)) return
    told.add(reply.raw)
    for (const listener of listeners) listener(request, reply)
  }
  // Hooks of every request call back: each that is async costs a promise and a turn of the queue.
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => tell(request, reply))
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    tell(request, reply)
    done()
  })
})
