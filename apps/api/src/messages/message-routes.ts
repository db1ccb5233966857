import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { deleteMessage, markConversationRead } from '@mudig/db/messages/change'
import { findLatest, listMessages } from '@mudig/db/messages/list'
import { send } from '@mudig/db/messages/send'
import { messageErrors } from '@mudig/shared/messages/errors'
import {
  ByConversation,
  ByMessage,
  ConversationList,
  ConversationRead,
  LatestMessages,
  MessageList,
  MessageSent,
  MessagesQuery,
  NewMessage,
} from '@mudig/shared/messages/schemas'
import { notify } from '@mudig/shared/notifications/queues'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { idempotencyKey, onceForKey } from '../http/idempotency.js'
import { mayBeEmpty } from '../http/may-be-empty.js'
import { perMinute } from '../http/rate-limits.js'
import { attachedTo } from './attached.js'
import { readConversation, readConversations } from './read.js'
import { showChanged } from './show-changed.js'

const tags = ['messages']
const seed = { codes: { [messageErrors.wrongConversation.code]: 'MESSAGE_NUMBER_NOT_MATCH_TO_USER' } }
const Done = Type.Null({ description: 'Done.' })
/** As many of the newest conversation as a page shows at once. */
const latestShown = 100

/** Has whoever it was written to told of a message, or that it is gone. */
const tell = (trx: Trx, { id: request_id, user }: FastifyRequest, message_id: number) =>
  addJob(
    trx,
    notify,
    { v: 1, act: 'message', message_id },
    { user_id: user.id, subject: `message/${message_id}`, request_id },
  )

export const messageRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/user/message',
    {
      config: {
        ...perMinute(300, { account: 60 }),
        seed: {
          codes: { ...seed.codes, [profileErrors.userNotFound.code]: 'TO_USER_NOT_EXISTS' },
          missing: { content: 'CONTENT_MISSING', to_user_id: 'TO_USER_ID_MISSING' },
        },
      },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'sendMessage',
        summary: 'Write to somebody',
        description:
          'Two people have one conversation, which the first message begins. Somebody who has left, blocked me or was blocked by me is not found.',
        headers: Type.Object({
          'idempotency-key': idempotencyKey('The same again is the same message, and is not written twice.'),
        }),
        body: NewMessage,
        response: {
          200: MessageSent,
          ...errors(
            messageErrors.messageOneself,
            messageErrors.wrongConversation,
            profileErrors.userNotFound,
            trackErrors.trackNotFound,
            playlistErrors.playlistNotFound,
            playlistErrors.idempotencyKeyReused,
          ),
        },
      },
    },
    async request => {
      const { to_user_id, content, message_number_id } = request.body
      const key = request.headers['idempotency-key']
      const attached = attachedTo(request.body)
      const asked = [to_user_id, content, attached?.id ?? null, message_number_id ?? null]
      const { answer } = await onceForKey(request, { route: '/user/message', asked, key }, async trx => {
        const { is_new, conversation_id, message_id } = await send(trx, {
          sender: request.user.id,
          recipient: to_user_id,
          content,
          attached,
          conversation: message_number_id ?? undefined,
          key,
        })
        if (is_new) await tell(trx, request, message_id)
        return { answer: { chatroom_id: conversation_id, message_id } }
      })
      return { message: 'SUCCESS' as const, ...answer }
    },
  )

  app.get(
    '/user/message',
    {
      config: { seed },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listMessages',
        summary: 'My conversations, or the messages of one',
        description:
          'Without `chatroom_id` and `to_user` my conversations with the newest message of each; with one of them its messages. Reading them here marks nothing as read.',
        querystring: MessagesQuery,
        response: {
          200: Type.Union([ConversationList, MessageList]),
          ...errors(messageErrors.conversationNotFound, profileErrors.userNotFound),
        },
      },
    },
    async ({ user, query: { chatroom_id, to_user, ...page } }) =>
      chatroom_id === undefined && to_user === undefined
        ? readConversations(app.db, user.id, page)
        : readConversation(app.db, user.id, { chatroom_id, to_user }, page),
  )

  app.get(
    '/user/latest-message',
    {
      config: { seed },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getLatestMessages',
        summary: 'The conversation that was written in last',
        response: { 200: LatestMessages },
      },
    },
    async ({ user }) => {
      const conversation = await findLatest(app.db, user.id)
      if (conversation === undefined) return { latest_message_details: [] }
      const { messages } = await listMessages(app.db, conversation, user.id, { limit: latestShown })
      return { latest_message_details: messages.reverse() }
    },
  )

  app.post(
    '/user/message/:chatroom_id/read',
    {
      config: { ...perMinute(600, { account: 120 }), seed },
      onRequest: app.requireUser,
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'markConversationRead',
        summary: 'Mark a conversation as read',
        params: ByConversation,
        body: ConversationRead,
        response: { 204: Done, ...errors(messageErrors.conversationNotFound, messageErrors.messageNotFound) },
      },
    },
    async ({ user, params, body }, reply) => {
      await app.ledger.transaction(trx => markConversationRead(trx, params.chatroom_id, user.id, body.message_id))
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/user/message/:message_id',
    {
      config: { ...perMinute(600, { account: 120 }), seed },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deleteMessage',
        summary: 'Take the words of my message away',
        description: 'For both. Its place in the conversation stays.',
        params: ByMessage,
        response: { 204: Done, ...errors(messageErrors.messageNotFound) },
      },
    },
    async (request, reply) => {
      const { message_id } = request.params
      const deleted = await app.ledger.transaction(async trx => {
        const changed = await deleteMessage(trx, message_id, request.user.id)
        if (changed) await tell(trx, request, message_id)
        return changed
      })
      if (deleted) await showChanged(app, deleted)
      return reply.code(204).send(null)
    },
  )
}
