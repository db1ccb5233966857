import type { FastifyPluginAsync } from 'fastify'
import { commentRoutes } from './comment-routes.js'
import { dwellRoutes } from './dwell-routes.js'
import { likeRoutes } from './like-routes.js'
import { listRoutes } from './list-routes.js'
import { postRoutes } from './post-routes.js'

export const groups = [{ name: 'posts', description: 'Posts: writing, reading, liking and talking about them' }]

/** What people post. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(postRoutes)
  await app.register(listRoutes)
  await app.register(commentRoutes)
  await app.register(likeRoutes)
  await app.register(dwellRoutes)
}
