import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { countShown } from '../subjects/count-shown.js'
import { isRowShown } from '../subjects/people.js'
import type { FollowPage } from './follows.js'

/** Exported for the test of its plan. */
export const selectFollowed = (db: Db, person: number, { limit, cursor }: FollowPage) =>
  db
    .selectFrom('follows as f')
    .innerJoin('users as u', 'u.id', 'f.followee')
    .select([
      'f.id as follow_id',
      'u.id',
      'u.name',
      'u.follower_count',
      countShown('track', sql.ref<number>('u.id'), person).as('song_count'),
    ])
    .where('f.follower', '=', person)
    .where(isRowShown(person, 'u'))
    .$if(cursor !== undefined, query => query.where('f.id', '<', cursor!))
    .orderBy('f.id', 'desc')
    // One more than is shown tells whether there is a next page.
    .limit(limit + 1)

const page = prepare(
  (db, { person, cursor }: { person: number; cursor: number | undefined }, limit: number, isFirst: boolean) =>
    selectFollowed(db, person, { limit, cursor: isFirst ? undefined : cursor }),
)

/** Whom somebody follows, newest first, with how much there is of each. Who has left is not shown. */
export const listFollowed = async (db: Db, person: number, { limit, cursor }: FollowPage) => {
  const rows = await page(db, { person, cursor }, limit, cursor === undefined)
  const shown = rows.slice(0, limit)
  return {
    following: shown.map(({ follow_id: _, ...followed }) => followed),
    next_cursor: rows.length > shown.length ? shown.at(-1)!.follow_id : null,
  }
}
