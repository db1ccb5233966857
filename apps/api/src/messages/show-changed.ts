import { findRoomMessage } from '@mudig/db/messages/room-message'
import type { ChangedMessage } from '@mudig/db/messages/room-message-changes'
import { ApiError } from '@mudig/shared/core/errors'
import { messageErrors } from '@mudig/shared/messages/errors'
import type { FastifyInstance } from 'fastify'
import { messageFrame } from './chat/frames.js'

/**
 * Shows a message as it is now to whoever is connected and may see it.
 * @throws ApiError messageNotFound where it was erased meanwhile
 */
export const showChanged = async (app: FastifyInstance, { conversation, seq }: ChangedMessage) => {
  const found = await findRoomMessage(app.db, conversation, seq)
  if (!found) throw new ApiError(messageErrors.messageNotFound)
  const { to, apart, ...message } = found
  app.chat.tell(
    conversation,
    to.filter(id => !apart.includes(id)),
    messageFrame(message),
  )
  return message
}
