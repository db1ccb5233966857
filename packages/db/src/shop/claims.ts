import { createHash } from 'node:crypto'
import type { PaymentFacts } from '@mudig/shared/clients/portone/portone'
import { ApiError } from '@mudig/shared/core/errors'
import { shopErrors } from '@mudig/shared/shop/errors'
import { verifyPayment } from '@mudig/shared/shop/queues'
import type { ClaimFault, RefundReason } from '@mudig/shared/shop/states'
import { sql } from 'kysely'
import { noteForAfterCommit } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import { topics } from '../core/topics.js'
import { addJob } from '../ledger/add.js'
import type { Accepted } from './decide.js'
import { expireClaimed } from './expire.js'
import { applyFacts } from './settle.js'

export interface Claim {
  id: number
  user_id: number
  imp_uid: string
  merchant_uid: string
  state: 'open' | 'good' | 'bad'
  why: ClaimFault | null
}

/** What may be otherwise by now. */
const askedAgain: readonly (ClaimFault | null)[] = ['not_found', 'not_paid', 'no_order']

const claimColumns = ['id', 'user_id', 'imp_uid', 'merchant_uid', 'state', 'why'] as const

/**
 * Writes down that somebody says they have paid, and the job that asks PortOne. A repeat finds the same claim; only one
 * whose payment had not been there, not been paid, or had no order, is asked about again.
 */
export const claimPayment = async (
  trx: Trx,
  claim: Pick<Claim, 'user_id' | 'imp_uid' | 'merchant_uid'>,
  request_id: string,
): Promise<Claim> => {
  await trx
    .insertInto('payment_claims')
    .values(claim)
    .onConflict(conflict => conflict.columns(['user_id', 'imp_uid', 'merchant_uid']).doNothing())
    .execute()
  const held = await trx
    .selectFrom('payment_claims')
    .select(claimColumns)
    .where('user_id', '=', claim.user_id)
    .where('imp_uid', '=', claim.imp_uid)
    .where('merchant_uid', '=', claim.merchant_uid)
    .forUpdate()
    .$castTo<Claim>()
    .executeTakeFirstOrThrow()
  const isFinal = held.state === 'good' || (held.state === 'bad' && !askedAgain.includes(held.why))
  // Nobody is thanked for an order that was cancelled since.
  if (held.state === 'good' && (await wasCancelled(trx, claim.merchant_uid)))
    return { ...held, state: 'bad', why: 'cancelled' }
  if (isFinal) return held
  if (held.state === 'bad')
    await trx
      .updateTable('payment_claims')
      .set({ state: 'open', why: null, ended_at: null })
      .where('id', '=', held.id)
      .execute()
  await addJob(trx, verifyPayment, { v: 1, claim_id: held.id }, { user_id: held.user_id, request_id, watched: true })
  return { ...held, state: 'open', why: null }
}

const wasCancelled = async (trx: Trx, merchantUid: string): Promise<boolean> => {
  const order = await trx
    .selectFrom('orders')
    .select('state')
    .where('merchant_uid', '=', merchantUid)
    .executeTakeFirst()
  return isCancelled(order?.state ?? null)
}

/** @param userId whose it has to be; anybody's where it is left out */
export const findClaim = (db: Db, id: number, { userId, locked = false }: { userId?: number; locked?: boolean } = {}) =>
  db
    .selectFrom('payment_claims')
    .select(claimColumns)
    .where('id', '=', id)
    .$if(userId !== undefined, query => query.where('user_id', '=', userId!))
    .$if(locked, query => query.forUpdate())
    .$castTo<Claim>()
    .executeTakeFirst()

/**
 * Applies what PortOne said about a claimed payment, and answers the claim. Where the payment is not of the order that
 * was named, nothing is done about it: anybody can name a payment of somebody else's.
 */
export const answerClaim = async (trx: Trx, claim: Claim, facts: PaymentFacts, accepted: Accepted): Promise<void> => {
  if (facts.merchant_uid !== claim.merchant_uid || facts.provider_id !== claim.imp_uid)
    return endClaim(trx, claim.id, 'other_order')
  await applyFacts(trx, facts, accepted)
  const payment = await trx
    .selectFrom('payments as p')
    .leftJoin('orders as o', 'o.id', 'p.order_id')
    .select(['p.role', 'p.state', 'p.why', 'o.user_id', 'o.state as order_state'])
    .where('p.provider_id', '=', claim.imp_uid)
    .executeTakeFirstOrThrow()
  await endClaim(trx, claim.id, faultOf(payment, claim))
}

const isCancelled = (orderState: string | null) => orderState === 'cancelling' || orderState === 'cancelled'

const faultOf = (
  payment: { role: string; state: string; why: string | null; user_id: number | null; order_state: string | null },
  claim: Claim,
): ClaimFault | null => {
  if (payment.user_id === null) return 'no_order'
  if (payment.user_id !== claim.user_id) return 'other_order'
  if (payment.role === 'order') return isCancelled(payment.order_state) ? 'cancelled' : null
  if (payment.role === 'refund') return payment.why as RefundReason
  return payment.state === 'cancelled' ? 'cancelled' : 'not_paid'
}

/**
 * @param fault null where it was right
 * @param isAnswered false where PortOne has said nothing of the payment, which may be good: then an order that the claim
 * made keeps its stock until its time is over and PortOne is asked once more
 */
export const endClaim = async (
  trx: Trx,
  id: number,
  fault: ClaimFault | null,
  { isAnswered = true } = {},
): Promise<void> => {
  const ended = await trx
    .updateTable('payment_claims')
    .set({ state: fault === null ? 'good' : 'bad', why: fault, ended_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('merchant_uid')
    .executeTakeFirst()
  if (ended && fault !== null && isAnswered) await expireClaimed(trx, ended.merchant_uid, fault)
  noteForAfterCommit(trx, notes => notes.changes.set(topics.paymentClaim(id), id))
}

/** Claims of one account that nobody has answered yet, and all of a day. */
const mostOpen = 20
const mostADay = 100

/** Refuses what would be one claim too many; a repeat of one that is there is none. @throws ApiError tooManyOrders */
export const checkRoomForClaim = async (
  trx: Trx,
  { user_id, imp_uid, merchant_uid }: Pick<Claim, 'user_id' | 'imp_uid' | 'merchant_uid'>,
): Promise<void> => {
  const recent = await trx
    .selectFrom('payment_claims')
    .select(['state', 'imp_uid', 'merchant_uid'])
    .where('user_id', '=', user_id)
    .where('created_at', '>', sql<Date>`now() - interval '1 day'`)
    .orderBy('id', 'desc')
    .limit(mostADay)
    .execute()
  if (recent.some(claim => claim.imp_uid === imp_uid && claim.merchant_uid === merchant_uid)) return
  const open = recent.filter(({ state }) => state === 'open')
  if (recent.length >= mostADay || open.length >= mostOpen) throw new ApiError(shopErrors.tooManyOrders)
}

/** Of one account in a day. The rows stay for good, so each takes one of so many places, the first who comes to it. */
const mostRefusedADay = 20

/** That somebody named a payment which by its number is not theirs. */
export const noteRefusedClaim = async (
  db: Db,
  { user_id, imp_uid, merchant_uid }: Pick<Claim, 'user_id' | 'imp_uid' | 'merchant_uid'>,
): Promise<void> => {
  const place = createHash('sha256').update(`${imp_uid}:${merchant_uid}`).digest().readUInt32BE() % mostRefusedADay
  await db
    .insertInto('payment_events')
    .values({
      event_id: `refused:${user_id}:${new Date().toISOString().slice(0, 10)}:${place}`,
      merchant_uid,
      kind: 'claim_refused',
      facts: JSON.stringify({ user_id, imp_uid }),
    })
    .onConflict(conflict => conflict.column('event_id').doNothing())
    .execute()
}
