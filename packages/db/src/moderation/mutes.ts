import { ApiError } from '@mudig/shared/core/errors'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { isRowShown } from '../subjects/people.js'
import { socialUser } from '../subjects/social-user.js'
import type { PeoplePage } from './blocks.js'

/**
 * Keeps somebody out of one's feeds and notifications; they are not told, and nothing else changes.
 * @throws ApiError muteOneself, userNotFound
 */
export const mute = async (trx: Trx, muter: number, muted: number): Promise<void> => {
  if (muter === muted) throw new ApiError(moderationErrors.muteOneself)
  const person = await trx
    .selectFrom('users as u')
    .select('u.id')
    .where('u.id', '=', muted)
    .where(isRowShown(muter, 'u'))
    .executeTakeFirst()
  if (!person) throw new ApiError(profileErrors.userNotFound)
  await trx
    .insertInto('mutes')
    .values({ muter, muted })
    .onConflict(conflict => conflict.columns(['muter', 'muted']).doNothing())
    .execute()
}

/** Nothing happens where there is no mute. */
export const unmute = async (db: Db, muter: number, muted: number): Promise<void> => {
  await db.deleteFrom('mutes').where('muter', '=', muter).where('muted', '=', muted).execute()
}

/** Exported for the test of its plan. */
export const selectMutes = (db: Db, muter: number, { limit, cursor }: PeoplePage) =>
  db
    .selectFrom('mutes as m')
    .innerJoin('users as u', 'u.id', 'm.muted')
    .select(['u.id', 'u.name', 'u.image', 'm.created_at', socialUser(muter, sql.ref('u.id')).as('user')])
    .where('m.muter', '=', muter)
    .where(isRowShown(muter, 'u'))
    .$if(cursor !== undefined, query => query.where('m.muted', '<', cursor!))
    .orderBy('m.muted', 'desc')
    .limit(limit + 1)

/** Whom somebody has muted, those who are there. */
export const listMutes = async (db: Db, muter: number, page: PeoplePage) => {
  const rows = await selectMutes(db, muter, page).execute()
  const mutes = rows.slice(0, page.limit)
  return { mutes, next_cursor: rows.length > mutes.length ? mutes.at(-1)!.id : null }
}
