import { ApiError } from '@mudig/shared/core/errors'
import { messageErrors } from '@mudig/shared/messages/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { markReadAbout } from '../notifications/notifications.js'
import { announce, holdOwn } from './conversations.js'
import type { ChangedMessage } from './room-message-changes.js'

/**
 * Marks what somebody has read of a conversation, up to a message or to its end. What was read stays read.
 * @throws ApiError conversationNotFound, messageNotFound where that message is not in it
 */
export const markConversationRead = async (
  trx: Trx,
  conversationId: number,
  reader: number,
  upToMessage?: number,
): Promise<void> => {
  const conversation = await holdOwn(trx, conversationId, reader)
  if (!conversation) throw new ApiError(messageErrors.conversationNotFound)
  const upTo = upToMessage === undefined ? conversation.last_seq : await seqOf(trx, conversationId, upToMessage)
  const read = await trx
    .updateTable('conversation_members')
    .set({ read_seq: upTo })
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', reader)
    .where('read_seq', '<', upTo)
    .returning('read_seq')
    .executeTakeFirst()
  if (!read) return
  announce(trx, conversationId, conversation.last_seq)
  if (read.read_seq === conversation.last_seq) await markReadAbout(trx, reader, 'message', conversationId)
}

const seqOf = async (trx: Trx, conversationId: number, id: number): Promise<number> => {
  const message = await trx
    .selectFrom('messages')
    .select('seq')
    .where('id', '=', id)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  if (!message) throw new ApiError(messageErrors.messageNotFound)
  return message.seq
}

/**
 * Takes the words of one's own message away; its place in the conversation stays. Of rooms of many the routes of rooms
 * say what may be deleted, and until when.
 * @returns undefined where they were gone before
 * @throws ApiError messageNotFound
 */
export const deleteMessage = async (trx: Trx, id: number, sender: number): Promise<ChangedMessage | undefined> => {
  const message = await trx
    .selectFrom('messages')
    .select('conversation_id')
    .where('id', '=', id)
    .where('sender', '=', sender)
    .executeTakeFirst()
  const conversation = message && (await holdOwn(trx, message.conversation_id, sender))
  if (conversation?.kind !== 'pair') throw new ApiError(messageErrors.messageNotFound)
  const deleted = await trx
    .updateTable('messages')
    .set({ content: '', subject_id: null, deleted_at: sql`now()` })
    .where('id', '=', id)
    .where('sender', '=', sender)
    .where('deleted_at', 'is', null)
    .returning(['conversation_id as conversation', 'seq'])
    .executeTakeFirst()
  if (deleted) announce(trx, conversation.id, conversation.last_seq)
  return deleted
}
