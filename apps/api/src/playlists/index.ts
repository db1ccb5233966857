import type { FastifyPluginAsync } from 'fastify'
import { playlistEditRoutes } from './edit-routes.js'
import { eventRoutes } from './event-routes.js'
import { playlistExportRoutes } from './export-routes.js'
import { homeRoutes } from './home-routes.js'
import { digRoutes } from './routes.js'
import { shareRoutes } from './share-routes.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'playlists', description: 'Digging, reading and changing playlists' }]

/** Digging a playlist, watching it become ready, and everything that is done with it afterwards. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(digRoutes)
  await app.register(homeRoutes)
  await app.register(eventRoutes)
  await app.register(playlistEditRoutes)
  await app.register(shareRoutes)
  await app.register(playlistExportRoutes)
}
