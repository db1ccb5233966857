import type { Trx } from '../core/client.js'
import { type Claim, claimPayment } from './claims.js'
import { createClaimedOrder, type NewOrder } from './create-order.js'

/**
 * Takes somebody's word that they have paid as a reason to ask PortOne, and no more. Where they ordered nothing before,
 * the order is made now, of today's prices; where they did, it stays what it was.
 * @throws ApiError productUnknown, tokenInvalid
 */
export const reportPayment = async (
  trx: Trx,
  { imp_uid, ...order }: NewOrder & { imp_uid: string },
  request_id: string,
): Promise<Claim> => {
  const { user_id, merchant_uid } = order
  const known = await trx.selectFrom('orders').select('id').where('merchant_uid', '=', merchant_uid).executeTakeFirst()
  if (!known) await createClaimedOrder(trx, order)
  return claimPayment(trx, { user_id, imp_uid, merchant_uid }, request_id)
}
