import { ApiError } from '@mudig/shared/core/errors'
import type { Trx } from '../core/client.js'
import { type Claim, checkRoomForClaim, claimPayment } from './claims.js'
import { createClaimedOrder, type NewOrder } from './create-order.js'

/** A claim, and why there is no order for it: what was paid is asked about all the same, and goes back as an orphan. */
export interface Reported {
  claim: Claim
  refusal: ApiError | undefined
}

/**
 * Takes somebody's word that they have paid as a reason to ask PortOne, and no more. Where they ordered nothing before,
 * the order is made now, of today's prices; where they did, it stays what it was.
 * @throws ApiError tooManyOrders
 */
export const reportPayment = async (
  trx: Trx,
  { imp_uid, ...order }: NewOrder & { imp_uid: string },
  request_id: string,
): Promise<Reported> => {
  const { user_id, merchant_uid } = order
  await checkRoomForClaim(trx, { user_id, imp_uid, merchant_uid })
  const known = await trx.selectFrom('orders').select('id').where('merchant_uid', '=', merchant_uid).executeTakeFirst()
  const refusal = known ? undefined : await refusalOf(createClaimedOrder(trx, order))
  return { claim: await claimPayment(trx, { user_id, imp_uid, merchant_uid }, request_id), refusal }
}

const refusalOf = async (work: Promise<void>): Promise<ApiError | undefined> => {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}
