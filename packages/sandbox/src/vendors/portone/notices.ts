import { randomUUID } from 'node:crypto'
import { signNotice } from '@mudig/shared/clients/portone/webhook'
import type { Change, PaymentLedger } from './ledger.js'

/** How the shop is told of payments. */
export interface NoticeSettings {
  /** Where notices are posted; none are sent while it is empty. */
  url: string
  version: 'v1' | 'v2' | 'v2-2024-01-01' | 'v1-form'
  /** Each so often. */
  times: number
  delay_ms: number
  signature: 'right' | 'wrong secret' | 'none' | 'old'
}

/** Known to whoever has the sandbox: it protects nothing. */
export const sandboxWebhookSecret = 'whsec_c2FuZGJveCBzZWNyZXQgb2YgcGF5bWVudCBub3RpY2Vz'
const wrongSecret = 'whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlciwgaW4gYmFzZTY0'
const oldSeconds = 360
const answerWithinMs = 30_000

/** A notice as it goes over the wire. */
export interface SentNotice {
  headers: Record<string, string>
  body: string
}

export const noticeFor = (
  { attempt, what, cancellationId }: Change,
  { version, signature }: Pick<NoticeSettings, 'version' | 'signature'>,
  storeId: string,
): SentNotice => {
  const { imp_uid, merchant_uid, status } = attempt
  if (version === 'v1' || version === 'v1-form') {
    const fields = {
      imp_uid,
      merchant_uid,
      status,
      ...(cancellationId !== undefined && { cancellation_id: cancellationId }),
    }
    return version === 'v1'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) }
      : {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(fields).toString(),
        }
  }
  const at = new Date(Date.now() - (signature === 'old' ? oldSeconds * 1_000 : 0))
  const body = JSON.stringify(
    version === 'v2'
      ? {
          type: `Transaction.${what}`,
          timestamp: at.toISOString(),
          data: {
            paymentId: merchant_uid,
            storeId,
            transactionId: imp_uid,
            ...(cancellationId !== undefined && { cancellationId }),
          },
        }
      : { payment_id: merchant_uid, tx_id: imp_uid, status: what },
  )
  if (signature === 'none') return { headers: { 'content-type': 'application/json' }, body }
  const id = `msg_${randomUUID()}`
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const secret = signature === 'wrong secret' ? wrongSecret : sandboxWebhookSecret
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signNotice(secret, { id, timestamp, raw: body }),
    },
    body,
  }
}

/** Tells the shop of what changes in the books, as it is set. What fails is not repeated: that is a fault to try, too. */
export const startNotices = (ledger: PaymentLedger, initial: NoticeSettings, closing: AbortSignal) => {
  const settings = { ...initial }
  const sent: SentNotice[] = []
  const post = async ({ headers, body }: SentNotice): Promise<void> => {
    if (settings.url === '') return
    const signal = AbortSignal.any([closing, AbortSignal.timeout(answerWithinMs)])
    await fetch(settings.url, { method: 'POST', headers, body, signal }).catch(() => undefined)
  }
  ledger.onChange(change => {
    // V1 tells nothing of failures, nor of what was cancelled by its interface.
    if (settings.version.startsWith('v1') && change.what !== 'Paid' && change.what !== 'Ready') return
    const notice = noticeFor(change, settings, ledger.storeId)
    sent.push(notice)
    const { times } = settings
    setTimeout(async () => {
      for (let i = 0; i < times && !closing.aborted; i += 1) await post(notice)
    }, settings.delay_ms).unref()
  })
  return {
    settings,
    /** Sends again what was sent, the newest first: late, and out of order. */
    replay: async () => {
      for (const notice of [...sent].reverse()) await post(notice)
      return sent.length
    },
    reset: () => {
      sent.length = 0
      Object.assign(settings, initial)
    },
  }
}
