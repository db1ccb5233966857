import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

/** A card company takes up to a minute, and a cancellation is looked up before and after. */
const slow = { timeoutMs: 200_000 }
/** The first repeats come soon: whoever has paid waits for it, and PortOne knows a payment some seconds late. */
const soon = { delayMs: 1_000, maxDelayMs: 600_000, jitter: 0.3 }

/** Asks PortOne about a payment that its buyer claims to have made. */
export const verifyPayment = defineQueue({
  name: 'payment.verify',
  lane: 'interactive',
  payload: Type.Object({ v: Type.Literal(1), claim_id: Id }),
  key: ({ claim_id }) => `${claim_id}`,
  attempts: 14,
  backoff: soon,
  ...slow,
})

/** Asks PortOne about what a notice of it says. */
export const readWebhook = defineQueue({
  name: 'payment.webhook',
  lane: 'interactive',
  payload: Type.Object({ v: Type.Literal(1), inbox_id: Id }),
  key: ({ inbox_id }) => `${inbox_id}`,
  attempts: 40,
  backoff: soon,
  ...slow,
})

/** Sends money back; what is asked for is written down before, and the same whenever it is repeated. */
export const refundPayment = defineQueue({
  name: 'payment.refund',
  lane: 'interactive',
  payload: Type.Object({ v: Type.Literal(1), refund_id: Id }),
  key: ({ refund_id }) => `${refund_id}`,
  attempts: 40,
  backoff: soon,
  ...slow,
})

/** Gives up waiting for an order's payment, once PortOne says that there is none. */
export const expireOrder = defineQueue({
  name: 'order.expire',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1), order_id: Id }),
  key: ({ order_id }) => `${order_id}`,
  attempts: 10,
  backoff: soon,
  ...slow,
})

/** Sends back what was paid for an order that never came. */
export const returnOrphan = defineQueue({
  name: 'payment.return-orphan',
  lane: 'bulk',
  payload: Type.Object({ v: Type.Literal(1), payment_id: Id }),
  key: ({ payment_id }) => `${payment_id}`,
  attempts: 10,
  backoff: soon,
  ...slow,
})

/** Compares a day of PortOne's with ours. */
export const reconcilePayments = defineQueue({
  name: 'payment.reconcile',
  lane: 'bulk',
  payload: Type.Object({
    v: Type.Literal(1),
    day: Type.Integer({ minimum: 0, maximum: 100_000, description: 'Of Seoul, counted from 1970-01-01.' }),
  }),
  key: ({ day }) => `${day}`,
  attempts: 10,
  backoff: { delayMs: 10_000, maxDelayMs: 1_800_000, jitter: 0.3 },
  // Each attempt begins at the first page: limits met again and again would keep it for ever, and nobody be told.
  giveUpAfterMs: 6 * 3_600_000,
  timeoutMs: 1_800_000,
})

/** Tells a buyer that an order is paid, or that money comes back. At least once, with the same Message-ID. */
export const mailOrder = defineQueue({
  name: 'mail.order',
  lane: 'mail',
  payload: Type.Object({ v: Type.Literal(1), mail_id: Id }),
  key: ({ mail_id }) => `${mail_id}`,
  attempts: 8,
  backoff: { delayMs: 2_000, maxDelayMs: 600_000, jitter: 0.5 },
  timeoutMs: 20_000,
})

export const queues = {
  verifyPayment,
  readWebhook,
  refundPayment,
  expireOrder,
  returnOrphan,
  reconcilePayments,
  mailOrder,
}

/** What jobs are about. */
export const jobSubjects = ['order', 'payment', 'goods'] as const
