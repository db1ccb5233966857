import { ApiError } from '@mudig/shared/core/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { deleteRequest, insertFollow, lockBoth } from './follows.js'

/** Lets in somebody who has asked to follow. @throws ApiError requestNotFound, userNotFound or tokenInvalid */
export const acceptRequest = async (trx: Trx, me: number, follower: number): Promise<void> => {
  await lockBoth(trx, me, follower)
  if (!(await deleteRequest(trx, follower, me))) throw new ApiError(profileErrors.requestNotFound)
  await insertFollow(trx, follower, me)
}

/** @throws ApiError requestNotFound, userNotFound or tokenInvalid */
export const declineRequest = async (trx: Trx, me: number, follower: number): Promise<void> => {
  await lockBoth(trx, me, follower)
  if (!(await deleteRequest(trx, follower, me))) throw new ApiError(profileErrors.requestNotFound)
}

/**
 * Lets in those who have asked longest, of an account that is public by now; each as if they had followed it then.
 *
 * @returns who was let in; undefined where nobody waits, or the account is private again or gone
 */
export const acceptWaiting = async (trx: Trx, followee: number, limit: number): Promise<number[] | undefined> => {
  const waiting = await trx
    .selectFrom('follow_requests')
    .select('follower')
    .where('followee', '=', followee)
    .orderBy('id')
    .limit(limit)
    .execute()
  if (waiting.length === 0) return undefined
  const people = await trx
    .selectFrom('users')
    .select(['id', 'is_active', 'is_private'])
    .where('id', 'in', [followee, ...waiting.map(({ follower }) => follower)])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  const owner = people.find(({ id }) => id === followee)
  if (!owner?.is_active || owner.is_private) return undefined
  const { rows } = await sql<{ follower: number }>`
    with asked as (
      delete from follow_requests where followee = ${followee} and follower = any(${waiting.map(({ follower }) => follower)}::int8[])
      returning follower
    ), added as (
      insert into follows (follower, followee) select follower, ${followee}::int8 from asked
      on conflict (follower, followee) do nothing returning follower
    ), counted as (
      update users set
        following_count = following_count + case when id = ${followee} then 0 else 1 end,
        follower_count = follower_count + case when id = ${followee} then (select count(*)::int from added) else 0 end
      where id = ${followee} or id in (select follower from added)
    )
    select follower from asked`.execute(trx)
  return rows.map(({ follower }) => follower)
}
