import { withdrawnName } from '@mudig/shared/accounts/names'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import { type Expression, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isWriterShown } from '../subjects/people.js'
import { isVisible } from '../subjects/visible.js'

/** Where the next page of somebody's conversations begins. */
export interface ConversationPosition {
  /** Of the newest message, in microseconds since 1970: a Date would lose the last three digits. */
  microseconds: number
  conversation: number
}

const nameOf = (user: 'me' | 'them') =>
  sql<string>`case when ${sql.ref(`${user}.is_active`)} then ${sql.ref(`${user}.name`)} else ${sql.lit(withdrawnName)} end`
const imageOf = (user: 'me' | 'them') =>
  sql<string>`case when ${sql.ref(`${user}.is_active`)} then ${sql.ref(`${user}.image`)} else ${sql.lit(basicProfileKey)} end`

const isMine = sql<boolean>`x.sender = me.id`
const either = <T>(mine: Expression<T>, theirs: Expression<T>) =>
  sql<T>`case when ${isMine} then ${mine} else ${theirs} end`
const [myName, theirName, myImage, theirImage] = [nameOf('me'), nameOf('them'), imageOf('me'), imageOf('them')]

/** A message `x` of a conversation in which `m` is somebody, `me`, and `o` the other one, `them`. */
const saidColumns = [
  'm.conversation_id as chatroom_id',
  'x.id as message_id',
  'x.content',
  'x.created_at',
  sql<boolean>`x.deleted_at is not null`.as('is_deleted'),
  either(sql<boolean>`x.seq <= o.read_seq`, sql<boolean>`x.seq <= m.read_seq`).as('is_checked'),
  either(sql.ref<number>('me.id'), sql.ref<number>('them.id')).as('from_user_id'),
  either(myName, theirName).as('from_user_name'),
  either(myImage, theirImage).as('from_user_profile_image'),
  either(myImage, theirImage).as('from_user_img'),
  either(sql.ref<number>('them.id'), sql.ref<number>('me.id')).as('to_user_id'),
  either(theirName, myName).as('to_user_name'),
  either(theirImage, myImage).as('to_user_profile_image'),
  either(theirImage, myImage).as('to_user_img'),
] as const

/**
 * Conversations of two as one of them, `m`, sees them: while the other is suspended, or a block keeps them apart, there
 * is none.
 */
const selectOwn = (db: Db, member: number) =>
  db
    .selectFrom('conversation_members as m')
    .innerJoin('conversation_members as o', join =>
      join.onRef('o.conversation_id', '=', 'm.conversation_id').onRef('o.user_id', '<>', 'm.user_id'),
    )
    .innerJoin('users as me', 'me.id', 'm.user_id')
    .innerJoin('users as them', 'them.id', 'o.user_id')
    .where('m.user_id', '=', member)
    .where('m.left_at', 'is', null)
    .where(isWriterShown(member, sql.ref('o.user_id')))

/** Exported for the test of its plan. */
export const selectConversations = (
  db: Db,
  member: number,
  { limit, from }: { limit: number; from?: ConversationPosition | undefined },
) =>
  selectOwn(db, member)
    .innerJoin('messages as x', join =>
      join.onRef('x.conversation_id', '=', 'm.conversation_id').onRef('x.seq', '=', 'm.last_seq'),
    )
    .select(saidColumns)
    .select([
      sql<number>`m.last_seq - m.read_seq`.as('unread_count'),
      sql<number>`(extract(epoch from m.last_message_at) * 1000000)::int8`.as('microseconds'),
    ])
    .where('m.last_message_at', 'is not', null)
    .$if(from !== undefined, query =>
      query.where(
        sql<boolean>`(m.last_message_at, m.conversation_id) < (timestamptz 'epoch' + ${from!.microseconds} * interval '1 microsecond', ${from!.conversation}::int8)`,
      ),
    )
    .orderBy('m.last_message_at', 'desc')
    .orderBy('m.conversation_id', 'desc')
    // One more than is shown tells whether there is a next page.
    .limit(limit + 1)

const conversationPage = prepare(
  (
    db,
    { member, microseconds, conversation }: { member: number } & ConversationPosition,
    limit: number,
    isFirst: boolean,
  ) => selectConversations(db, member, { limit, from: isFirst ? undefined : { microseconds, conversation } }),
)

/** Somebody's conversations with the newest message of each, the one written in last first. */
export const listConversations = async (
  db: Db,
  member: number,
  { limit, from }: { limit: number; from?: ConversationPosition | undefined },
) => {
  const start = from ?? { microseconds: 0, conversation: 0 }
  const rows = await conversationPage(db, { member, ...start }, limit, from === undefined)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    conversations: page.map(({ microseconds: _, ...conversation }) => conversation),
    next:
      last && rows.length > page.length
        ? { microseconds: last.microseconds, conversation: last.chatroom_id }
        : undefined,
  }
}

/** What a message shows, where its reader may see it: something of a kind, with a title of its own. */
const shown = (db: Db, kind: 'track' | 'playlist', member: number) =>
  db
    .selectFrom('subjects as s')
    .where('s.id', '=', sql.ref<number>('x.subject_id'))
    .where('s.kind', '=', sql.lit(kind))
    .where(isVisible(member))

/** Exported for the test of its plan. */
export const selectMessages = (
  db: Db,
  conversation: number,
  member: number,
  { limit, before }: { limit: number; before?: number | undefined },
) =>
  selectOwn(db, member)
    .innerJoin('messages as x', 'x.conversation_id', 'm.conversation_id')
    .select(saidColumns)
    .select([
      'x.seq',
      jsonArrayFrom(
        shown(db, 'track', member)
          .innerJoin('tracks as t', 't.id', 's.id')
          .select(['s.id as song_id', 't.title as name']),
      ).as('song'),
      jsonArrayFrom(
        shown(db, 'playlist', member)
          .innerJoin('playlists as p', 'p.id', 's.id')
          .select(['s.id as playlist_id', 'p.title as name']),
      ).as('playlist'),
    ])
    .where('m.conversation_id', '=', conversation)
    .where('x.conversation_id', '=', conversation)
    .whereRef('x.seq', '>', 'm.joined_seq')
    .$if(before !== undefined, query => query.where('x.seq', '<', before!))
    .orderBy('x.seq', 'desc')
    .limit(limit + 1)

const messagePage = prepare(
  (
    db,
    { conversation, member, before }: { conversation: number; member: number; before: number },
    limit: number,
    isFirst: boolean,
  ) => selectMessages(db, conversation, member, { limit, before: isFirst ? undefined : before }),
)

/** A conversation's messages, the newest first; none where it is not this person's. */
export const listMessages = async (
  db: Db,
  conversation: number,
  member: number,
  { limit, before }: { limit: number; before?: number | undefined },
) => {
  const rows = await messagePage(db, { conversation, member, before: before ?? 0 }, limit, before === undefined)
  const page = rows.slice(0, limit)
  return {
    messages: page.map(({ seq: _, ...message }) => message),
    next: rows.length > page.length ? page.at(-1)!.seq : undefined,
  }
}

/** Whether the other one of a conversation of `m` is shown to them. */
const isOtherShown = (member: number) =>
  sql<boolean>`coalesce((select ${isWriterShown(member, sql.ref('o.user_id'))} from conversation_members o
    where o.conversation_id = m.conversation_id and o.user_id <> m.user_id limit 1), true)`

/** Whether a conversation is of two, of whom somebody is one. */
export const isMember = async (db: Db, conversation: number, person: number): Promise<boolean> => {
  const found = await db
    .selectFrom('conversation_members as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select('m.user_id')
    .where('m.conversation_id', '=', conversation)
    .where('m.user_id', '=', person)
    .where('m.left_at', 'is', null)
    .where('c.kind', '=', 'pair')
    .where(isOtherShown(person))
    .executeTakeFirst()
  return found !== undefined
}

/** The conversation of somebody that was written in last. */
export const findLatest = async (db: Db, member: number): Promise<number | undefined> => {
  const found = await db
    .selectFrom('conversation_members as m')
    .select('m.conversation_id')
    .where('m.user_id', '=', member)
    .where('m.left_at', 'is', null)
    .where('m.last_message_at', 'is not', null)
    .where(isOtherShown(member))
    .orderBy('m.last_message_at', 'desc')
    .orderBy('m.conversation_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.conversation_id
}

/** Exported for the test of its plan. */
export const selectUnread = (db: Db, member: number) =>
  db
    .selectFrom('conversation_members as m')
    .select(({ selectFrom }) =>
      selectFrom('conversation_members as o')
        .select('o.user_id')
        .whereRef('o.conversation_id', '=', 'm.conversation_id')
        .whereRef('o.user_id', '<>', 'm.user_id')
        .limit(1)
        .as('sender'),
    )
    .where('m.user_id', '=', member)
    .where('m.left_at', 'is', null)
    .where(sql<boolean>`m.last_seq > m.read_seq`)
    .where('m.last_message_at', 'is not', null)
    .where(isOtherShown(member))
    .orderBy('m.last_message_at', 'desc')
    .limit(1)

/** Who wrote to somebody last, of what is not read yet. */
export const findUnreadSender = async (db: Db, member: number): Promise<number | undefined> =>
  (await selectUnread(db, member).executeTakeFirst())?.sender ?? undefined
