import type { FastifyPluginAsync } from 'fastify'
import { listRoutes } from './list-routes.js'
import { productRoutes } from './product-routes.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'products', description: 'Products that people sell elsewhere' }]

/** What people sell. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(listRoutes)
  await app.register(productRoutes)
}
