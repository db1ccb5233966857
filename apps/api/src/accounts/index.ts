import type { FastifyPluginAsync } from 'fastify'
import { activationRoutes } from './activation-routes.js'
import { clientRoutes } from './client-routes.js'
import { exportRoutes } from './export-routes.js'
import { passwordRoutes } from './password-routes.js'
import { joinRoutes } from './routes.js'
import { screenRoutes } from './screen-routes.js'
import { screenSocialRoutes } from './screen-social-routes.js'
import { sessionRoutes } from './session-routes.js'
import { socialRoutes } from './social-routes.js'
import { webPasswordRoutes } from './web-password-routes.js'
import { webPeopleRoutes } from './web-people-routes.js'
import { webRoutes } from './web-routes.js'
import { withdrawalRoutes } from './withdrawal-routes.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'accounts', description: 'Signing up and in' }]

/** Joining, signing in and out, passwords, providers, leaving, and the copy of one's data. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(joinRoutes)
  await app.register(passwordRoutes)
  await app.register(sessionRoutes)
  await app.register(socialRoutes)
  await app.register(clientRoutes)
  await app.register(webRoutes)
  await app.register(webPasswordRoutes)
  await app.register(webPeopleRoutes)
  await app.register(activationRoutes)
  await app.register(screenRoutes)
  await app.register(screenSocialRoutes)
  await app.register(withdrawalRoutes)
  await app.register(exportRoutes)
}
