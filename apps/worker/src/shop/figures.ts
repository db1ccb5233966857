import type { Db } from '@mudig/db/core/client'
import { shopFigures } from '@mudig/db/shop/figures'
import { Gauge } from 'prom-client'
import type { Figures } from '../runtime/figures.js'
import { registry } from '../runtime/metrics.js'

const registers = [registry]

const payments = new Gauge({
  name: 'mudig_payments',
  help: 'Payments first heard of within 24 hours, by state; counted up to 10,000',
  labelNames: ['state'],
  registers,
})
const orders = new Gauge({
  name: 'mudig_orders',
  help: 'Orders that are not settled, by state; counted up to 10,000',
  labelNames: ['state'],
  registers,
})
const refunds = new Gauge({
  name: 'mudig_refunds',
  help: 'Refunds that are not done: open ones are tried, stuck ones wait for staff',
  labelNames: ['state'],
  registers,
})
const refundOldest = new Gauge({
  name: 'mudig_refund_oldest_seconds',
  help: 'Age of the oldest refund that is not done, by state',
  labelNames: ['state'],
  registers,
})
const orphans = new Gauge({
  name: 'mudig_payment_orphans',
  help: 'Paid for more than half an hour under a number of ours without an order, and not sent back yet',
  registers,
})
const orphanOldest = new Gauge({
  name: 'mudig_payment_orphan_oldest_seconds',
  help: 'Age of the oldest of them; 0 where there is none',
  registers,
})
const differences = new Gauge({
  name: 'mudig_payment_differences',
  help: 'Differences between PortOne and us that staff have not settled, by kind',
  labelNames: ['kind'],
  registers,
})
const claimOldest = new Gauge({
  name: 'mudig_payment_claim_oldest_seconds',
  help: 'How long somebody who says they have paid waits for an answer; 0 where nobody does',
  registers,
})
const comparisonOldest = new Gauge({
  name: 'mudig_payment_comparison_oldest_seconds',
  help: 'How long ago the comparison of a day began that has not ended; 0 where all have',
  registers,
})

const states = {
  payment: ['ready', 'failed', 'paid', 'partial_cancelled', 'cancelled'],
  order: ['pending', 'paid', 'preparing', 'cancelling'],
  refund: ['open', 'stuck'],
  difference: ['missing_here', 'missing_there', 'amount', 'cancelled', 'state', 'refund_stuck', 'orphan', 'unread'],
} as const

/** How the money of the shop stands. */
export const moneyFigures = (db: Db): Figures => ({
  name: 'shop',
  metrics: [payments, orders, refunds, refundOldest, orphans, orphanOldest, differences, claimOldest, comparisonOldest],
  read: async () => {
    const rows = await shopFigures(db)
    const find = (what: string, of = '') => rows.find(row => row.what === what && row.of === of)
    return () => {
      // A state that nothing is in is 0, so that an alert sees it become more.
      for (const state of states.payment) payments.set({ state }, find('payment', state)?.count ?? 0)
      for (const state of states.order) orders.set({ state }, find('order', state)?.count ?? 0)
      for (const state of states.refund) {
        refunds.set({ state }, find('refund', state)?.count ?? 0)
        refundOldest.set({ state }, find('refund', state)?.oldest_seconds ?? 0)
      }
      for (const kind of states.difference) differences.set({ kind }, find('difference', kind)?.count ?? 0)
      orphans.set(find('orphan')?.count ?? 0)
      orphanOldest.set(find('orphan')?.oldest_seconds ?? 0)
      claimOldest.set(find('claim')?.oldest_seconds ?? 0)
      comparisonOldest.set(find('reconciliation')?.oldest_seconds ?? 0)
    }
  },
})
