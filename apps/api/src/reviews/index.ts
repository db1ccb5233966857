import type { FastifyPluginAsync } from 'fastify'
import { commentRoutes } from './comment-routes.js'
import { likeRoutes } from './like-routes.js'
import { reportRoutes } from './report-routes.js'
import { reviewRoutes } from './review-routes.js'
import { voiceRoutes } from './voice-routes.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'reviews', description: 'What people write about films' }]

/** What people write about films. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(reviewRoutes)
  await app.register(commentRoutes)
  await app.register(likeRoutes)
  await app.register(reportRoutes)
  await app.register(voiceRoutes)
}
