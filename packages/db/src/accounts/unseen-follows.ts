import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { countShown } from '../subjects/count-shown.js'
import { isNotMuted, isRowShown } from '../subjects/people.js'

/** A follow that its followee was not shown yet, with who it was. */
export interface UnseenFollow {
  follower_id: number
  follower_name: string
  follower_image: string
  follower_follower_count: number
  follower_song_count: number
  follow_at: Date
  is_checked: boolean
  mutual_follow: boolean
}

/** As many as are shown at once; the rest comes with the next. */
const shownAtOnce = 50

/** Whether somebody is told of a follower `u`: one who is there, and whom they have neither blocked nor muted. */
const isToBeTold = (followee: number) =>
  sql<boolean>`${isRowShown(followee, 'u')} and ${isNotMuted(followee, sql.ref('u.id'))}`

/** The oldest that wait; of two who ask at the same moment each gets others. Exported for the test of its plan. */
export const waiting = (followee: number) => sql`
  select f.id from follows f join users u on u.id = f.follower
  where f.followee = ${followee} and not f.is_seen and ${isToBeTold(followee)}
  order by f.id limit ${sql.lit(shownAtOnce)} for no key update of f skip locked`

/** Follows that somebody has not seen, the oldest first. Those that are returned are seen from now on. */
export const takeUnseenFollows = async (db: Db, followee: number): Promise<UnseenFollow[]> => {
  const { rows } = await sql<UnseenFollow>`
    with seen as (
      update follows set is_seen = true where id = any(array(${waiting(followee)}))
      returning id, follower, created_at
    )
    select u.id as follower_id, u.name as follower_name, u.image as follower_image,
      u.follower_count as follower_follower_count, ${countShown('track', sql.ref<number>('u.id'), followee)} as follower_song_count,
      seen.created_at as follow_at, false as is_checked,
      coalesce((select true from follows back where back.follower = ${followee} and back.followee = u.id), false) as mutual_follow
    from seen join users u on u.id = seen.follower order by seen.id`.execute(db)
  return rows
}

/** Exported for the test of its plan. */
export const selectNewestUnseen = (db: Db, followee: number) =>
  db
    .selectFrom('follows as f')
    .innerJoin('users as u', 'u.id', 'f.follower')
    .select('f.follower')
    .where('f.followee', '=', followee)
    .where('f.is_seen', '=', false)
    .where(isToBeTold(followee))
    .orderBy('f.id', 'desc')
    .limit(1)

/** Who followed somebody last, of those whom they have not seen. */
export const findUnseenFollower = async (db: Db, followee: number): Promise<number | undefined> =>
  (await selectNewestUnseen(db, followee).executeTakeFirst())?.follower
