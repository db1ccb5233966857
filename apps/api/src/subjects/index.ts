import type { FastifyPluginAsync } from 'fastify'
import { commentRoutes } from './comment-routes.js'
import { likeRoutes } from './like-routes.js'

/** What people do with anything that others made: like it, comment on it. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(likeRoutes)
  await app.register(commentRoutes)
}
