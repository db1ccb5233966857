import type * as queues from '@mudig/shared/shop/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { expire } from './expire.js'
import { mail } from './mail.js'
import { read } from './read-webhook.js'
import { reconcile } from './reconcile.js'
import { refund } from './refund.js'
import { giveBack } from './return-orphan.js'
import { verify } from './verify.js'

export const processors = {
  verifyPayment: verify,
  readWebhook: read,
  refundPayment: refund,
  expireOrder: expire,
  returnOrphan: giveBack,
  reconcilePayments: reconcile,
  mailOrder: mail,
} satisfies ProcessorsOf<typeof queues>
