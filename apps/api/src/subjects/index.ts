import type { FastifyPluginAsync } from 'fastify'
import { commentRoutes } from './comment-routes.js'
import { likeRoutes } from './like-routes.js'

/** Of its operations, in the API's document. */
export const groups = [
  { name: 'likes', description: 'Liking playlists' },
  { name: 'comments', description: 'Talking about playlists' },
]

/** What people do with anything that others made: like it, comment on it. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(likeRoutes)
  await app.register(commentRoutes)
}
