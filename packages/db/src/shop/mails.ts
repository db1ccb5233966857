import type { Language } from '@mudig/shared/core/language'
import { mailOrder } from '@mudig/shared/shop/queues'
import type { RefundReason } from '@mudig/shared/shop/states'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'

/** Has a buyer told, once an order and once a refund. */
export const tellBuyer = async (
  trx: Trx,
  mail: { user_id: number; order_id: number | null } & ({ kind: 'paid' } | { kind: 'refunded'; refund_id: number }),
): Promise<void> => {
  const row = await trx
    .insertInto('order_mails')
    .values({ refund_id: null, ...mail })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) await addJob(trx, mailOrder, { v: 1, mail_id: row.id }, { user_id: mail.user_id })
}

export interface OrderMail {
  id: number
  email: string
  kind: 'paid' | 'refunded'
  language: Language
  merchant_uid: string
  total: number | null
  refunded: number | null
  currency: string | null
  why: RefundReason | null
  has_address: boolean
  lines: { name: string; quantity: number; price: number }[]
}

/** What the mailer needs; undefined where whom it is for has been erased. */
export const findOrderMail = async (db: Db, id: number): Promise<OrderMail | undefined> => {
  const { rows } = await sql<OrderMail>`
    select m.id, u.email, m.kind, coalesce(o.language, 'ko') as language, coalesce(o.merchant_uid, p.merchant_uid) as merchant_uid,
      o.total, r.amount as refunded, p.currency, r.why, coalesce(o.address <> '', true) as has_address,
      (select coalesce(json_agg(json_build_object('name', l.name, 'quantity', l.quantity, 'price', l.price) order by l.product_id), '[]')
        from order_lines l where l.order_id = o.id) as lines
    from order_mails m join users u on u.id = m.user_id left join orders o on o.id = m.order_id
      left join refunds r on r.id = m.refund_id left join payments p on p.id = r.payment_id
    where m.id = ${id} and u.erased_at is null`.execute(db)
  return rows[0]
}
