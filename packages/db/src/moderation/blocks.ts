import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { sql } from 'kysely'
import { endFollows } from '../accounts/follows.js'
import type { Db, Trx } from '../core/client.js'
import { markConversationRead } from '../messages/change.js'
import { holdPair, pairOf } from '../messages/conversations.js'
import { socialUser } from '../subjects/social-user.js'

/**
 * Blocks somebody. Messages of both and follows between them that come at the same moment come before it, or not at all;
 * those follows end, and what the blocked one has written is counted as read, so that it calls for nobody's attention.
 *
 * @throws ApiError blockOneself, userNotFound, tokenInvalid
 */
export const block = async (trx: Trx, blocker: number, blocked: number): Promise<void> => {
  if (blocker === blocked) throw new ApiError(moderationErrors.blockOneself)
  const conversation = await holdPair(trx, pairOf(blocker, blocked))
  const there = await trx
    .selectFrom('users')
    .select('id')
    .where('id', 'in', [blocker, blocked])
    .where('is_active', '=', true)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  if (!there.some(({ id }) => id === blocker)) throw new ApiError(httpErrors.tokenInvalid)
  if (!there.some(({ id }) => id === blocked)) throw new ApiError(profileErrors.userNotFound)
  await trx
    .insertInto('blocks')
    .values({ blocker, blocked })
    .onConflict(conflict => conflict.columns(['blocker', 'blocked']).doNothing())
    .execute()
  await endFollows(trx, blocker, blocked)
  if (conversation !== undefined) await markConversationRead(trx, conversation, blocker)
}

/** Nothing happens where there is no block; follows stay ended. */
export const unblock = async (db: Db, blocker: number, blocked: number): Promise<void> => {
  await db.deleteFrom('blocks').where('blocker', '=', blocker).where('blocked', '=', blocked).execute()
}

export interface PeoplePage {
  limit: number
  /** Id of the last person of the page before. */
  cursor?: number | undefined
}

/** Exported for the test of its plan. */
export const selectBlocks = (db: Db, blocker: number, { limit, cursor }: PeoplePage) =>
  db
    .selectFrom('blocks as b')
    .innerJoin('users as u', 'u.id', 'b.blocked')
    .select(['u.id', 'u.name', 'u.image', 'b.created_at', socialUser(blocker, sql.ref('u.id')).as('user')])
    .where('b.blocker', '=', blocker)
    .where('u.is_active', '=', true)
    .$if(cursor !== undefined, query => query.where('b.blocked', '<', cursor!))
    .orderBy('b.blocked', 'desc')
    // One more than is shown tells whether there is a next page.
    .limit(limit + 1)

/** Whom somebody has blocked, those who are there. */
export const listBlocks = async (db: Db, blocker: number, page: PeoplePage) => {
  const rows = await selectBlocks(db, blocker, page).execute()
  const blocks = rows.slice(0, page.limit)
  return { blocks, next_cursor: rows.length > blocks.length ? blocks.at(-1)!.id : null }
}
