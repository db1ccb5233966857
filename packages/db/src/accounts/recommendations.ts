import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { countShown } from '../subjects/count-shown.js'
import { isNotMuted, isRowShown } from '../subjects/people.js'
import { isPublic } from '../subjects/visible.js'

export interface Recommended {
  id: number
  name: string
  profile_image: string
  song_count: number
  to_follow_count: number
}

/** What is looked at for one answer, so that it costs the same whoever asks. */
const lookedAt = {
  /** Of those whom I follow, the newest; and whom each of them follows. */
  followed: 50,
  theirs: 20,
  /** Of my tags, and the newest tracks of each. */
  tags: 20,
  tracks: 20,
  /** Of all follows, the newest: whom many of them lead to is popular these days. */
  recent: 300,
  /** Of all people, the newest. */
  newest: 50,
}

/**
 * People whom somebody may want to follow: whom those follow whom they follow, then whose tracks have their tags, then
 * who is followed these days, then who came last. Exported for the test of its plan.
 */
export const selectRecommended = (me: number, limit: number) => {
  const most = (name: keyof typeof lookedAt) => sql.lit(lookedAt[name])
  return sql<Recommended>`
    with mine as materialized (
      select followee from follows where follower = ${me} order by id desc limit ${most('followed')}
    ), my_tracks as materialized (
      (select id from tracks where owner = ${me} order by id desc limit ${most('tags')})
      union all
      (select subject_id from subject_likes where user_id = ${me} and kind = 'track' order by created_at desc, subject_id desc limit ${most('tags')})
    ), my_tags as materialized (
      select tag_id from my_tracks cross join lateral (
        select tag_id from track_tags where track_id = my_tracks.id order by tag_id limit ${most('tags')}) of_track
      group by tag_id order by count(*) desc, tag_id limit ${most('tags')}
    ), candidates(id, tier, weight) as (
      select theirs.followee, 1, count(*) from mine cross join lateral (
        select f.followee from follows f where f.follower = mine.followee order by f.id desc limit ${most('theirs')}) theirs
      group by 1
      union all
      select s.owner, 2, count(*) from my_tags cross join lateral (
        select tt.track_id from track_tags tt where tt.tag_id = my_tags.tag_id order by tt.track_id desc limit ${most('tracks')}) tagged
      join subjects s on s.id = tagged.track_id and ${isPublic}
      group by 1
      union all
      select followee, 3, count(*) from (select followee from follows order by id desc limit ${most('recent')}) recent group by 1
      union all
      (select id, 4, 0 from users order by id desc limit ${most('newest')})
    ), best as (
      select distinct on (id) id, tier, weight from candidates order by id, tier
    )
    select u.id, u.name, u.image as profile_image, ${countShown('track', sql.ref<number>('u.id'), me)} as song_count,
      u.follower_count as to_follow_count
    from best join lateral (select * from users where users.id = best.id) u on true
    where not u.is_private and u.id <> ${me} and ${isRowShown(me, 'u')} and ${isNotMuted(me, sql.ref('u.id'))}
      and coalesce((select false from follows f where f.follower = ${me} and f.followee = u.id), true)
    order by best.tier, best.weight desc, u.id desc limit ${limit}`
}

/** @returns at most `limit` people, the best first; always the same until something changes */
export const listRecommended = async (db: Db, me: number, limit: number): Promise<Recommended[]> =>
  (await selectRecommended(me, limit).execute(db)).rows
