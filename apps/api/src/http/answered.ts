import type { FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'

type Listener = (request: FastifyRequest, reply: FastifyReply) => void

declare module 'fastify' {
  interface FastifyInstance {
    /** Calls back once for each request, when its answer is out or its client has gone: Fastify's onResponse leaves the latter out. */
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
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.once('close', () => tell(request, reply))
  })
  app.addHook('onResponse', async (request, reply) => tell(request, reply))
})
