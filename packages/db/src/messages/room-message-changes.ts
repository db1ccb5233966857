import { ApiError } from '@mudig/shared/core/errors'
import { messageErrors } from '@mudig/shared/messages/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { isRoomShown } from './room-message.js'

/** One's own message of a room, held until the transaction ends, as whoever writes holds it: after the room. */
const holdOwnMessage = async (trx: Trx, room: string, id: number, sender: number) => {
  const { rows } = await sql<{
    conversation: number
    seq: number
    is_deleted: boolean
    is_recent: boolean
    is_shown: boolean
  }>`
    with held as materialized (select id from conversations where uuid = ${room}::uuid for no key update)
    select x.conversation_id as conversation, x.seq, x.deleted_at is not null as is_deleted,
      x.created_at > now() - interval '1 day' as is_recent, ${isRoomShown} as is_shown
    from held join conversations c on c.id = held.id
    join conversation_members m on m.conversation_id = held.id and m.user_id = ${sender} and m.left_at is null
    join messages x on x.conversation_id = held.id and x.id = ${id} and x.sender = ${sender} and x.seq > m.joined_seq`.execute(
    trx,
  )
  const message = rows[0]
  if (!message) throw new ApiError(messageErrors.messageNotFound)
  return message
}

export interface ChangedMessage {
  conversation: number
  seq: number
}

/** @throws ApiError messageNotFound, messageTooOld */
export const editRoomMessage = async (
  trx: Trx,
  room: string,
  { id, sender, text }: { id: number; sender: number; text: string },
): Promise<ChangedMessage> => {
  const { conversation, seq, is_deleted, is_recent, is_shown } = await holdOwnMessage(trx, room, id, sender)
  if (is_deleted || !is_shown) throw new ApiError(messageErrors.messageNotFound)
  if (!is_recent) throw new ApiError(messageErrors.messageTooOld)
  await trx
    .updateTable('messages')
    .set({ content: text, edited_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .execute()
  return { conversation, seq }
}

/**
 * Takes the words of one's own message away; its place in the room stays.
 * @returns undefined where they were gone before
 * @throws ApiError messageNotFound, messageTooOld
 */
export const deleteRoomMessage = async (
  trx: Trx,
  room: string,
  { id, sender }: { id: number; sender: number },
): Promise<ChangedMessage | undefined> => {
  const { conversation, seq, is_deleted, is_recent } = await holdOwnMessage(trx, room, id, sender)
  if (is_deleted) return undefined
  if (!is_recent) throw new ApiError(messageErrors.messageTooOld)
  await trx
    .updateTable('messages')
    .set({ content: '', subject_id: null, deleted_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .execute()
  return { conversation, seq }
}
