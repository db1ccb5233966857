import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { messageErrors, roomMembersMost } from '@mudig/shared/messages/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { markReadAbout } from '../notifications/notifications.js'
import { announceRooms, holdPair, pairOf } from './conversations.js'
import { areApart } from './room-message.js'
import { openPair } from './send.js'

/*
 * Who is in a room. Each change holds the room's row, as every message does, so that a message is either before or after it.
 */

/** Somebody who came or went, for those who are in the room. */
export interface MemberChange {
  conversation: number
  room: string
  user_id: number
  member: string
  handle: string
  action: 'joined' | 'left'
  /** Who is told: those who are in it, but for whom a block keeps from this person. */
  to: number[]
}

/**
 * The people who have these handles, kept from being erased meanwhile.
 * @throws ApiError userNotFound where somebody is not there for whoever opens the room, or they are apart
 */
const requirePeople = async (trx: Trx, opener: number, handles: readonly string[]): Promise<number[]> => {
  const { rows } = await sql<{ id: number; is_apart: boolean }>`
    select u.id, exists (select from blocks where (blocker, blocked) in ((u.id, ${opener}), (${opener}, u.id))) as is_apart
    from users u where u.handle = any(${handles}::text[]) and u.is_active and u.suspended_at is null
    order by u.id for key share of u`.execute(trx)
  if (rows.length < handles.length || rows.some(({ is_apart }) => is_apart))
    throw new ApiError(profileErrors.userNotFound)
  return rows.map(({ id }) => id)
}

/** Keeps the opener from being erased meanwhile. @throws ApiError tokenInvalid */
const requireOpener = async (trx: Trx, opener: number): Promise<{ handle: string }> => {
  const { rows } = await sql<{ handle: string | null }>`
    select handle from users where id = ${opener} and is_active for key share`.execute(trx)
  if (!rows[0]) throw new ApiError(httpErrors.tokenInvalid)
  return { handle: rows[0].handle ?? '' }
}

/**
 * Opens a room with people by their handles. With one other it is the one that the two have, which whoever had left it
 * comes back to.
 * @throws ApiError messageOneself, userNotFound, tokenInvalid
 */
export const openRoom = async (
  trx: Trx,
  opener: number,
  { handles, name }: { handles: readonly string[]; name?: string | undefined },
): Promise<{ room: string; is_new: boolean; changes: MemberChange[] }> => {
  const own = await requireOpener(trx, opener)
  const wanted = [...new Set(handles)].filter(handle => handle !== own.handle)
  if (wanted.length === 0) throw new ApiError(messageErrors.messageOneself)
  const others = await requirePeople(trx, opener, wanted)
  if (others.length === 1) return openWith(trx, opener, others[0]!)
  const people = [opener, ...others]
  const { rows } = await sql<{ id: number; uuid: string }>`
    with opened as (
      insert into conversations (kind, name, owner, member_count, updated_at)
      values ('room', ${name ?? null}, ${opener}, ${people.length}, clock_timestamp()) returning id, uuid
    ), joined as (
      insert into conversation_members (conversation_id, user_id, joined_at, touched_at)
      select id, person, clock_timestamp(), clock_timestamp() from opened cross join unnest(${people}::int8[]) as person
    )
    select id, uuid from opened`.execute(trx)
  const { id, uuid } = rows[0]!
  announceRooms(trx, people, id)
  return { room: uuid, is_new: true, changes: [] }
}

/** The one room of two. */
const openWith = async (trx: Trx, opener: number, other: number) => {
  const known = await holdPair(trx, pairOf(opener, other))
  const conversation = known ?? (await openPair(trx, pairOf(opener, other)))
  const changes = await join(trx, conversation, [opener, other])
  const { uuid } = await trx
    .selectFrom('conversations')
    .select('uuid')
    .where('id', '=', conversation)
    .executeTakeFirstOrThrow()
  if (known === undefined) announceRooms(trx, [opener, other], conversation)
  return { room: uuid, is_new: known === undefined, changes }
}

/**
 * Has people join a room that is held; they see what follows. Nothing happens to those who are in it.
 * @returns who came
 */
export const join = async (trx: Trx, conversation: number, people: readonly number[]): Promise<MemberChange[]> => {
  const { rows } = await sql<{ user_id: number; member: string; handle: string }>`
    with came as (
      insert into conversation_members as m (conversation_id, user_id, joined_seq, read_seq, last_seq, joined_at, touched_at)
      select c.id, person, c.last_seq, c.last_seq, c.last_seq, clock_timestamp(), clock_timestamp()
      from conversations c cross join unnest(${people}::int8[]) as person where c.id = ${conversation}
      on conflict (conversation_id, user_id) do update set left_at = null, joined_seq = excluded.joined_seq,
        read_seq = excluded.read_seq, last_seq = excluded.last_seq, joined_at = excluded.joined_at,
        touched_at = excluded.touched_at
      where m.left_at is not null
      returning m.user_id, m.uuid
    )
    select came.user_id, came.uuid as member, ${toldHandle} as handle
    from came join users u on u.id = came.user_id`.execute(trx)
  if (rows.length === 0) return []
  await sql`
    update conversations set member_count = member_count + ${rows.length}, emptied_at = null,
      updated_at = clock_timestamp() where id = ${conversation}`.execute(trx)
  const came = rows.map(({ user_id }) => user_id)
  announceRooms(trx, came, conversation)
  return changesOf(trx, conversation, rows, 'joined')
}

/** Of `users u`, as everybody else may be told it. */
const toldHandle = sql<string>`coalesce(case when u.is_active and u.suspended_at is null then u.handle end, 'withdrawn')`

const changesOf = async (
  trx: Trx,
  conversation: number,
  who: readonly { user_id: number; member: string; handle: string }[],
  action: MemberChange['action'],
  also: readonly number[] = [],
): Promise<MemberChange[]> => {
  const { rows } = await sql<{ room: string; user_id: number; to: number[] }>`
    select c.uuid as room, p.id as user_id, array(
      select m.user_id from conversation_members m
      where m.conversation_id = c.id and (m.left_at is null or m.user_id = any(${also}::int8[]))
        and not ${areApart(sql`m.user_id`, sql`p.id`)}) as to
    from conversations c cross join unnest(${who.map(({ user_id }) => user_id)}::int8[]) as p (id)
    where c.id = ${conversation}`.execute(trx)
  const told = new Map(rows.map(({ user_id, ...rest }) => [user_id, rest]))
  return who.map(one => ({ ...one, conversation, action, ...told.get(one.user_id)! }))
}

/** Keeps a room as it is until the transaction ends. @throws ApiError roomNotFound where somebody is not in it */
const holdRoom = async (trx: Trx, room: string, member: number) => {
  const held = await trx
    .selectFrom('conversations as c')
    .select(['c.id', 'c.kind', 'c.owner'])
    .where('c.uuid', '=', room)
    .forNoKeyUpdate('c')
    .executeTakeFirst()
  // A statement of its own: one that waited for the lock would see things as they were before the wait.
  const own =
    held &&
    (await trx
      .selectFrom('conversation_members')
      .select('uuid')
      .where('conversation_id', '=', held.id)
      .where('user_id', '=', member)
      .where('left_at', 'is', null)
      .executeTakeFirst())
  if (!own) throw new ApiError(messageErrors.roomNotFound)
  return held
}

/**
 * Has people leave a room that is held; its ownership passes to whoever has been in it for longest.
 * @param also who is told beside those who are still in it
 */
const part = async (
  trx: Trx,
  conversation: number,
  people: readonly number[],
  also: readonly number[] = [],
): Promise<MemberChange[]> => {
  const { rows } = await sql<{ user_id: number; member: string; handle: string }>`
    with went as (
      update conversation_members m set left_at = clock_timestamp()
      where m.conversation_id = ${conversation} and m.user_id = any(${people}::int8[]) and m.left_at is null
      returning m.user_id, m.uuid
    )
    select went.user_id, went.uuid as member, ${toldHandle} as handle
    from went join users u on u.id = went.user_id`.execute(trx)
  if (rows.length === 0) return []
  await sql`
    update conversations c set member_count = c.member_count - ${rows.length}, updated_at = clock_timestamp(),
      emptied_at = case when c.member_count = ${rows.length} then clock_timestamp() end,
      owner = case when c.owner = any(${people}::int8[]) then (
        select m.user_id from conversation_members m join users u on u.id = m.user_id and u.is_active
        where m.conversation_id = c.id and m.left_at is null
        order by u.suspended_at is not null, m.joined_at, m.user_id limit 1
      ) else c.owner end
    where c.id = ${conversation}`.execute(trx)
  announceRooms(
    trx,
    rows.map(({ user_id }) => user_id),
    conversation,
  )
  for (const user_id of rows.map(row => row.user_id).sort((a, b) => a - b))
    await markReadAbout(trx, user_id, 'message', conversation)
  return changesOf(trx, conversation, rows, 'left', also)
}

/** @throws ApiError roomNotFound */
export const leaveRoom = async (trx: Trx, room: string, person: number): Promise<MemberChange[]> => {
  const { id } = await holdRoom(trx, room, person)
  return part(trx, id, [person])
}

/** Has somebody who is being erased leave all rooms of many. */
export const leaveRooms = async (trx: Trx, person: number): Promise<void> => {
  const { rows } = await sql<{ id: number }>`
    select c.id from conversation_members m join conversations c on c.id = m.conversation_id and c.kind = 'room'
    where m.user_id = ${person} and m.left_at is null order by c.id for no key update of c`.execute(trx)
  for (const { id } of rows) await part(trx, id, [person])
}

/**
 * Ends a room for all who are in it. Of a room of two one can only leave.
 * @throws ApiError roomNotFound, notRoomOwner
 */
export const closeRoom = async (trx: Trx, room: string, person: number): Promise<MemberChange[]> => {
  const { id, kind, owner } = await holdRoom(trx, room, person)
  if (kind === 'pair') return part(trx, id, [person])
  if (owner !== person) throw new ApiError(messageErrors.notRoomOwner)
  const members = await trx
    .selectFrom('conversation_members')
    .select('user_id')
    .where('conversation_id', '=', id)
    .where('left_at', 'is', null)
    .execute()
  const people = members.map(({ user_id }) => user_id)
  return part(trx, id, people, people)
}

export interface RoomChange {
  name?: string | null | undefined
  /** All who are to be in it, the owner included or not. */
  handles?: readonly string[] | undefined
  /** Who is to own it from now on, of those who are in it. */
  owner?: string | undefined
}

/**
 * Changes a room of many.
 * @throws ApiError roomNotFound, notRoomOwner, userNotFound, roomFull
 */
export const changeRoom = async (
  trx: Trx,
  room: string,
  person: number,
  { name, handles, owner }: RoomChange,
): Promise<MemberChange[]> => {
  const held = await holdRoom(trx, room, person)
  if (held.owner !== person) throw new ApiError(messageErrors.notRoomOwner)
  const changes = handles === undefined ? [] : await changeMembers(trx, held.id, person, handles)
  if (name !== undefined)
    await sql`update conversations set name = ${name}, updated_at = clock_timestamp() where id = ${held.id}`.execute(
      trx,
    )
  if (owner !== undefined) {
    const passed = await sql`
      update conversations c set owner = m.user_id from conversation_members m join users u on u.id = m.user_id and u.is_active
      where c.id = ${held.id} and m.conversation_id = c.id and m.left_at is null and u.handle = ${owner} returning c.id`.execute(
      trx,
    )
    if (passed.rows.length === 0) throw new ApiError(profileErrors.userNotFound)
  }
  return changes
}

/** Those whom a block keeps from the owner, who is not shown them, stay. */
const changeMembers = async (trx: Trx, conversation: number, owner: number, handles: readonly string[]) => {
  const { rows } = await sql<{ user_id: number; handle: string | null; is_apart: boolean }>`
    select m.user_id, u.handle, ${areApart(sql`m.user_id`, sql`${owner}::int8`)} as is_apart
    from conversation_members m join users u on u.id = m.user_id
    where m.conversation_id = ${conversation} and m.left_at is null`.execute(trx)
  const present = new Set(rows.map(({ handle }) => handle))
  const wanted = new Set(handles)
  const going = rows.filter(
    ({ user_id, handle, is_apart }) => user_id !== owner && !is_apart && !(handle !== null && wanted.has(handle)),
  )
  const coming = [...wanted].filter(handle => !present.has(handle))
  if (rows.length - going.length + coming.length > roomMembersMost) throw new ApiError(messageErrors.roomFull)
  const came = coming.length === 0 ? [] : await join(trx, conversation, await requirePeople(trx, owner, coming))
  const went = await part(
    trx,
    conversation,
    going.map(({ user_id }) => user_id),
  )
  return [...came, ...went]
}
