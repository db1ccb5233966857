import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { after, type Chosen, chosen, isFed, type PostPage, toPage, type Values } from './lists.js'

/*
 * What the people whom somebody follows have published, the newest first: pulled together when it is asked for. Two ways
 * lead there, and the statement takes the one that is short for this reader.
 *
 * Whoever follows many people meets their posts often among the newest of all: the places of all posts are walked in
 * order and looked up in a hash table of those whom the reader follows. Whoever follows few would walk for ever: each of
 * those few is asked for their newest post, and the ones with the newest of these for a page each. The second way also
 * serves whoever follows many who say little, where the walk has ended without filling the page.
 */

/** From here on somebody follows many. */
const manyFollowed = 200
/** How many of the newest places are walked. */
const walkedAtMost = 20_000
/** Of those whom somebody follows, the latest so many are asked for their newest. */
const followedLookedAt = 5_000

/** Exported for the test of its plan. */
export const selectFeed = (db: Db, { viewer, cursor }: Values, limit: number, isFirst: boolean) =>
  chosen(
    db,
    viewer,
    sql<Chosen>`(
      with followed as materialized (
        select count(*) as people from (
          select from follows f where f.follower = ${viewer} limit ${sql.lit(manyFollowed + 1)}) few
      ), walked as materialized (
        select o.post_id as id, o.seq from (
          select o.post_id, o.seq, o.owner from (
            select o.post_id, o.seq, o.owner from post_places o where true ${after('o.seq', cursor, isFirst)}
            order by o.seq desc limit ${sql.lit(walkedAtMost)}
          ) o
          where (select people from followed) > ${sql.lit(manyFollowed)}
            and (o.owner in (select f.followee from follows f where f.follower = ${viewer})) is true
          offset 0
        ) o
        where ${isFed(viewer)} limit ${limit}
      ), asked as materialized (
        select o.owner from (
          select f.followee as owner from (
            select f.followee from follows f
            where f.follower = ${viewer} and (select count(*) from walked) < ${limit}
            order by f.id desc limit ${sql.lit(followedLookedAt)}
          ) f
          cross join lateral (
            select n.seq from post_places n where n.owner = f.followee ${after('n.seq', cursor, isFirst)}
            order by n.seq desc limit 1
          ) newest
          order by newest.seq desc
        ) o
        where ${isFed(viewer)} limit ${limit}
      )
      select id, seq from (
        select id, seq from walked where (select count(*) from walked) >= ${limit}
        union all
        (select item.id, item.seq from asked cross join lateral (
          select o.post_id as id, o.seq from post_places o
          where o.owner = asked.owner ${after('o.seq', cursor, isFirst)} order by o.seq desc limit ${limit}
        ) item order by item.seq desc limit ${limit})
      ) either limit ${limit}
    )`,
  )

const feed = prepare((db, values: Values, limit: number, isFirst: boolean) => selectFeed(db, values, limit, isFirst))

/** In one statement, whoever is followed and however many. */
export const listFeed = async (db: Db, viewer: number, { limit, cursor }: PostPage) =>
  toPage(await feed(db, { viewer, cursor }, limit + 1, cursor === undefined), limit)
