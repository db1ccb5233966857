import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { changeRoom, closeRoom, leaveRoom, type MemberChange, openRoom } from '@mudig/db/messages/room-changes'
import { findRoom, listRooms } from '@mudig/db/messages/rooms'
import { ApiError } from '@mudig/shared/core/errors'
import { messageErrors } from '@mudig/shared/messages/errors'
import { ByRoom, NewRoom, Room, RoomChange, RoomsQuery } from '@mudig/shared/messages/room-schemas'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { memberFrame } from './chat/frames.js'

const tags = ['chats']
const social = { social: true } as const
const changing = { ...social, ...perMinute(300, { account: 60 }) }
const Done = Type.Null({ description: 'Done.' })

export const roomRoutes: FastifyPluginAsyncTypebox = async app => {
  /** Tells who is in a room that somebody came or went. */
  const tell = (changes: readonly MemberChange[]): void => {
    for (const change of changes)
      app.chat.tell(
        change.conversation,
        change.to,
        memberFrame(change),
        change.action === 'left' ? [change.user_id] : [],
      )
  }
  const find = async (room: string, reader: number) => {
    const found = await findRoom(app.db, room, reader)
    if (!found) throw new ApiError(messageErrors.roomNotFound)
    return found
  }

  app.get(
    '/chats/rooms',
    {
      config: social,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listRooms',
        summary: 'My rooms',
        description: 'The one written in last comes first.',
        querystring: RoomsQuery,
        response: { 200: WholePage(Room, 'RoomPage') },
      },
    },
    async request => {
      const { search, page_size: limit, cursor } = request.query
      const [microseconds = 0, conversation = 0] = cursor?.split('.').map(Number) ?? []
      const from = cursor === undefined ? undefined : { microseconds, conversation }
      const { rooms, next } = await listRooms(app.db, request.user.id, { limit, from, search })
      return wholePage(request, rooms, next && `${next.microseconds}.${next.conversation}`)
    },
  )

  app.post(
    '/chats/rooms',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'openRoom',
        summary: 'Open a room',
        description:
          'Two people have one room, which is answered where there is one; it is the conversation that they have elsewhere. Who has left it is in it again.',
        body: NewRoom,
        response: { 200: Room, 201: Room, ...errors(messageErrors.messageOneself, profileErrors.userNotFound) },
      },
    },
    async ({ user, body }, reply) => {
      const { room, is_new, changes } = await app.ledger.transaction(trx => openRoom(trx, user.id, body))
      tell(changes)
      return reply.code(is_new ? 201 : 200).send(await find(room, user.id))
    },
  )

  app.get(
    '/chats/rooms/:room',
    {
      config: social,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getRoom',
        summary: 'One of my rooms',
        params: ByRoom,
        response: { 200: Room, ...errors(messageErrors.roomNotFound) },
      },
    },
    ({ user, params }) => find(params.room, user.id),
  )

  app.patch(
    '/chats/rooms/:room',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'changeRoom',
        summary: 'Change a room that I own',
        description: 'Its name, who is in it, whose it is. Of a room of two nothing can be changed.',
        params: ByRoom,
        body: RoomChange,
        response: {
          200: Room,
          ...errors(
            messageErrors.roomNotFound,
            messageErrors.notRoomOwner,
            messageErrors.roomFull,
            profileErrors.userNotFound,
          ),
        },
      },
    },
    async ({ user, params, body }) => {
      tell(await app.ledger.transaction(trx => changeRoom(trx, params.room, user.id, body)))
      return find(params.room, user.id)
    },
  )

  app.delete(
    '/chats/rooms/:room',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'closeRoom',
        summary: 'Close a room that I own',
        description: 'For all who are in it. A room of two is left.',
        params: ByRoom,
        response: { 204: Done, ...errors(messageErrors.roomNotFound, messageErrors.notRoomOwner) },
      },
    },
    async ({ user, params }, reply) => {
      tell(await app.ledger.transaction(trx => closeRoom(trx, params.room, user.id)))
      return reply.code(204).send(null)
    },
  )

  // The web client knows two addresses of it.
  for (const [url, hide] of [
    ['/chats/members/:room', false],
    ['/chats/rooms/members/:room', true],
  ] as const)
    app.delete(
      url,
      {
        config: changing,
        onRequest: app.requireUser,
        schema: {
          ...(hide && { hide }),
          tags,
          operationId: hide ? 'leaveRoomToo' : 'leaveRoom',
          summary: 'Leave a room',
          description: 'Its owner passes it on to whoever has been in it for longest.',
          params: ByRoom,
          response: { 204: Done, ...errors(messageErrors.roomNotFound) },
        },
      },
      async ({ user, params }, reply) => {
        tell(await app.ledger.transaction(trx => leaveRoom(trx, params.room, user.id)))
        return reply.code(204).send(null)
      },
    )
}
