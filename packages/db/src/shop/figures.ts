import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { mostCounted } from '../core/most-counted.js'
import { isOrphan, isOurs } from './orphans.js'

export interface ShopFigure {
  what: 'payment' | 'order' | 'refund' | 'orphan' | 'difference' | 'claim' | 'reconciliation'
  /** The state of a payment, an order or a refund; the kind of a difference. */
  of: string
  /** At most `mostCounted`. */
  count: number
  oldest_seconds: number
}

/** Orders that somebody has something to do for. */
const openStates = ['pending', 'paid', 'preparing', 'cancelling'] as const

const few = sql.lit(mostCounted)

/**
 * Payments that were first heard of within a day by state, open orders and refunds by state, and what staff or a job has
 * to put right. Each by an index, in which what is settled is not or is not read.
 */
export const shopFigures = async (db: Db): Promise<ShopFigure[]> => {
  // Rows are compared, and not each column by itself, because only one index has them in this order.
  const { rows } = await sql<ShopFigure>`
    select what, of, count(*)::int as count, coalesce(extract(epoch from now() - min(at)), 0)::float8 as oldest_seconds from (
      (select 'payment' as what, state as of, created_at as at from payments where created_at > now() - interval '1 day'
        order by created_at desc limit ${few})
      union all
      select 'order', asked.state, o.created_at from unnest(${openStates}::text[]) as asked (state)
        cross join lateral (
          select created_at from orders
          where (orders.state, orders.id) >= (asked.state, 0) and (orders.state, orders.id) <= (asked.state, 9223372036854775807)
          order by orders.state, orders.id limit ${few}
        ) o
      union all
      (select 'refund', state, created_at from refunds where ended_at is null limit ${few})
      union all
      select 'orphan', '', p.created_at from (
        select p.* from payments p where ${isOrphan} order by p.created_at limit ${few}
      ) p where ${isOurs}
      union all
      (select 'difference', kind, created_at from payment_differences where resolved_at is null order by id limit ${few})
      union all
      (select 'claim', '', created_at from payment_claims where state = 'open' order by created_at limit ${few})
      union all
      (select 'reconciliation', '', started_at from reconciliations where ended_at is null and day > current_date - 14)
    ) found group by what, of`.execute(db)
  return rows
}
