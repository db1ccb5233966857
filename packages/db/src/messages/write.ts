import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { areApart } from './room-message.js'

export interface NewRoomMessage {
  room: string
  sender: number
  /** The member whom the sender says to be. */
  member?: string | undefined
  text: string
  /** The sender's own name of it: the same again is the same message. */
  client_id?: string | undefined
  /** Number of the message that it replies to. */
  reply_to?: number | undefined
}

export type Refusal = 'room_not_found' | 'suspended' | 'wrong_member' | 'cannot_write' | 'message_not_found'

export interface Written {
  conversation: number
  id: number
  seq: number
  member: string
  created_at: Date
  is_new: boolean
  /** Who gets it, and who of them is kept from it by a block. */
  to: number[]
  apart: number[]
  /** False where somebody has joined meanwhile who is not among them. */
  is_whole: boolean
}

interface Row extends Omit<Written, 'conversation'> {
  conversation: number
  refusal: Refusal | null
}

interface Values {
  room: string
  sender: number
  member: string | null
  text: string
  client_id: string | null
  reply_to: number | null
}

/**
 * One statement, and so one transaction and one round trip. The row of the room is locked by the update that takes the
 * message's number; whoever joins or leaves holds it, too, so who is told is decided after the wait. What was looked up
 * before the wait is the sender's own doing (a repeat, which the unique key refuses), or came at the same moment.
 */
const writeStatement = prepare((db: Db, { room, sender, member, text, client_id, reply_to }: Values) => ({
  compile: () =>
    sql<Row>`
    with me as materialized (
      select c.id, c.kind, m.uuid as member, m.joined_seq, u.suspended_at is not null as is_suspended
      from conversations c
      join conversation_members m on m.conversation_id = c.id and m.user_id = ${sender} and m.left_at is null
      join users u on u.id = m.user_id and u.is_active
      where c.uuid = ${room}::uuid
    ), known as materialized (
      select x.id, x.seq, x.created_at from me
      join messages x on x.conversation_id = me.id and x.sender = ${sender} and x.client_key = ${client_id}::text
    ), judged as materialized (
      select me.*, case
        when me.is_suspended then 'suspended'
        when me.member <> ${member}::uuid then 'wrong_member'
        when me.kind = 'pair' and not exists (
          select from conversation_members o join users u on u.id = o.user_id and u.is_active and u.suspended_at is null
          where o.conversation_id = me.id and o.user_id <> ${sender} and not ${areApart(sql`o.user_id`, sql`${sender}::int8`)})
          then 'cannot_write'
        when ${reply_to}::int8 is not null and not exists (
          select from messages r where r.conversation_id = me.id and r.seq = ${reply_to}::int8 and r.seq > me.joined_seq)
          then 'message_not_found'
        end as refusal
      from me
    ), numbered as (
      update conversations c set last_seq = c.last_seq + 1, updated_at = clock_timestamp(), is_untold = true
      from judged where c.id = judged.id and judged.refusal is null and not exists (select from known)
      returning c.id, c.last_seq, c.member_count
    ), written as (
      insert into messages (conversation_id, seq, sender, content, client_key, reply_seq, created_at)
      select id, last_seq, ${sender}, ${text}, ${client_id}::text, ${reply_to}::int8, clock_timestamp() from numbered
      returning id, conversation_id, seq, created_at
    ), told as (
      update conversation_members m set last_seq = w.seq, touched_at = w.created_at,
        last_message_at = case when me.kind = 'pair' then w.created_at end,
        read_seq = case when m.user_id = ${sender} then w.seq else m.read_seq end
      from written w, me where m.conversation_id = w.conversation_id and m.left_at is null
      returning m.user_id, ${areApart(sql`m.user_id`, sql`${sender}::int8`)} as is_apart
    )
    select j.id as conversation, j.member, j.refusal, coalesce(w.id, k.id) as id, coalesce(w.seq, k.seq) as seq,
      coalesce(w.created_at, k.created_at) as created_at, w.id is not null as is_new,
      array(select user_id from told) as to, array(select user_id from told where is_apart) as apart,
      coalesce((select count(*) from told) = n.member_count, false) as is_whole
    from judged j left join known k on true left join written w on true left join numbered n on true`.compile(db),
}))

const isRepeat = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'messages_key_idx'

/**
 * Writes a message to a room: when it resolves, the message is committed. A repeat of the sender's key is answered as
 * the first one was, and nothing is written.
 * @returns why it was refused, where it was
 */
export const writeToRoom = async (db: Db, message: NewRoomMessage): Promise<Written | Refusal> => {
  const values = {
    ...message,
    member: message.member ?? null,
    client_id: message.client_id ?? null,
    reply_to: message.reply_to ?? null,
  }
  const write = async () => (await writeStatement(db, values))[0]
  let row: Row | undefined
  try {
    row = await write()
  } catch (error) {
    // The twin of this very moment was faster, and is found now.
    if (!isRepeat(error)) throw error
    row = await write()
  }
  if (!row) return 'room_not_found'
  // A repeat stays what it was, whatever has become of the two.
  if (row.refusal !== null && row.id === null) return row.refusal
  return row
}
