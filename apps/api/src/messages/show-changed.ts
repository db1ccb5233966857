import { findRoomMessage } from '@mudig/db/messages/room-message'
import type { ChangedMessage } from '@mudig/db/messages/room-message-changes'
import type { FastifyInstance } from 'fastify'
import { messageFrame } from './chat/frames.js'

/** Shows a message as it is now to whoever is connected and may see it. @returns the message */
export const showChanged = async (app: FastifyInstance, { conversation, seq }: ChangedMessage) => {
  const { to, apart, ...message } = (await findRoomMessage(app.db, conversation, seq))!
  app.chat.tell(
    conversation,
    to.filter(id => !apart.includes(id)),
    messageFrame(message),
  )
  return message
}
