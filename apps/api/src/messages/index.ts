import type { FastifyPluginAsync } from 'fastify'
import { blockRoutes } from './block-routes.js'
import { messageRoutes } from './message-routes.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'messages', description: 'Writing to one another' }]

/** Writing to one another, and not being written to. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(messageRoutes)
  await app.register(blockRoutes)
}
