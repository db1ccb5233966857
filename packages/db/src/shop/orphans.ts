import { merchantUidPattern } from '@mudig/shared/shop/merchant-uid'
import { returnOrphan } from '@mudig/shared/shop/queues'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { addJob } from '../ledger/add.js'

/** The order may come after the payment, with the buyer's browser; later than this it does not. */
const graceMinutes = 30

/** Of another number than ours are, no buyer of ours can have ordered: it may be another shop's of the same account. */
export const isOurs = sql<boolean>`p.merchant_uid ~ ${sql.lit(merchantUidPattern)}`

/** Of `payments as p`. */
export const isOrphan = sql<boolean>`p.order_id is null and p.role = 'open' and p.state in ('paid', 'partial_cancelled')
  and p.created_at < now() - ${sql.lit(graceMinutes)} * interval '1 minute'`

/** Payments that nobody has ordered anything with for half an hour, each a job. */
export const queueOrphans = async (db: Db, limit: number): Promise<number> => {
  await nameForeign(db, limit)
  const rows = await db
    .selectFrom('payments as p')
    .select('p.id')
    .where(isOrphan)
    .where(isOurs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('jobs as j')
            .select('j.id')
            .where('j.queue', '=', returnOrphan.name)
            .where('j.key', '=', sql<string>`p.id::text`)
            .where('j.state', 'in', ['queued', 'running']),
        ),
      ),
    )
    .orderBy('p.created_at')
    .limit(limit)
    .execute()
  if (rows.length > 0)
    await db.transaction().execute(async trx => {
      for (const { id } of rows) await addJob(trx, returnOrphan, { v: 1, payment_id: id }, { subject: `payment/${id}` })
    })
  return rows.length
}

/** Staff say what becomes of those. */
const nameForeign = (db: Db, limit: number) =>
  sql`
    insert into payment_differences (kind, merchant_uid, provider_id, ours, theirs)
    select 'orphan', p.merchant_uid, p.provider_id, 'not a number of ours', p.state || ' ' || p.amount
    from payments p
    where ${isOrphan} and not ${isOurs}
      and not exists (select from payment_differences d where d.kind = 'orphan' and d.provider_id = p.provider_id)
    order by p.created_at limit ${limit}
    on conflict (kind, provider_id) where resolved_at is null do nothing`.execute(db)

export const findOrphan = (db: Db, id: number, locked = false) =>
  db
    .selectFrom('payments as p')
    .select(['p.id', 'p.merchant_uid', 'p.provider_id'])
    .where('p.id', '=', id)
    .where(isOrphan)
    .$if(locked, query => query.forUpdate())
    .executeTakeFirst()
