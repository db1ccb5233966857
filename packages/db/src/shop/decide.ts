import type { PaymentFacts } from '@mudig/shared/clients/portone/portone'
import type { OrderState, RefundReason } from '@mudig/shared/shop/states'

/** What is taken for money here. */
export interface Accepted {
  /** Whether payments of a test channel count, for which nobody pays. */
  readonly test: boolean
  /** Of V2; null takes every store. */
  readonly store: string | null
}

export interface Standing {
  readonly order: { readonly state: OrderState; readonly total: number } | undefined
  /** What was decided about this attempt before. */
  readonly role: 'open' | 'order' | 'refund'
}

export type Decision =
  | { do: 'nothing' }
  /** Pays its order, for which stock has to be taken again where that has expired. */
  | { do: 'settle'; takesStock: boolean }
  | { do: 'send_back'; why: RefundReason }

/**
 * What follows from how an attempt to pay stands at PortOne. Decided once for each: an attempt that pays its order goes
 * on paying it, and one that is to be sent back is. What was cancelled of it is followed elsewhere, whatever its role.
 */
export const decide = ({ order, role }: Standing, facts: PaymentFacts, accepted: Accepted): Decision => {
  const hasMoney = facts.state === 'paid' || facts.state === 'partial_cancelled'
  // A payment without an order waits for it: the order may be on its way, for it is made after the payment.
  if (role !== 'open' || !hasMoney || !order) return { do: 'nothing' }
  const fault = faultOf(order.total, facts, accepted)
  if (fault) return { do: 'send_back', why: fault }
  switch (order.state) {
    case 'pending':
      return { do: 'settle', takesStock: false }
    case 'expired':
      return { do: 'settle', takesStock: true }
    case 'cancelled':
      return { do: 'send_back', why: 'order_cancelled' }
    default:
      return { do: 'send_back', why: 'second_payment' }
  }
}

const faultOf = (total: number, facts: PaymentFacts, accepted: Accepted): RefundReason | undefined => {
  if (facts.currency !== 'KRW') return 'wrong_currency'
  if (facts.is_test && !accepted.test) return 'test_channel'
  if (accepted.store !== null && facts.store !== null && facts.store !== accepted.store) return 'wrong_store'
  if (facts.amount !== total) return 'wrong_amount'
  return facts.cancelled > 0 ? 'partly_cancelled' : undefined
}

const ranks = { ready: 0, failed: 1, paid: 2, partial_cancelled: 3, cancelled: 4 } as const

/** Whether facts are older than what is known: answers overtake each other, and nothing is paid less or uncancelled. */
export const isOutdated = (
  known: { readonly state: PaymentFacts['state']; readonly cancelled: number },
  facts: PaymentFacts,
): boolean => ranks[facts.state] < ranks[known.state] || facts.cancelled < known.cancelled
