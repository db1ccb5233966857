import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isPersonShown } from '../subjects/people.js'
import { socialUser } from '../subjects/social-user.js'
import { canSeeFollows, type FollowPage } from './follows.js'

/*
 * Who follows whom and who wants to, as the web client of posts and chat lists it.
 */

const pageOf = <Row extends { id: number }>(rows: readonly Row[], limit: number) => {
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(({ id: _, ...row }) => row),
    next_cursor: rows.length > shown.length ? shown.at(-1)!.id : undefined,
  }
}

const socialPeople = prepare(
  (
    db,
    { person, viewer, cursor }: { person: number; viewer: number; cursor: number | undefined },
    end: 'follower' | 'followee',
    limit: number,
    isFirst: boolean,
  ) => selectSocialEnds(db, end, person, viewer, { limit, cursor: isFirst ? undefined : cursor }),
)

/** Exported for the test of its plan. */
export const selectSocialEnds = (
  db: Db,
  end: 'follower' | 'followee',
  person: number,
  viewer: number,
  { limit, cursor }: FollowPage,
) =>
  db
    .selectFrom('follows as f')
    .select(['f.id', 'f.created_at'])
    .select(({ ref }) => socialUser(viewer, ref(`f.${end}`)).as('user'))
    .where(end === 'follower' ? 'f.followee' : 'f.follower', '=', person)
    .where(({ ref }) => isPersonShown(viewer, ref(`f.${end}`)))
    .$if(cursor !== undefined, query => query.where('f.id', '<', cursor!))
    .orderBy('f.id', 'desc')
    // One more than is shown tells whether there is a next page.
    .limit(limit + 1)

/**
 * As `listFollowers` and `listFollowing`, for the web client of posts and chat: `follower` lists those who follow the
 * person, `followee` whom the person follows.
 */
export const listSocialEnds = async (
  db: Db,
  end: 'follower' | 'followee',
  person: number,
  viewer: number,
  { limit, cursor }: FollowPage,
) => {
  const rows = await socialPeople(db, { person, viewer, cursor }, end, limit, cursor === undefined)
  return pageOf(rows, limit)
}

const openByHandle = prepare((db, { handle, viewer }: { handle: string; viewer: number }) =>
  db
    .selectFrom('users as u')
    .select('u.id')
    .where('u.handle', '=', handle)
    .where(canSeeFollows(viewer, sql.ref('u.id'))),
)

/** Whoever has a handle, where the viewer may see whom they follow and who follows them. */
export const findOpen = async (db: Db, handle: string, viewer: number): Promise<number | undefined> =>
  (await openByHandle(db, { handle, viewer }))[0]?.id

const requests = prepare(
  (db, { me, cursor }: { me: number; cursor: number | undefined }, limit: number, isFirst: boolean) =>
    selectRequests(db, me, { limit, cursor: isFirst ? undefined : cursor }),
)

/** Exported for the test of its plan. */
export const selectRequests = (db: Db, me: number, { limit, cursor }: FollowPage) =>
  db
    .selectFrom('follow_requests as r')
    .select(['r.id', 'r.created_at'])
    .select(({ ref }) => socialUser(me, ref('r.follower')).as('follower'))
    .where('r.followee', '=', me)
    .where(({ ref }) => isPersonShown(me, ref('r.follower')))
    .$if(cursor !== undefined, query => query.where('r.id', '<', cursor!))
    .orderBy('r.id', 'desc')
    .limit(limit + 1)

/** Who waits to be let in, newest first. */
export const listRequests = async (db: Db, me: number, { limit, cursor }: FollowPage) =>
  pageOf(await requests(db, { me, cursor }, limit, cursor === undefined), limit)
