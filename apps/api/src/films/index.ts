import type { FastifyPluginAsync } from 'fastify'
import { filmRoutes } from './film-routes.js'
import { importRoutes } from './import-routes.js'
import { opinionRoutes } from './opinion-routes.js'
import { ownRoutes } from './own-routes.js'
import { searchRoutes } from './search-routes.js'
import { staffRoutes } from './staff-routes.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'movies', description: 'Films: what runs, what it is worth, who wants to see it' }]

/** Films, at the address that their pages know. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(
    async movies => {
      await movies.register(filmRoutes)
      await movies.register(searchRoutes)
      await movies.register(opinionRoutes)
      await movies.register(ownRoutes)
      await movies.register(importRoutes)
      await movies.register(staffRoutes)
    },
    { prefix: '/api/v1/movies' },
  )
}
