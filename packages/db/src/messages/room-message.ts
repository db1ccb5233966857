import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'

/** A message of a room, as it goes to whoever may read it. */
export interface RoomMessage {
  id: number
  room_id: string
  seq: number
  /** Who wrote it, as a member of the room; null where an erasure took that. */
  member: string | null
  text: string
  created_at: Date
  client_id: string | null
  reply_to: number | null
  edited_at: Date | null
  deleted: boolean
}

/** Of a message `x` of a conversation `c`, whose sender is its member `w`. */
export const messageColumns = sql<RoomMessage>`x.id, c.uuid as room_id, x.seq, w.uuid as member, x.content as text, x.created_at,
  x.client_key as client_id, x.reply_seq as reply_to, x.edited_at, x.deleted_at is not null as deleted`

/** Who wrote a message `x`. */
export const senderJoin = sql`left join conversation_members w on w.conversation_id = x.conversation_id and w.user_id = x.sender`

/** Whether one of two has blocked the other. */
export const areApart = (one: RawBuilder<unknown>, other: RawBuilder<unknown>) =>
  sql<boolean>`(exists (select from blocks b where b.blocker = ${one} and b.blocked = ${other})
    or exists (select from blocks b where b.blocker = ${other} and b.blocked = ${one}))`

/** Whether a conversation `c` is there for its member `m`: one of two is not where a block is between them. */
export const isRoomShown = sql<boolean>`(c.kind = 'room'
  or not ${areApart(sql`m.user_id`, sql`(case when c.low = m.user_id then c.high else c.low end)`)})`

/** Whether a message `x` is kept from somebody: by a block between them, or by its sender's suspension. */
export const isHiddenFrom = (reader: RawBuilder<unknown>) =>
  sql<boolean>`(x.sender is distinct from ${reader} and (${areApart(reader, sql`x.sender`)}
    or coalesce((select u.suspended_at is not null from users u where u.id = x.sender), false)))`

/** One message of a room by its number, as a member sees it, with those whom it may be shown. */
export const findRoomMessage = async (db: Db, conversation: number, seq: number) => {
  const { rows } = await sql<RoomMessage & { to: number[]; apart: number[] }>`
    select ${messageColumns},
      array(select m.user_id from conversation_members m
        where m.conversation_id = c.id and m.left_at is null and m.joined_seq < x.seq) as to,
      array(select m.user_id from conversation_members m
        where m.conversation_id = c.id and m.left_at is null and ${isHiddenFrom(sql`m.user_id`)}) as apart
    from messages x join conversations c on c.id = x.conversation_id ${senderJoin}
    where x.conversation_id = ${conversation} and x.seq = ${seq}`.execute(db)
  return rows[0]
}
