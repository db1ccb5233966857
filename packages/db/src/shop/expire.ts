import { expireOrder } from '@mudig/shared/shop/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { moveOrder } from './order-events.js'
import { returnStock } from './stock.js'

/** Orders whose time to be paid is over, each a job, because PortOne is asked first. */
export const queueExpiries = async (db: Db, limit: number): Promise<number> => {
  const rows = await db
    .selectFrom('orders as o')
    .select('o.id')
    .where('o.state', '=', 'pending')
    .where('o.expires_at', '<=', sql<Date>`now()`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('jobs as j')
            .select('j.id')
            .where('j.queue', '=', expireOrder.name)
            .where('j.key', '=', sql<string>`o.id::text`)
            .where('j.state', 'in', ['queued', 'running']),
        ),
      ),
    )
    .orderBy('o.expires_at')
    .limit(limit)
    .execute()
  if (rows.length > 0)
    await db.transaction().execute(async trx => {
      for (const { id } of rows) await addJob(trx, expireOrder, { v: 1, order_id: id }, { subject: `order/${id}` })
    })
  return rows.length
}

/** An order that is due, by its number; undefined where it is paid meanwhile, or expired. */
export const findDueOrder = (db: Db, id: number, locked = false) =>
  db
    .selectFrom('orders')
    .select(['id', 'merchant_uid'])
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('expires_at', '<=', sql<Date>`now()`)
    .$if(locked, query => query.forNoKeyUpdate())
    .executeTakeFirst()

/** Gives its stock back, unless what PortOne was asked about has paid it. */
export const expireIfUnpaid = async (trx: Trx, id: number): Promise<void> => {
  if (!(await findDueOrder(trx, id, true))) return
  await returnStock(trx, id)
  await moveOrder(trx, id, { state: 'expired' })
}

/**
 * Gives back the stock of an order that was made by the word of who had paid, once that was wrong, unless something else
 * was said to have paid it. Money that comes for it all the same is treated as for any that has expired.
 */
export const expireClaimed = async (trx: Trx, merchantUid: string, why: string): Promise<void> => {
  const order = await trx
    .selectFrom('orders')
    .select(['id', 'user_id'])
    .where('merchant_uid', '=', merchantUid)
    .where('state', '=', 'pending')
    .where('made_by_claim', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!order) return
  const other = await trx
    .selectFrom('payment_claims')
    .select('id')
    .where('user_id', '=', order.user_id)
    .where('merchant_uid', '=', merchantUid)
    .where('state', '=', 'open')
    .limit(1)
    .executeTakeFirst()
  if (other) return
  await returnStock(trx, order.id)
  await moveOrder(trx, order.id, { state: 'expired', why })
}
