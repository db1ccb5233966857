import type { FastifyPluginAsync } from 'fastify'
import { basketRoutes } from './basket-routes.js'
import { orderRoutes } from './order-routes.js'
import { paymentRoutes } from './payment-routes.js'
import { productRoutes } from './product-routes.js'
import { staffOrderRoutes } from './staff-order-routes.js'
import { staffProductRoutes } from './staff-product-routes.js'
import { webhookRoutes } from './webhook-routes.js'

/** Of its operations, in the API's document. */
export const groups = [
  { name: 'shop', description: 'What is for sale, orders and payments, as the pages of movies know them' },
]

/** The shop. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(productRoutes)
  await app.register(basketRoutes)
  await app.register(orderRoutes)
  await app.register(paymentRoutes)
  await app.register(webhookRoutes)
  await app.register(staffProductRoutes)
  await app.register(staffOrderRoutes)
}
