import plugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborts when this process begins to stop: who waits or streams ends then, and the client goes on elsewhere. */
    stopping: AbortSignal
  }
}

export const stopping = plugin(async app => {
  const controller = new AbortController()
  app.decorate('stopping', controller.signal)
  app.addHook('preClose', async () => controller.abort())
})
