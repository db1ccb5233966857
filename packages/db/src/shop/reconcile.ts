import type { PaymentFacts, UnreadPayment } from '@mudig/shared/clients/portone/portone'
import { reconcilePayments } from '@mudig/shared/shop/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'

const dayMs = 86_400_000
/** Seoul has no summer time. */
const seoulOffsetMs = 9 * 3_600_000

/** When a day of Seoul begins and ends, by its number since 1970-01-01. */
export const spanOfDay = (day: number): { from: Date; until: Date } => ({
  from: new Date(day * dayMs - seoulOffsetMs),
  until: new Date((day + 1) * dayMs - seoulOffsetMs),
})

export const dayOf = (at: Date): number => Math.floor((at.getTime() + seoulOffsetMs) / dayMs)

/**
 * From four in the morning in Seoul, yesterday is compared; and every day of the last week, since the first that was,
 * whose comparison was missed or given up.
 */
export const queueReconciliation = async (db: Db): Promise<number> => {
  await db.transaction().execute(async trx => {
    const today = sql`(now() at time zone 'Asia/Seoul' - interval '4 hours')::date`
    await sql`
      insert into reconciliations (day)
      select day from generate_series(${today} - 7, ${today} - 1, interval '1 day') day
      where day >= coalesce((select min(r.day) from reconciliations r), ${today} - 1)
      on conflict do nothing`.execute(trx)
    const { rows } = await sql<{ day: number }>`
      select day - date '1970-01-01' as day from reconciliations
      where ended_at is null and day >= ${today} - 7 order by day`.execute(trx)
    for (const { day } of rows) await addJob(trx, reconcilePayments, { v: 1, day })
  })
  return 0
}

type DifferenceKind = 'missing_here' | 'missing_there' | 'amount' | 'cancelled' | 'state' | 'unread'

interface Difference {
  kind: DifferenceKind
  merchant_uid: string
  provider_id: string
  ours: string
  theirs: string
}

/** What PortOne says of these otherwise than we do. Asked before the facts are applied, which puts most of it right. */
export const findDifferences = async (db: Db, facts: readonly PaymentFacts[]): Promise<Difference[]> => {
  if (facts.length === 0) return []
  const rows = await db
    .selectFrom('payments')
    .select(['provider_id', 'state', 'amount', 'cancelled'])
    .where(
      'provider_id',
      'in',
      facts.map(({ provider_id }) => provider_id),
    )
    .execute()
  const known = new Map(rows.map(row => [row.provider_id, row]))
  return facts.flatMap(fact => {
    const { merchant_uid, provider_id } = fact
    const difference = (kind: DifferenceKind, ours: string, theirs: string): Difference[] => [
      { kind, merchant_uid, provider_id, ours, theirs },
    ]
    const ours = known.get(provider_id)
    const hasMoney = fact.state !== 'ready' && fact.state !== 'failed'
    if (!ours) return hasMoney ? difference('missing_here', '', `${fact.state} ${fact.amount}`) : []
    if (ours.amount !== fact.amount) return difference('amount', `${ours.amount}`, `${fact.amount}`)
    if (ours.cancelled !== fact.cancelled) return difference('cancelled', `${ours.cancelled}`, `${fact.cancelled}`)
    return hasMoney && ours.state !== fact.state ? difference('state', ours.state, fact.state) : []
  })
}

/** Payments that we have as paid in that time and that their list, which named these, has not. */
export const findMissingThere = async (
  db: Db,
  { from, until }: { from: Date; until: Date },
  named: ReadonlySet<string>,
): Promise<Difference[]> => {
  const rows = await db
    .selectFrom('payments')
    .select(['merchant_uid', 'provider_id', 'state', 'amount'])
    .where('created_at', '>=', from)
    .where('created_at', '<', until)
    .where('status_changed_at', '>=', from)
    .where('status_changed_at', '<', until)
    .where('state', '=', 'paid')
    .limit(1_000)
    .execute()
  return rows
    .filter(({ provider_id }) => !named.has(provider_id))
    .map(({ merchant_uid, provider_id, state, amount }) => ({
      kind: 'missing_there',
      merchant_uid,
      provider_id,
      ours: `${state} ${amount}`,
      theirs: '',
    }))
}

/** Of a payment that could not be read, or not be applied. */
export const unreadOf = ({ merchant_uid, provider_id, why }: UnreadPayment): Difference => ({
  kind: 'unread',
  merchant_uid,
  provider_id,
  ours: '',
  theirs: why.slice(0, 200),
})

/** Of a day whose comparison was given up. */
export const unreadDay = (day: number, code: string): Difference => ({
  kind: 'unread',
  merchant_uid: '',
  provider_id: `day ${spanOfDay(day + 1)
    .from.toISOString()
    .slice(0, 10)}`,
  ours: '',
  theirs: code,
})

/** Names differences to staff, each once while it is open. */
export const noteDifferences = async (trx: Trx, differences: readonly Difference[]): Promise<void> => {
  if (differences.length === 0) return
  await trx
    .insertInto('payment_differences')
    .values([...differences])
    .onConflict(conflict => conflict.columns(['kind', 'provider_id']).where('resolved_at', 'is', null).doNothing())
    .execute()
}

/** Writes down that a day was compared. */
export const endReconciliation = async (
  trx: Trx,
  day: number,
  counts: { payments: number; differences: number },
): Promise<void> => {
  await sql`
    insert into reconciliations (day, payments, differences, ended_at)
    values (date '1970-01-01' + ${day}::int, ${counts.payments}, ${counts.differences}, now())
    on conflict (day) do update set payments = excluded.payments, differences = excluded.differences, ended_at = now()`.execute(
    trx,
  )
}
