import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { isVisible } from '../subjects/visible.js'
import { ofKind } from './posts.js'

/** Receipts are kept for so long after they are counted. */
const keptDays = 30

export interface View {
  uuid: string
  /** 0: nobody. */
  viewer: number
  /** 16 bytes that are the same for whoever opens it again on this day. */
  person: Buffer
}

/**
 * Writes down that somebody has opened a post that everybody may see, once a person and day; it is counted later. Its
 * owner does not count. Of whoever has switched that off it is not kept who it was.
 */
export const recordView = async (db: Db, { uuid, viewer, person }: View): Promise<void> => {
  await sql`
    insert into post_views (post_id, viewer, day, user_id)
    select p.id, decode(${person.toString('hex')}, 'hex'), (now() at time zone 'utc')::date,
      case when not exists (select from dwell_switches w where w.user_id = ${viewer}) then nullif(${viewer}::int8, 0) end
    from posts p join subjects s on s.id = p.id
    where p.uuid = ${uuid}::uuid and ${ofKind} and s.state = 'ready' and s.owner <> ${viewer} and ${isVisible(viewer)}
    for key share of p
    on conflict on constraint post_views_once_key do nothing`.execute(db)
}

/**
 * Schedule: adds views that are not counted yet to the days of their posts and to the posts' own counts, each once: it
 * is marked in the transaction that counts it. Posts are locked in order before anything of theirs, so that one that is
 * being removed is passed over.
 * @returns how many views that were
 */
export const countViews = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows: posts } = await sql<{ id: number }>`
      select id from posts where id in (
        select post_id from (select post_id from post_views where counted_at is null order by id limit ${limit}) waiting
      ) order by id for key share skip locked`.execute(trx)
    const ids = posts.map(({ id }) => id)
    if (ids.length === 0) return 0
    await sql`select from post_counts where post_id = any(${ids}::int8[]) order by post_id for no key update`.execute(
      trx,
    )
    const { rows } = await sql<{ count: number }>`
      with batch as (
        select id, post_id, day from post_views
        where counted_at is null and post_id = any(${ids}::int8[]) order by id limit ${limit} for update skip locked
      ), counted as (
        update post_views set counted_at = now() from batch where post_views.id = batch.id
      ), days as (
        insert into post_days (post_id, day, views) select post_id, day, count(*)::integer from batch group by 1, 2 order by 1, 2
        on conflict (post_id, day) do update set views = post_days.views + excluded.views
      ), totals as (
        update post_counts set view_count = view_count + seen.views
        from (select post_id, count(*) as views from batch group by 1) seen
        where post_counts.post_id = seen.post_id
      )
      select count(*) as count from batch`.execute(trx)
    return rows[0]!.count
  })

/** Schedule: removes what was counted and is older than a month. @returns how many went */
export const removeOldViews = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from post_views where id in (
      select id from post_views
      where viewed_at < now() - ${keptDays} * interval '1 day' and counted_at is not null order by viewed_at limit ${limit}
    ) returning id`.execute(db)
  return rows.length
}
