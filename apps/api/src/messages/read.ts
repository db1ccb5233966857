import type { Db } from '@mudig/db/core/client'
import { findPairAs } from '@mudig/db/messages/conversations'
import { isMember, listConversations, listMessages } from '@mudig/db/messages/list'
import { ApiError } from '@mudig/shared/core/errors'
import { messageErrors } from '@mudig/shared/messages/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'

interface Page {
  limit: number
  /** Of conversations a moment and an id, of messages a place in their order. */
  cursor?: string | undefined
}

export const readConversations = async (db: Db, member: number, { limit, cursor }: Page) => {
  const [microseconds = 0, conversation = 0] = cursor?.split('.').map(Number) ?? []
  const from = cursor === undefined ? undefined : { microseconds, conversation }
  const { conversations, next } = await listConversations(db, member, { limit, from })
  return {
    data: conversations.map(said => ({ ...said, last_message: said.content, last_message_time: said.created_at })),
    next_cursor: next ? `${next.microseconds}.${next.conversation}` : null,
  }
}

/**
 * The messages of a conversation of somebody's, by its id or by whom it is with.
 * @throws ApiError conversationNotFound, userNotFound
 */
export const readConversation = async (
  db: Db,
  member: number,
  { chatroom_id, to_user }: { chatroom_id?: number | undefined; to_user?: number | undefined },
  { limit, cursor }: Page,
) => {
  if (chatroom_id !== undefined && !(await isMember(db, chatroom_id, member)))
    throw new ApiError(messageErrors.conversationNotFound)
  const conversation = chatroom_id ?? (await conversationWith(db, member, to_user!))
  if (conversation === undefined) return { chatroom_id: null, message_details: [], next_cursor: null }
  const before = cursor === undefined ? undefined : Number(cursor.split('.')[0])
  const { messages, next } = await listMessages(db, conversation, member, { limit, before })
  return { chatroom_id: conversation, message_details: messages, next_cursor: next === undefined ? null : `${next}` }
}

const conversationWith = async (db: Db, member: number, other: number): Promise<number | undefined> => {
  if (member === other) return undefined
  const found = await findPairAs(db, member, other)
  if (!found) throw new ApiError(profileErrors.userNotFound)
  return found.conversation
}
