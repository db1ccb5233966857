import type { FastifyPluginAsync } from 'fastify'
import { appealRoutes } from './appeal-routes.js'
import { blockRoutes } from './block-routes.js'
import { muteRoutes } from './mute-routes.js'
import { reportRoutes } from './report-routes.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'moderation', description: 'Blocks, mutes, reports' }]

/** Keeping people apart, and reporting what is wrong. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(blockRoutes)
  await app.register(muteRoutes)
  await app.register(reportRoutes)
  await app.register(appealRoutes)
}
