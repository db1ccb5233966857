import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { type Expression, type RawBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isNotApart, isPersonOpen, isRowShown, isThere } from '../subjects/people.js'

/**
 * Does the viewer follow that person? Null for oneself. Not `exists`, which Postgres may answer by reading all that the
 * viewer follows.
 */
export const isFollowing = (person: Expression<number>, viewer: number): RawBuilder<boolean | null> =>
  sql<boolean | null>`case when ${person} <> ${viewer}::int8 then coalesce(
    (select true from follows mine where mine.follower = ${viewer} and mine.followee = ${person}), false) end`

/** What a wish to follow somebody has led to: whoever has a private account is asked. */
export type Followed = 'following' | 'requested'

/**
 * Locks both, so that their counters are written one after the other; always the smaller id first, so that two who
 * follow each other at the same moment do not deadlock.
 * @throws ApiError tokenInvalid where who asks has left, userNotFound where the other has
 */
export const lockBoth = async (trx: Trx, follower: number, followee: number): Promise<void> => {
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

/**
 * Whether somebody whom `lockBoth` has locked lets everybody follow them.
 * @throws ApiError userNotFound where a suspension or a block keeps them from the follower
 */
const lockedIsOpen = async (trx: Trx, follower: number, followee: number): Promise<boolean> => {
  const person = await trx
    .selectFrom('users as u')
    .select('u.is_private')
    .where('u.id', '=', followee)
    .where(isThere(sql.ref('u.id')))
    .where(isNotApart(follower, sql.ref('u.id')))
    .executeTakeFirst()
  if (!person) throw new ApiError(profileErrors.userNotFound)
  return !person.is_private
}

const insertRequest = async (trx: Trx, follower: number, followee: number): Promise<boolean> => {
  const asked = await trx
    .insertInto('follow_requests')
    .values({ follower, followee })
    .onConflict(conflict => conflict.columns(['follower', 'followee']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return asked !== undefined
}

/** Both are locked. */
export const deleteRequest = async (trx: Trx, follower: number, followee: number): Promise<boolean> => {
  const gone = await trx
    .deleteFrom('follow_requests')
    .where('follower', '=', follower)
    .where('followee', '=', followee)
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
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

/** Both are locked. */
export const insertFollow = async (trx: Trx, follower: number, followee: number): Promise<boolean> => {
  const added = await trx
    .insertInto('follows')
    .values({ follower, followee })
    .onConflict(conflict => conflict.columns(['follower', 'followee']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) await count(trx, follower, followee, 1)
  return added !== undefined
}

const deleteFollow = async (trx: Trx, follower: number, followee: number): Promise<boolean> => {
  const removed = await trx
    .deleteFrom('follows')
    .where('follower', '=', follower)
    .where('followee', '=', followee)
    .returning('id')
    .executeTakeFirst()
  if (removed) await count(trx, follower, followee, -1)
  return removed !== undefined
}

const isFollower = async (trx: Trx, follower: number, followee: number): Promise<boolean> =>
  (await trx
    .selectFrom('follows')
    .select('id')
    .where('follower', '=', follower)
    .where('followee', '=', followee)
    .executeTakeFirst()) !== undefined

/** @throws ApiError followOneself, alreadyFollowing, alreadyRequested, userNotFound or tokenInvalid */
export const follow = async (trx: Trx, follower: number, followee: number): Promise<Followed> => {
  if (follower === followee) throw new ApiError(profileErrors.followOneself)
  await lockBoth(trx, follower, followee)
  if (await lockedIsOpen(trx, follower, followee)) {
    if (!(await insertFollow(trx, follower, followee))) throw new ApiError(profileErrors.alreadyFollowing)
    return 'following'
  }
  if (await isFollower(trx, follower, followee)) throw new ApiError(profileErrors.alreadyFollowing)
  if (!(await insertRequest(trx, follower, followee))) throw new ApiError(profileErrors.alreadyRequested)
  return 'requested'
}

/** Ends a follow, or takes the wish for one back. @throws ApiError notFollowing, userNotFound or tokenInvalid */
export const unfollow = async (trx: Trx, follower: number, followee: number): Promise<void> => {
  await lockBoth(trx, follower, followee)
  const wasRequested = await deleteRequest(trx, follower, followee)
  if (!(await deleteFollow(trx, follower, followee)) && !wasRequested) throw new ApiError(profileErrors.notFollowing)
}

/** Ends somebody's follow of oneself. @throws ApiError notFollower, userNotFound or tokenInvalid */
export const removeFollower = async (trx: Trx, me: number, follower: number): Promise<void> => {
  await lockBoth(trx, me, follower)
  if (!(await deleteFollow(trx, follower, me))) throw new ApiError(profileErrors.notFollower)
}

/**
 * Turns a follow around, or the wish for one where the account is private, and says what it is now.
 * @throws ApiError followOneself, userNotFound or tokenInvalid
 */
export const toggleFollow = async (trx: Trx, follower: number, followee: number): Promise<Followed | 'no'> => {
  if (follower === followee) throw new ApiError(profileErrors.followOneself)
  await lockBoth(trx, follower, followee)
  if (!(await lockedIsOpen(trx, follower, followee))) {
    if (await deleteFollow(trx, follower, followee)) return 'no'
    if (await deleteRequest(trx, follower, followee)) return 'no'
    await insertRequest(trx, follower, followee)
    return 'requested'
  }
  const { rows } = await sql<{ is_following: boolean }>`
    with gone as (
      delete from follows where follower = ${follower} and followee = ${followee} returning id
    ), added as (
      insert into follows (follower, followee) select ${follower}, ${followee} where not exists (select from gone) returning id
    )
    select exists (select from added) as is_following`.execute(trx)
  const { is_following } = rows[0]!
  await count(trx, follower, followee, is_following ? 1 : -1)
  return is_following ? 'following' : 'no'
}

/**
 * Ends the follows of two people, both ways, and what either asked of the other. Requires that both are locked, see
 * `lockPeople`.
 */
export const endFollows = async (trx: Trx, one: number, other: number): Promise<void> => {
  await sql`
    with asked as (
      delete from follow_requests where (follower, followee) in ((${one}, ${other}), (${other}, ${one}))
    ), gone as (
      delete from follows where (follower, followee) in ((${one}, ${other}), (${other}, ${one})) returning follower, followee
    )
    update users set
      following_count = greatest(0, following_count - (select count(*)::int from gone where gone.follower = users.id)),
      follower_count = greatest(0, follower_count - (select count(*)::int from gone where gone.followee = users.id))
    where id in (${one}, ${other}) and exists (select from gone)`.execute(trx)
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
    isOwn: boolean,
  ) => otherEnds(db, end, person, isOwn ? person : viewer, { limit, cursor: isFirst ? undefined : cursor }),
)

/**
 * Those who stand at the other end of somebody's follows, newest first, as far as the viewer may see them; undefined
 * when the viewer may not see whom that somebody knows.
 */
const listOtherEnds = async (
  db: Db,
  end: 'follower' | 'followee',
  person: number,
  viewer: number,
  { limit, cursor }: FollowPage,
) => {
  const isFirst = cursor === undefined
  const [found] = await people(db, { person, viewer, cursor }, end, limit, isFirst, person === viewer)
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
          .where(isRowShown(viewer, 'other'))
          .$if(cursor !== undefined, query => query.where('f.id', '<', cursor!))
          .orderBy('f.id', 'desc')
          // One more than is shown tells whether there is a next page.
          .limit(limit + 1),
      ).as('people'),
    )
    .where('u.id', '=', person)
    .where('u.is_active', '=', true)
    .where(canSeeFollows(viewer, sql.ref('u.id')))

/** Whom somebody knows is for those to see who may see what they make, and for themselves. */
export const canSeeFollows = (viewer: number, person: Expression<number>) =>
  sql<boolean>`(${person} = ${viewer} or ${isPersonOpen(viewer, person)})`

/** Who follows a person. */
export const listFollowers = (db: Db, person: number, viewer: number, page: FollowPage) =>
  listOtherEnds(db, 'follower', person, viewer, page)

/** Whom a person follows. */
export const listFollowing = (db: Db, person: number, viewer: number, page: FollowPage) =>
  listOtherEnds(db, 'followee', person, viewer, page)
