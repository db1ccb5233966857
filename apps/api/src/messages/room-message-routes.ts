import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { addJob } from '@mudig/db/ledger/add'
import { findAttended } from '@mudig/db/messages/room-feed'
import { deleteRoomMessage, editRoomMessage } from '@mudig/db/messages/room-message-changes'
import { listHistory } from '@mudig/db/messages/rooms'
import { ApiError } from '@mudig/shared/core/errors'
import { messageErrors } from '@mudig/shared/messages/errors'
import { ByRoom, ByRoomMessage, MessageEdit, RoomMessage, RoomMessagesQuery } from '@mudig/shared/messages/room-schemas'
import { notify } from '@mudig/shared/notifications/queues'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { showChanged } from './show-changed.js'

const tags = ['chats']
const social = { social: true } as const
const changing = { ...social, ...perMinute(600, { account: 120 }) }
const Done = Type.Null({ description: 'Done.' })

export const roomMessageRoutes: FastifyPluginAsyncTypebox = async app => {
  for (const [url, hide] of [
    ['/chats/messages/:room', false],
    ['/chats/messages/:room/messages', true],
  ] as const)
    app.get(
      url,
      {
        config: social,
        onRequest: app.requireUser,
        schema: {
          ...(hide && { hide }),
          tags,
          operationId: hide ? 'listRoomMessagesToo' : 'listRoomMessages',
          summary: 'What was written in a room since I joined it',
          description:
            'The newest comes first. Reading it here marks nothing as read. What a block keeps from me is left out.',
          params: ByRoom,
          querystring: RoomMessagesQuery,
          response: { 200: WholePage(RoomMessage, 'RoomMessagePage'), ...errors(messageErrors.roomNotFound) },
        },
      },
      async request => {
        const { room } = request.params
        const { page_size: limit, cursor } = request.query
        const before = cursor === undefined ? undefined : Number(cursor)
        const { messages, next } = await listHistory(app.db, room, request.user.id, { limit, before })
        if (messages.length === 0 && !(await findAttended(app.db, room, request.user.id)))
          throw new ApiError(messageErrors.roomNotFound)
        return wholePage(request, messages, next === undefined ? undefined : `${next}`)
      },
    )

  app.patch(
    '/chats/messages/:room/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'editRoomMessage',
        summary: 'Change my message, within a day',
        params: ByRoomMessage,
        body: MessageEdit,
        response: { 200: RoomMessage, ...errors(messageErrors.messageNotFound, messageErrors.messageTooOld) },
      },
    },
    async ({ user, params: { room, id }, body: { text } }) =>
      showChanged(app, await app.ledger.transaction(trx => editRoomMessage(trx, room, { id, sender: user.id, text }))),
  )

  app.delete(
    '/chats/messages/:room/:id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deleteRoomMessage',
        summary: 'Take the words of my message away, within a day',
        description: 'For all. Its place in the room stays.',
        params: ByRoomMessage,
        response: { 204: Done, ...errors(messageErrors.messageNotFound, messageErrors.messageTooOld) },
      },
    },
    async ({ id: request_id, user, params: { room, id } }, reply) => {
      const deleted = await app.ledger.transaction(async trx => {
        const changed = await deleteRoomMessage(trx, room, { id, sender: user.id })
        // Those who were told of it are told of it no longer.
        if (changed)
          await addJob(
            trx,
            notify,
            { v: 1, act: 'message', message_id: id },
            { user_id: user.id, subject: `message/${id}`, request_id },
          )
        return changed
      })
      if (deleted) await showChanged(app, deleted)
      return reply.code(204).send(null)
    },
  )
}
