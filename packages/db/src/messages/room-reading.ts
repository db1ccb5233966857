import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { isRoomShown } from './room-message.js'

export interface RoomRead {
  conversation: number
  member: string
  read_seq: number
  /** Whether it was not read so far before. */
  is_new: boolean
}

/**
 * Marks what somebody has read of a room, up to a number or to its end. What was read stays read. Whoever tells those
 * who are away holds the reader's membership meanwhile.
 * @returns undefined where they are not in it, or where a block has parted the two whose it is
 */
export const readRoom = async (db: Db, room: string, reader: number, seq: number): Promise<RoomRead | undefined> => {
  const { rows } = await sql<RoomRead>`
    with mine as materialized (
      select m.conversation_id, m.uuid, m.read_seq, least(${seq}::int8, c.last_seq) as seq
      from conversations c join conversation_members m on m.conversation_id = c.id
      where c.uuid = ${room}::uuid and m.user_id = ${reader} and m.left_at is null and ${isRoomShown}
    ), marked as (
      update conversation_members m set read_seq = mine.seq from mine
      where m.conversation_id = mine.conversation_id and m.user_id = ${reader} and m.read_seq < mine.seq
      returning m.read_seq
    )
    select mine.conversation_id as conversation, mine.uuid as member, coalesce(marked.read_seq, mine.read_seq) as read_seq,
      marked.read_seq is not null as is_new
    from mine left join marked on true`.execute(db)
  return rows[0]
}

/** Whether somebody has an unread notice of a conversation. */
export const hasNotice = async (db: Db, reader: number, conversation: number): Promise<boolean> => {
  const found = await db
    .selectFrom('notifications')
    .select('id')
    .where('recipient', '=', reader)
    .where('kind', '=', 'message')
    .where('subject', '=', conversation)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}
