import { readWebhook } from '@mudig/shared/shop/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'

export interface Notice {
  /** As PortOne numbers it, after `v2:` where it is signed; the same one comes again until it is answered. */
  webhook_id: string
  merchant_uid: string
  imp_uid: string | null
  /** As it came. */
  raw: string
}

/** Keeps a notice and the job that looks at what it is about, once. Nothing in it is believed. */
export const keepNotice = async (trx: Trx, notice: Notice, request_id: string): Promise<void> => {
  const row = await trx
    .insertInto('webhook_inbox')
    .values(notice)
    .onConflict(conflict => conflict.column('webhook_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) await addJob(trx, readWebhook, { v: 1, inbox_id: row.id }, { request_id })
}

const signed = 'v2:%'

export const findNotice = (db: Db, id: number) =>
  db
    .selectFrom('webhook_inbox')
    .select(['id', 'merchant_uid', 'imp_uid', sql<boolean>`webhook_id like ${signed}`.as('is_signed')])
    .where('id', '=', id)
    .executeTakeFirst()

/** Of what PortOne never heard of. */
export const forgetNotice = async (trx: Trx, id: number): Promise<void> => {
  await trx.deleteFrom('webhook_inbox').where('id', '=', id).execute()
}

/** Names a notice to staff that could not be looked up; one that anybody may have sent only where there is an order. */
export const noteUnreadNotice = async (trx: Trx, id: number, code: string): Promise<void> => {
  await sql`
    insert into payment_differences (kind, merchant_uid, provider_id, ours, theirs)
    select 'unread', w.merchant_uid, coalesce(w.imp_uid, ''), 'a notice', ${code}
    from webhook_inbox w
    where w.id = ${id} and (w.webhook_id like ${signed} or exists (select from orders o where o.merchant_uid = w.merchant_uid))
    on conflict (kind, provider_id) where resolved_at is null do nothing`.execute(trx)
}

/** Older ones come no more: PortOne gives up within six hours. @returns how many went */
export const removeOldNotices = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from webhook_inbox where id in (
      select id from webhook_inbox where received_at < now() - interval '30 days' order by received_at limit ${limit}
    ) returning id`.execute(db)
  return rows.length
}
