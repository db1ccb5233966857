import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { isVisible } from '../subjects/visible.js'
import { ofKind } from './products.js'

/** Receipts are kept for so long after they are counted. */
const keptDays = 30

export interface Click {
  uuid: string
  /** 0: nobody. */
  viewer: number
  /** 16 bytes that are the same for whoever clicks again on this day. */
  visitor: Buffer
}

/**
 * Where a product's link leads, for whoever may see the product; that they followed it is written down once a person and
 * day, and counted later. Its owner does not count.
 */
export const followLink = async (db: Db, { uuid, viewer, visitor }: Click): Promise<string | undefined> => {
  const { rows } = await sql<{ link: string }>`
    with product as (
      select p.id, p.link, s.owner from products p join subjects s on s.id = p.id
      where p.uuid = ${uuid}::uuid and ${ofKind} and ${isVisible(viewer)}
      for key share of p
    ), clicked as (
      insert into product_clicks (product_id, visitor, day, user_id)
      select id, ${visitor}::bytea, (now() at time zone 'utc')::date, nullif(${viewer}::int8, 0) from product
      where owner <> ${viewer} on conflict on constraint product_clicks_once_key do nothing
    )
    select link from product`.execute(db)
  return rows[0]?.link
}

/**
 * Schedule: adds clicks that are not counted yet to the days of their products and to the products' own counts, each once:
 * it is marked in the transaction that counts it. Products are locked in order before anything of theirs, so that one
 * that is being removed is passed over.
 * @returns how many clicks that were
 */
export const countClicks = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows: products } = await sql<{ id: number }>`
      select id from products where id in (
        select product_id from (select product_id from product_clicks where counted_at is null order by id limit ${limit}) waiting
      ) order by id for key share skip locked`.execute(trx)
    const ids = products.map(({ id }) => id)
    if (ids.length === 0) return 0
    await sql`
      select from product_counts where product_id = any(${ids}::int8[]) order by product_id for no key update`.execute(
      trx,
    )
    const { rows } = await sql<{ count: number }>`
      with batch as (
        select id, product_id, day from product_clicks
        where counted_at is null and product_id = any(${ids}::int8[]) order by id limit ${limit} for update skip locked
      ), counted as (
        update product_clicks set counted_at = now() from batch where product_clicks.id = batch.id
      ), days as (
        insert into product_days (product_id, day, clicks)
        select product_id, day, count(*)::integer from batch group by 1, 2 order by 1, 2
        on conflict (product_id, day) do update set clicks = product_days.clicks + excluded.clicks
      ), totals as (
        update product_counts set click_count = click_count + seen.clicks
        from (select product_id, count(*) as clicks from batch group by 1) seen
        where product_counts.product_id = seen.product_id
      )
      select count(*) as count from batch`.execute(trx)
    return rows[0]!.count
  })

/** Schedule: removes what was counted and is older than a month. @returns how many went */
export const removeOldClicks = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from product_clicks where id in (
      select id from product_clicks
      where clicked_at < now() - ${keptDays} * interval '1 day' and counted_at is not null order by clicked_at limit ${limit}
    ) returning id`.execute(db)
  return rows.length
}

/** Forgets whose links somebody has followed. What is counted stays counted. */
export const forgetClicks = async (trx: Trx, user: number): Promise<void> => {
  await trx.updateTable('product_clicks').set({ user_id: null }).where('user_id', '=', user).execute()
}
