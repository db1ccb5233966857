import { ApiError } from '@mudig/shared/core/errors'
import { messageErrors } from '@mudig/shared/messages/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import type { Db, Trx } from '../core/client.js'
import { markConversationRead } from './change.js'
import { holdPair, pairOf } from './conversations.js'

/**
 * Blocks somebody. Messages of both that come at the same moment come before it, or not at all; what they have written is
 * counted as read, so that it calls for nobody's attention.
 *
 * @throws ApiError blockOneself, userNotFound
 */
export const block = async (trx: Trx, blocker: number, blocked: number): Promise<void> => {
  if (blocker === blocked) throw new ApiError(messageErrors.blockOneself)
  const conversation = await holdPair(trx, pairOf(blocker, blocked))
  const person = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', blocked)
    .where('is_active', '=', true)
    .executeTakeFirst()
  if (!person) throw new ApiError(profileErrors.userNotFound)
  await trx
    .insertInto('blocks')
    .values({ blocker, blocked })
    .onConflict(conflict => conflict.columns(['blocker', 'blocked']).doNothing())
    .execute()
  if (conversation !== undefined) await markConversationRead(trx, conversation, blocker)
}

/** Nothing happens where there is no block. */
export const unblock = async (db: Db, blocker: number, blocked: number): Promise<void> => {
  await db.deleteFrom('blocks').where('blocker', '=', blocker).where('blocked', '=', blocked).execute()
}

/** Exported for the test of its plan. */
export const selectBlocks = (
  db: Db,
  blocker: number,
  { limit, cursor }: { limit: number; cursor?: number | undefined },
) =>
  db
    .selectFrom('blocks as b')
    .innerJoin('users as u', 'u.id', 'b.blocked')
    .select(['u.id', 'u.name', 'u.image', 'b.created_at'])
    .where('b.blocker', '=', blocker)
    .where('u.is_active', '=', true)
    .$if(cursor !== undefined, query => query.where('b.blocked', '<', cursor!))
    .orderBy('b.blocked', 'desc')
    // One more than is shown tells whether there is a next page.
    .limit(limit + 1)

/** Whom somebody has blocked, those who are there. */
export const listBlocks = async (db: Db, blocker: number, page: { limit: number; cursor?: number | undefined }) => {
  const rows = await selectBlocks(db, blocker, page).execute()
  const blocks = rows.slice(0, page.limit)
  return { blocks, next_cursor: rows.length > blocks.length ? blocks.at(-1)!.id : null }
}
