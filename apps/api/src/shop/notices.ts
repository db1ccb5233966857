import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Notice } from '@mudig/db/shop/webhooks'
import { isSignedNotice } from '@mudig/shared/clients/portone/webhook'
import { ownerOfMerchantUid } from '@mudig/shared/shop/merchant-uid'

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
const short = (value: unknown, most: number): string | undefined =>
  typeof value === 'string' && value.length > 0 && value.length <= most && !/[\p{Cc}]/u.test(value) ? value : undefined

/** The same words again within so long are the same notice; later they may be of something new. */
const repeatMs = 60_000

/** Whether it claims to be signed, and so is no hint that anybody may have written. */
export const bearsSignature = (headers: IncomingHttpHeaders): boolean =>
  headers['webhook-id'] !== undefined || headers['webhook-signature'] !== undefined

/**
 * What a notice is about. V2's must be signed; V1's are not, and are worth no more than a hint to look something up.
 * @returns `refused` where it is neither, `ignored` where it is of something that is no payment
 */
export const noticeOf = (
  headers: IncomingHttpHeaders,
  raw: string,
  secret: string | undefined,
  now = Date.now(),
): Notice | 'refused' | 'ignored' => {
  const id = one(headers['webhook-id'])
  const timestamp = one(headers['webhook-timestamp'])
  const signature = one(headers['webhook-signature'])
  if (!bearsSignature(headers)) return unsigned(headers, raw, now)
  if (secret === undefined || id === undefined || timestamp === undefined || signature === undefined) return 'refused'
  if (id.length > 150 || !isSignedNotice(secret, { id, timestamp, signature, raw }, now)) return 'refused'
  const body = parse(raw)
  // The version of 2024-01-01 has the same under other names.
  const data = (typeof body.data === 'object' && body.data !== null ? body.data : body) as Record<string, unknown>
  const isOfPayment = body.type === undefined || String(body.type).startsWith('Transaction.')
  const merchant_uid = short(data.paymentId ?? data.payment_id, 64)
  if (!isOfPayment || merchant_uid === undefined) return 'ignored'
  return { webhook_id: `v2:${id}`, merchant_uid, imp_uid: short(data.transactionId ?? data.tx_id, 100) ?? null, raw }
}

/** Of these anybody can send as many as they like: nothing is kept but the three words, and of numbers as ours are. */
const unsigned = (headers: IncomingHttpHeaders, raw: string, now: number): Notice | 'refused' | 'ignored' => {
  const isForm = one(headers['content-type'])?.startsWith('application/x-www-form-urlencoded')
  const body = isForm ? Object.fromEntries(new URLSearchParams(raw)) : parse(raw)
  const merchant_uid = short(body.merchant_uid, 64)
  const imp_uid = short(body.imp_uid, 100)
  if (merchant_uid === undefined || imp_uid === undefined) return 'refused'
  if (ownerOfMerchantUid(merchant_uid) === undefined) return 'ignored'
  const kept = JSON.stringify({ imp_uid, merchant_uid, status: short(body.status, 40) })
  const words = createHash('sha256').update(kept).digest('hex')
  return { webhook_id: `v1:${words}:${Math.floor(now / repeatMs)}`, merchant_uid, imp_uid, raw: kept }
}

const parse = (raw: string): Record<string, unknown> => {
  try {
    const body: unknown = JSON.parse(raw)
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
