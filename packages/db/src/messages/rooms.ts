import type { SocialUser } from '@mudig/shared/accounts/social-schemas'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { socialUserColumns } from '../subjects/social-user.js'
import { areApart, isHiddenFrom, isRoomShown, messageColumns, type RoomMessage, senderJoin } from './room-message.js'

export interface Room {
  uuid: string
  name: string
  owner: string | null
  created_at: Date
  updated_at: Date
  members: { id: string; user: SocialUser }[]
  first_message: string | null
  last_seq: number
  read_seq: number
  unread: number
}

/** Where the next page of somebody's rooms begins. */
export interface RoomPosition {
  /** Of the newest message, in microseconds since 1970: a Date would lose the last three digits. */
  microseconds: number
  conversation: number
}

const touchedAt = sql<Date>`coalesce(m.last_message_at, m.touched_at)`

/** Whether a member `o` is shown to the reader `m`. Two stay two, also where one has left. */
const isMemberShown = sql<boolean>`(o.left_at is null or c.kind = 'pair')
  and not ${areApart(sql`m.user_id`, sql`o.user_id`)}`

/** Of a conversation `c` in which `m` is the reader's own membership. */
const roomColumns = (reader: number) => sql<Room>`
  c.uuid, coalesce(c.name, '') as name, (select u.handle from users u where u.id = c.owner and u.is_active
    and u.suspended_at is null and not ${areApart(sql`m.user_id`, sql`u.id`)}) as owner, c.created_at,
  greatest(c.created_at, c.updated_at, m.last_message_at) as updated_at,
  (select json_agg(json_build_object('id', o.uuid, 'user', ${socialUserColumns(reader)}) order by o.joined_at, o.user_id)
    from conversation_members o join users shown on shown.id = o.user_id
    where o.conversation_id = c.id and ${isMemberShown}) as members,
  (select case when x.deleted_at is null and not ${isHiddenFrom(sql`m.user_id`)} then x.content end
    from messages x where x.conversation_id = c.id and x.seq = c.last_seq and x.seq > m.joined_seq) as first_message,
  c.last_seq, greatest(m.read_seq, m.joined_seq) as read_seq, c.last_seq - greatest(m.read_seq, m.joined_seq) as unread`

/** A room with a name, or somebody else in it with a name or handle, that begins with or contains the words. */
const isNamed = (search: string) => {
  const like = sql`'%' || replace(replace(replace(lower(${search}::text), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`
  return sql<boolean>`(lower(coalesce(c.name, '')) like ${like} or exists (
    select from conversation_members o join users u on u.id = o.user_id and u.is_active and u.suspended_at is null
    where o.conversation_id = c.id and o.user_id <> m.user_id and ${isMemberShown}
      and (lower(u.name) like ${like} or u.handle like ${like})))`
}

/** So many rooms are looked through for words, the newest from where the page begins. */
const searchedMost = 2_000

interface PageValues extends RoomPosition {
  reader: number
  search: string
}

/** Exported for the test of its plan. */
export const selectRooms = (
  { reader, search, microseconds, conversation }: PageValues,
  limit: number,
  isFirst: boolean,
  isSearch: boolean,
): RawBuilder<Room & RoomPosition> => {
  const after = isFirst
    ? sql`true`
    : sql`(coalesce(m.last_message_at, m.touched_at), m.conversation_id)
        < (timestamptz 'epoch' + ${microseconds} * interval '1 microsecond', ${conversation}::int8)`
  const mine = sql`m.user_id = ${reader} and m.left_at is null and ${touchedAt} is not null and ${after}`
  const newest = sql`${touchedAt} desc, m.conversation_id desc`
  const searched = sql`(select m.* from conversation_members m where ${mine} order by ${newest} limit ${searchedMost})`
  // Room by room along the index, however many somebody has: with "offset 0" all rooms are not joined first.
  return sql<Room & RoomPosition>`
    select ${roomColumns(reader)}, (extract(epoch from ${touchedAt}) * 1000000)::int8 as microseconds, m.conversation_id as conversation
    from ${isSearch ? searched : sql`conversation_members`} m
    cross join lateral (select * from conversations c where c.id = m.conversation_id offset 0) c
    where ${mine} and ${isRoomShown} and ${isSearch ? isNamed(search) : sql`true`}
    order by ${newest} limit ${limit}`
}

const roomPage = prepare((db: Db, values: PageValues, limit: number, isFirst: boolean, isSearch: boolean) => ({
  // One more than is shown tells whether there is a next page.
  compile: () => selectRooms(values, limit + 1, isFirst, isSearch).compile(db),
}))

/** Somebody's rooms, the one written in last first. */
export const listRooms = async (
  db: Db,
  reader: number,
  { limit, from, search = '' }: { limit: number; from?: RoomPosition | undefined; search?: string | undefined },
) => {
  const values = { reader, search, ...(from ?? { microseconds: 0, conversation: 0 }) }
  const rows = await roomPage(db, values, limit, from === undefined, search !== '')
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rooms: page.map(({ microseconds: _, conversation: __, ...room }) => room),
    next:
      last && rows.length > page.length
        ? { microseconds: last.microseconds, conversation: last.conversation }
        : undefined,
  }
}

const oneRoom = prepare((db: Db, { room, reader }: { room: string; reader: number }) => ({
  compile: () =>
    sql<Room>`
    select ${roomColumns(reader)} from conversations c
    join conversation_members m on m.conversation_id = c.id and m.user_id = ${reader} and m.left_at is null
    where c.uuid = ${room}::uuid and ${isRoomShown}`.compile(db),
}))

/** A room of somebody's; undefined where they are not in it, or where a block has parted the two whose it is. */
export const findRoom = async (db: Db, room: string, reader: number): Promise<Room | undefined> =>
  (await oneRoom(db, { room, reader }))[0]

/** Exported for the test of its plan. */
export const selectHistory = (
  { room, reader, before }: { room: string; reader: number; before: number },
  limit: number,
  isFirst: boolean,
): RawBuilder<RoomMessage> => sql<RoomMessage>`
  select ${messageColumns} from conversations c
  join conversation_members m on m.conversation_id = c.id and m.user_id = ${reader} and m.left_at is null
  cross join lateral (
    select * from messages x
    where x.conversation_id = c.id and x.seq > m.joined_seq ${isFirst ? sql`` : sql`and x.seq < ${before}::int8`}
      and not ${isHiddenFrom(sql`m.user_id`)}
    order by x.seq desc limit ${limit}
  ) x ${senderJoin}
  where c.uuid = ${room}::uuid and ${isRoomShown} order by x.seq desc`

const historyPage = prepare(
  (db: Db, values: { room: string; reader: number; before: number }, limit: number, isFirst: boolean) => ({
    compile: () => selectHistory(values, limit + 1, isFirst).compile(db),
  }),
)

/** What was written in a room since somebody joined it, the newest first; nothing where they are not in it. */
export const listHistory = async (
  db: Db,
  room: string,
  reader: number,
  { limit, before }: { limit: number; before?: number | undefined },
) => {
  const rows = await historyPage(db, { room, reader, before: before ?? 0 }, limit, before === undefined)
  const messages = rows.slice(0, limit)
  return { messages, next: rows.length > messages.length ? messages.at(-1)!.seq : undefined }
}
