import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { type Expression, type RawBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'

/**
 * Does the viewer follow that person? Null for oneself. Not `exists`, which Postgres may answer by reading all that the
 * viewer follows.
 */
export const isFollowing = (person: Expression<number>, viewer: number): RawBuilder<boolean | null> =>
  sql<boolean | null>`case when ${person} <> ${viewer}::int8 then coalesce(
    (select true from follows mine where mine.follower = ${viewer} and mine.followee = ${person}), false) end`

/**
 * Locks both, so that their counters are written one after the other; always the smaller id first, so that two who
 * follow each other at the same moment do not deadlock.
 * @throws ApiError tokenInvalid where who asks has left, userNotFound where the other has
 */
const lockBoth = async (trx: Trx, follower: number, followee: number): Promise<void> => {
  const there = await trx
    .selectFrom('users')
    .select('id')
    .where('id', 'in', [follower, followee])
    .where('is_active', '=', true)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  if (!there.some(({ id }) => id === follower)) throw new ApiError(httpErrors.tokenInvalid)
  if (!there.some(({ id }) => id === followee)) throw new ApiError(profileErrors.userNotFound)
}

/** Both are locked. */
const count = (trx: Trx, follower: number, followee: number, by: 1 | -1) =>
  trx
    .updateTable('users')
    .set({
      following_count: sql`following_count + case when id = ${follower} then ${by}::integer else 0 end`,
      follower_count: sql`follower_count + case when id = ${followee} then ${by}::integer else 0 end`,
    })
    .where('id', 'in', [follower, followee])
    .execute()

/** @throws ApiError followOneself, alreadyFollowing, userNotFound or tokenInvalid */
export const follow = async (trx: Trx, follower: number, followee: number): Promise<void> => {
  if (follower === followee) throw new ApiError(profileErrors.followOneself)
  await lockBoth(trx, follower, followee)
  const added = await trx
    .insertInto('follows')
    .values({ follower, followee })
    .onConflict(conflict => conflict.columns(['follower', 'followee']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new ApiError(profileErrors.alreadyFollowing)
  await count(trx, follower, followee, 1)
}

/** @throws ApiError notFollowing, userNotFound or tokenInvalid */
export const unfollow = async (trx: Trx, follower: number, followee: number): Promise<void> => {
  await lockBoth(trx, follower, followee)
  const removed = await trx
    .deleteFrom('follows')
    .where('follower', '=', follower)
    .where('followee', '=', followee)
    .returning('id')
    .executeTakeFirst()
  if (!removed) throw new ApiError(profileErrors.notFollowing)
  await count(trx, follower, followee, -1)
}

/**
 * Turns a follow around, and says what it is now.
 * @throws ApiError followOneself, userNotFound or tokenInvalid
 */
export const toggleFollow = async (trx: Trx, follower: number, followee: number): Promise<boolean> => {
  if (follower === followee) throw new ApiError(profileErrors.followOneself)
  await lockBoth(trx, follower, followee)
  const { rows } = await sql<{ is_following: boolean }>`
    with gone as (
      delete from follows where follower = ${follower} and followee = ${followee} returning id
    ), added as (
      insert into follows (follower, followee) select ${follower}, ${followee} where not exists (select from gone) returning id
    )
    select exists (select from added) as is_following`.execute(trx)
  const { is_following } = rows[0]!
  await count(trx, follower, followee, is_following ? 1 : -1)
  return is_following
}

export interface FollowPage {
  limit: number
  /** Id of the last follow of the page before. */
  cursor?: number | undefined
}

const people = prepare(
  (
    db,
    { person, viewer, cursor }: { person: number; viewer: number; cursor: number | undefined },
    end: 'follower' | 'followee',
    limit: number,
    isFirst: boolean,
  ) => otherEnds(db, end, person, viewer, { limit, cursor: isFirst ? undefined : cursor }),
)

/**
 * Those who stand at the other end of somebody's follows, newest first; undefined when that somebody is not there. Who
 * has left is not shown.
 */
const listOtherEnds = async (
  db: Db,
  end: 'follower' | 'followee',
  person: number,
  viewer: number,
  { limit, cursor }: FollowPage,
) => {
  const [found] = await people(db, { person, viewer, cursor }, end, limit, cursor === undefined)
  if (!found) return undefined
  const page = found.people.slice(0, limit)
  return {
    people: page.map(({ follow_id: _, ...shown }) => shown),
    next_cursor: found.people.length > limit ? page.at(-1)!.follow_id : null,
  }
}

/** Exported for the test of its plan. */
export const otherEnds = (
  db: Db,
  end: 'follower' | 'followee',
  person: number,
  viewer: number,
  { limit, cursor }: FollowPage,
) =>
  db
    .selectFrom('users as u')
    .select(
      jsonArrayFrom(
        db
          .selectFrom('follows as f')
          .innerJoin('users as other', 'other.id', `f.${end}`)
          .select(({ ref }) => [
            'other.id',
            'other.image as profile_image',
            'other.name as nickname',
            isFollowing(ref('other.id'), viewer).as('is_following'),
            'f.id as follow_id',
          ])
          .where(end === 'follower' ? 'f.followee' : 'f.follower', '=', person)
          .where('other.is_active', '=', true)
          .$if(cursor !== undefined, query => query.where('f.id', '<', cursor!))
          .orderBy('f.id', 'desc')
          // One more than is shown tells whether there is a next page.
          .limit(limit + 1),
      ).as('people'),
    )
    .where('u.id', '=', person)
    .where('u.is_active', '=', true)

/** Who follows a person. */
export const listFollowers = (db: Db, person: number, viewer: number, page: FollowPage) =>
  listOtherEnds(db, 'follower', person, viewer, page)

/** Whom a person follows. */
export const listFollowing = (db: Db, person: number, viewer: number, page: FollowPage) =>
  listOtherEnds(db, 'followee', person, viewer, page)
