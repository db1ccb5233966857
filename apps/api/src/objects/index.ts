import type { FastifyPluginAsync } from 'fastify'
import { formRoutes } from './form-routes.js'
import { mediaRoutes } from './media-routes.js'
import { sentRoutes } from './sent-routes.js'
import { uploadRoutes } from './upload-routes.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'media', description: 'Pictures' }]

/** What lies in the store: serving it, and letting people send pictures there. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(mediaRoutes)
  await app.register(formRoutes)
  await app.register(uploadRoutes)
  await app.register(sentRoutes)
}
