import type { FastifyPluginAsync } from 'fastify'
import { completeRoutes } from './complete-routes.js'
import { uploadRoutes } from './upload-routes.js'

export const groups = [{ name: 'tracks', description: 'Uploading tracks and hearing them' }]

/** Tracks: uploading them, hearing them, and everything that is done with them afterwards. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(uploadRoutes)
  await app.register(completeRoutes)
}
