import type { FastifyPluginAsync } from 'fastify'
import { followRoutes } from './follow-routes.js'
import { peopleRoutes } from './people-routes.js'
import { profileRoutes } from './profile-routes.js'
import { screenRoutes } from './screen-routes.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'profiles', description: 'Profiles, and who follows whom' }]

/** Profiles, who follows whom, and what the first clients ask about people. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(profileRoutes)
  await app.register(peopleRoutes)
  await app.register(followRoutes)
  await app.register(screenRoutes)
}
