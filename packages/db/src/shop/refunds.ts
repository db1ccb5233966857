import { randomUUID } from 'node:crypto'
import { RetryableError } from '@mudig/shared/core/errors'
import { refundPayment } from '@mudig/shared/shop/queues'
import type { RefundReason } from '@mudig/shared/shop/states'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'

export interface HeldPayment {
  id: number
  merchant_uid: string
  provider_id: string
  amount: number
  cancelled: number
}

export interface WantedRefund {
  why: RefundReason
  amount: number
  note?: string | undefined
  staff_id?: number | undefined
  delay_ms?: number
}

/**
 * Writes down that money of a payment, which the caller has locked, is to be sent back, and the job that does it. Of one
 * payment one refund is under way at a time, so that what was sent back before it is known.
 * @returns its id; undefined where another one is under way
 */
export const wantRefund = async (trx: Trx, payment: HeldPayment, wanted: WantedRefund): Promise<number | undefined> => {
  const { why, amount, note = '', staff_id = null } = wanted
  const row = await trx
    .insertInto('refunds')
    .values({
      payment_id: payment.id,
      key: `mudig-refund-${randomUUID()}`,
      amount,
      cancelled_before: payment.cancelled,
      why,
      note,
      staff_id,
    })
    .onConflict(conflict => conflict.column('payment_id').where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return undefined
  await queueRefund(trx, row.id, payment.id, wanted.delay_ms)
  return row.id
}

const queueRefund = (trx: Trx, refund_id: number, payment: number, delay_ms = 0) =>
  addJob(trx, refundPayment, { v: 1, refund_id }, { subject: `payment/${payment}`, delay_ms })

/** What the job needs; undefined where it has ended. */
export const findOpenRefund = async (db: Db, id: number, locked = false) =>
  db
    .selectFrom('refunds as r')
    .innerJoin('payments as p', 'p.id', 'r.payment_id')
    .select(['r.id', 'r.key', 'r.amount', 'r.cancelled_before', 'r.why', 'p.provider_id', 'p.merchant_uid'])
    .select(['p.amount as paid', 'p.currency'])
    .where('r.id', '=', id)
    .where('r.ended_at', 'is', null)
    .$if(locked, query => query.forUpdate('r'))
    .$narrowType<{ why: RefundReason }>()
    .executeTakeFirst()

/** A cancellation that PortOne accepts and that fails so often is staff's affair. */
const mostRenewals = 20
const renewalDelayMs = 60_000

/**
 * Ends a refund whose cancellation PortOne accepted and did not do, and wants the same again under another key. If it was
 * done after all, what had been cancelled before is no longer so, and the new one does nothing.
 * @throws RetryableError where that has been tried too often
 */
export const renewRefund = async (trx: Trx, id: number): Promise<void> => {
  const payment = await trx
    .selectFrom('payments')
    .select(['id', 'merchant_uid', 'provider_id', 'amount', 'cancelled'])
    .where('id', '=', ({ selectFrom }) => selectFrom('refunds').select('payment_id').where('id', '=', id))
    .forUpdate()
    .executeTakeFirstOrThrow()
  const ended = await trx
    .updateTable('refunds')
    .set({ state: 'superseded', ended_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning(['why', 'amount', 'note', 'staff_id'])
    .executeTakeFirst()
  if (!ended) return
  const before = await trx
    .selectFrom('refunds')
    .select('id')
    .where('payment_id', '=', payment.id)
    .where('state', '=', 'superseded')
    .limit(mostRenewals)
    .execute()
  if (before.length >= mostRenewals) throw new RetryableError('refund_failed', 'PortOne accepts it and does not do it')
  const { why, note, amount } = ended
  await wantRefund(trx, payment, {
    why: why as RefundReason,
    amount,
    note,
    staff_id: ended.staff_id ?? undefined,
    delay_ms: renewalDelayMs,
  })
}

/** What the job gave up: staff see it, and may try again. */
export const markStuck = async (trx: Trx, id: number, theirs: string): Promise<void> => {
  await sql`
    with stuck as (update refunds set state = 'stuck' where id = ${id} and state = 'open' returning payment_id, amount)
    insert into payment_differences (kind, merchant_uid, provider_id, ours, theirs)
    select 'refund_stuck', p.merchant_uid, p.provider_id, 'refund of ' || s.amount, ${theirs.slice(0, 200)}
    from stuck s join payments p on p.id = s.payment_id
    on conflict (kind, provider_id) where resolved_at is null do nothing`.execute(trx)
}

/** Tries what was given up again. @returns whether there is such a refund */
export const retryRefund = async (trx: Trx, id: number): Promise<boolean> => {
  const row = await trx
    .updateTable('refunds')
    .set({ state: 'open' })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('payment_id')
    .executeTakeFirst()
  if (row) await queueRefund(trx, id, row.payment_id)
  return row !== undefined
}

/** Adds the jobs again of refunds that have been under way for ten minutes; those that are active stay as they are. */
export const resumeRefunds = async (db: Db, limit: number): Promise<number> => {
  const rows = await db
    .selectFrom('refunds as r')
    .select(['r.id', 'r.payment_id'])
    .where('r.state', '=', 'open')
    .where('r.ended_at', 'is', null)
    .where('r.created_at', '<', sql<Date>`now() - interval '10 minutes'`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('jobs as j')
            .select('j.id')
            .where('j.queue', '=', refundPayment.name)
            .where('j.key', '=', sql<string>`r.id::text`)
            .where('j.state', 'in', ['queued', 'running']),
        ),
      ),
    )
    .orderBy('r.id')
    .limit(limit)
    .execute()
  await db.transaction().execute(async trx => {
    for (const { id, payment_id } of rows) await queueRefund(trx, id, payment_id)
  })
  return rows.length
}
