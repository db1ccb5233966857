import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isHiddenFrom, isRoomShown, messageColumns, type RoomMessage, senderJoin } from './room-message.js'

/** A room that somebody is in, and from where on they are to be told what is written there. */
export interface Attended {
  user_id: number
  conversation: number
  room: string
  last_seq: number
  /** Everything up to it was there before, or was never theirs to see. */
  from_seq: number
}

/** As many rooms of one person are followed; of others they hear within the interval of the look at what was touched. */
const followedMost = 1_000

/** The rooms that people are in, those written in last of each. */
export const roomsOf = prepare((db: Db, { people }: { people: readonly number[] }) => ({
  compile: () =>
    sql<Attended>`
    select p.id as user_id, c.id as conversation, c.uuid as room, c.last_seq, c.last_seq as from_seq
    from unnest(${people}::int8[]) as p (id)
    cross join lateral (
      select m.conversation_id from conversation_members m where m.user_id = p.id and m.left_at is null
      order by coalesce(m.last_message_at, m.touched_at) desc, m.conversation_id desc limit ${followedMost}
    ) m join conversations c on c.id = m.conversation_id`.compile(db),
}))

/** The rooms of people in which something was written, or which they joined, within so many seconds. */
export const roomsTouched = prepare((db: Db, { people, seconds }: { people: readonly number[]; seconds: number }) => ({
  compile: () =>
    sql<Attended>`
    select p.id as user_id, c.id as conversation, c.uuid as room, c.last_seq,
      case when m.joined_at > now() - ${seconds}::float8 * interval '1 second' then m.joined_seq
        else greatest(c.last_seq - 1, m.joined_seq) end as from_seq
    from unnest(${people}::int8[]) as p (id)
    join conversation_members m on m.user_id = p.id and m.left_at is null
      and coalesce(m.last_message_at, m.touched_at) > now() - ${seconds}::float8 * interval '1 second'
    join conversations c on c.id = m.conversation_id`.compile(db),
}))

export interface FeedMessage extends RoomMessage {
  conversation: number
  /** Of the people who were asked for: who may have it, and who of them is kept from it. */
  to: number[]
  apart: number[]
}

/** What followed in rooms, in order, with those of some people who are to get it. @param limit of each room */
export const messagesAfter = prepare(
  (
    db: Db,
    { rooms, after, people }: { rooms: readonly number[]; after: readonly number[]; people: readonly number[] },
    limit: number,
  ) => ({
    compile: () =>
      sql<FeedMessage>`
      select c.id as conversation, ${messageColumns},
        array(select m.user_id from conversation_members m
          where m.conversation_id = c.id and m.user_id = any(${people}::int8[]) and m.left_at is null and m.joined_seq < x.seq) as to,
        array(select p.id from unnest(${people}::int8[]) as p (id) where ${isHiddenFrom(sql`p.id`)}) as apart
      from unnest(${rooms}::int8[], ${after}::int8[]) as r (id, after)
      join conversations c on c.id = r.id
      cross join lateral (
        select * from messages x where x.conversation_id = r.id and x.seq > r.after order by x.seq limit ${limit}
      ) x ${senderJoin}
      order by c.id, x.seq`.compile(db),
  }),
)

export interface SyncedMessage extends RoomMessage {
  conversation: number
  is_hidden: boolean
}

/** What followed in a room, for one member, in order. */
const syncStatement = prepare(
  (db: Db, { room, member, after }: { room: string; member: number; after: number }, limit: number) => ({
    compile: () =>
      sql<SyncedMessage>`
      select c.id as conversation, ${messageColumns}, ${isHiddenFrom(sql`m.user_id`)} as is_hidden
      from conversations c
      join conversation_members m on m.conversation_id = c.id and m.user_id = ${member} and m.left_at is null
      cross join lateral (
        select * from messages x where x.conversation_id = c.id and x.seq > greatest(${after}::int8, m.joined_seq)
        order by x.seq limit ${limit}
      ) x ${senderJoin}
      where c.uuid = ${room}::uuid and ${isRoomShown} order by x.seq`.compile(db),
  }),
)

export const syncRoom = (db: Db, room: string, member: number, after: number, limit: number) =>
  syncStatement(db, { room, member, after }, limit)

/** A room of somebody's; undefined where they are not in it. */
export const findAttended = async (db: Db, room: string, member: number) =>
  (await attendedStatement(db, { room, member }))[0]

const attendedStatement = prepare((db: Db, { room, member }: { room: string; member: number }) => ({
  compile: () =>
    sql<{ conversation: number; member: string; last_seq: number; joined_seq: number }>`
    select c.id as conversation, m.uuid as member, c.last_seq, m.joined_seq
    from conversations c join conversation_members m on m.conversation_id = c.id
    where c.uuid = ${room}::uuid and m.user_id = ${member} and m.left_at is null and ${isRoomShown}`.compile(db),
}))

/** Who is to see that somebody types or has read: the others of the room, but for those apart from them. */
export const othersOf = prepare((db: Db, { conversation, person }: { conversation: number; person: number }) => ({
  compile: () =>
    sql<{ user_id: number }>`
    select m.user_id from conversation_members m
    where m.conversation_id = ${conversation} and m.left_at is null and m.user_id <> ${person}
      and not exists (select from blocks b where b.blocker = ${person} and b.blocked = m.user_id)
      and not exists (select from blocks b where b.blocker = m.user_id and b.blocked = ${person})
      and not exists (select from users u where u.id = ${person} and u.suspended_at is not null)`.compile(db),
}))
