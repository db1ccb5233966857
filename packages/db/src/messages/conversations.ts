import { sql } from 'kysely'
import { noteForAfterCommit } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import { topics } from '../core/topics.js'
import { isPersonShown, isWriterShown } from '../subjects/people.js'

/*
 * Conversations of two. Whatever changes one's messages, or how far they are read, holds the conversation's row: after
 * what messages show, before people and boxes of notifications.
 */

/** Two people, the smaller id first. */
export interface Pair {
  low: number
  high: number
}

export const pairOf = (one: number, other: number): Pair =>
  one < other ? { low: one, high: other } : { low: other, high: one }

const selectPair = (db: Db, { low, high }: Pair) =>
  db.selectFrom('conversations').select('id').where('low', '=', low).where('high', '=', high).where('kind', '=', 'pair')

/** The conversation of two, if they have one. */
export const findPair = async (db: Db, pair: Pair): Promise<number | undefined> =>
  (await selectPair(db, pair).executeTakeFirst())?.id

/**
 * The conversation of somebody with another, if they have one, as the first of them finds it; undefined where there is no
 * such person for them. One who has left is found by what was said.
 */
export const findPairAs = async (
  db: Db,
  member: number,
  other: number,
): Promise<{ conversation: number | undefined } | undefined> => {
  const { conversation, is_there, is_shown } = await db
    .selectNoFrom([
      sql<number | null>`(${selectPair(db, pairOf(member, other))})`.as('conversation'),
      isPersonShown(member, sql.val(other)).as('is_there'),
      isWriterShown(member, sql.val(other)).as('is_shown'),
    ])
    .executeTakeFirstOrThrow()
  if (conversation === null) return is_there ? { conversation: undefined } : undefined
  return is_shown ? { conversation } : undefined
}

/** The same, kept as it is until the transaction ends. */
export const holdPair = async (trx: Trx, pair: Pair): Promise<number | undefined> =>
  (await selectPair(trx, pair).forNoKeyUpdate().executeTakeFirst())?.id

/** Keeps a conversation as it is until the transaction ends; undefined where it is not somebody's. */
export const holdOwn = (trx: Trx, id: number, member: number) =>
  trx
    .selectFrom('conversations as c')
    .innerJoin('conversation_members as m', 'm.conversation_id', 'c.id')
    .select(['c.id', 'c.kind', 'c.last_seq'])
    .where('c.id', '=', id)
    .where('m.user_id', '=', member)
    .forNoKeyUpdate('c')
    .executeTakeFirst()

/** Has everybody who listens look again. @param seq of the newest message */
export const announce = (trx: Trx, conversationId: number, seq: number): void =>
  noteForAfterCommit(trx, notes => notes.changes.set(topics.conversation(conversationId), seq))

/** Has the processes in which these people are connected look which rooms they are in. */
export const announceRooms = (trx: Trx, people: readonly number[], conversationId: number): void =>
  noteForAfterCommit(trx, notes => {
    for (const person of people) notes.changes.set(topics.rooms(person), conversationId)
  })
