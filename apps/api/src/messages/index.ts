import type { FastifyPluginAsync } from 'fastify'
import { chat } from './chat/chat.js'
import { socketRoute } from './chat/socket-route.js'
import { messageRoutes } from './message-routes.js'
import { roomMessageRoutes } from './room-message-routes.js'
import { roomRoutes } from './room-routes.js'

/** Of its operations, in the API's document. */
export const groups = [
  { name: 'messages', description: 'Writing to one another' },
  { name: 'chats', description: 'Rooms, and writing in them over a socket (`GET /chats/t`)' },
]

/** Writing to one another. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(messageRoutes)
  await app.register(chat)
  await app.register(roomRoutes)
  await app.register(roomMessageRoutes)
  await app.register(socketRoute)
}
