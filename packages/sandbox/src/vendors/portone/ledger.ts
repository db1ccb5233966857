import { randomInt } from 'node:crypto'
import type { PaymentFacts, PaymentState } from '@mudig/shared/clients/portone/portone'

export interface Attempt {
  imp_uid: string
  merchant_uid: string
  status: 'ready' | 'failed' | 'paid' | 'cancelled'
  /** In the smallest unit of its currency, as V2 says it; V1 has decimals. */
  amount: number
  cancelled: number
  currency: string
  isTest: boolean
  createdAt: Date
  paidAt: Date | undefined
  changedAt: Date
  /** Until then whoever asks is told that there is no such payment. */
  hiddenUntil: number
  cancellations: {
    id: string
    amount: number
    status: 'REQUESTED' | 'SUCCEEDED' | 'FAILED'
    reason: string
    at: Date
  }[]
}

export interface Paying {
  merchant_uid: string
  amount: number
  currency?: string | undefined
  isTest?: boolean | undefined
}

/** What happened, as a notice tells it. */
export interface Change {
  attempt: Attempt
  what: 'Ready' | 'Paid' | 'Failed' | 'PartialCancelled' | 'Cancelled' | 'CancelPending'
  cancellationId?: string
}

export type CancelAnswer =
  | { outcome: 'done' | 'requested'; cancellation: Attempt['cancellations'][number] }
  | { outcome: 'refused'; type: string }

const storeId = 'store-sandbox'

/** The books of PortOne, behind both of its interfaces: who paid what, and what was sent back. */
export class PaymentLedger {
  readonly #attempts: Attempt[] = []
  readonly #answers = new Map<string, CancelAnswer>()
  readonly #listeners: ((change: Change) => void)[] = []
  /** How long a payment is unknown to who asks for it right after it was made. */
  hideForMs = 0
  readonly storeId = storeId

  constructor(readonly now: () => number = Date.now) {}

  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener)
  }

  get attempts(): readonly Attempt[] {
    return this.#attempts
  }

  reset(): void {
    this.#attempts.length = 0
    this.#answers.clear()
    this.hideForMs = 0
  }

  /** Money is taken. @returns the attempt, which is a new one whatever was paid before */
  pay({ merchant_uid, amount, currency = 'KRW', isTest = false }: Paying): Attempt {
    return this.#add({ merchant_uid, amount, currency, isTest, status: 'paid' }, 'Paid')
  }

  fail({ merchant_uid, amount, currency = 'KRW', isTest = false }: Paying): Attempt {
    return this.#add({ merchant_uid, amount, currency, isTest, status: 'failed' }, 'Failed')
  }

  /** The window is done, and the bank is not. */
  begin({ merchant_uid, amount, currency = 'KRW', isTest = false }: Paying): Attempt {
    return this.#add({ merchant_uid, amount, currency, isTest, status: 'ready' }, 'Ready')
  }

  /** A bank approves what it had refused, or had not answered. */
  approveLate(imp_uid: string): boolean {
    const attempt = this.find(imp_uid)
    if (attempt?.status !== 'failed' && attempt?.status !== 'ready') return false
    attempt.status = 'paid'
    attempt.paidAt = new Date(this.now())
    this.#changed(attempt, 'Paid')
    return true
  }

  find(imp_uid: string): Attempt | undefined {
    return this.#attempts.find(attempt => attempt.imp_uid === imp_uid)
  }

  /** Those of an order that can be seen by now, the oldest first. */
  ofOrder(merchant_uid: string): Attempt[] {
    return this.#attempts.filter(attempt => attempt.merchant_uid === merchant_uid && this.isShown(attempt))
  }

  /** V2 has one payment by that id: the one with money, or the newest. */
  paymentOf(merchant_uid: string): Attempt | undefined {
    const attempts = this.ofOrder(merchant_uid)
    return attempts.findLast(({ status }) => status === 'paid') ?? attempts.at(-1)
  }

  isShown(attempt: Attempt): boolean {
    return attempt.hiddenUntil <= this.now()
  }

  /**
   * @param wanted `cancellable` as the caller believes it; nothing happens where that is wrong. What was asked for with
   * the same key before is answered as then.
   */
  cancel(
    attempt: Attempt,
    wanted: { amount?: number | undefined; cancellable?: number | undefined; reason: string; key?: string | undefined },
    { isRequested = false } = {},
  ): CancelAnswer {
    const before = wanted.key === undefined ? undefined : this.#answers.get(wanted.key)
    if (before) return before
    const answer = this.#cancel(attempt, wanted, isRequested)
    if (wanted.key !== undefined && answer.outcome !== 'refused') this.#answers.set(wanted.key, answer)
    return answer
  }

  #cancel(
    attempt: Attempt,
    { amount, cancellable, reason }: { amount?: number | undefined; cancellable?: number | undefined; reason: string },
    isRequested: boolean,
  ): CancelAnswer {
    const left = attempt.amount - attempt.cancelled
    const underWay = attempt.cancellations.some(({ status }) => status === 'REQUESTED')
    if (attempt.status === 'cancelled') return { outcome: 'refused', type: 'PAYMENT_ALREADY_CANCELLED' }
    if (attempt.status !== 'paid') return { outcome: 'refused', type: 'PAYMENT_NOT_PAID' }
    if (underWay || (cancellable !== undefined && cancellable !== left))
      return { outcome: 'refused', type: 'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN' }
    const wanted = amount ?? left
    if (wanted > left || wanted <= 0) return { outcome: 'refused', type: 'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT' }
    const cancellation: Attempt['cancellations'][number] = {
      id: `cancel_${randomInt(1e12)}`,
      amount: wanted,
      status: 'REQUESTED',
      reason,
      at: new Date(this.now()),
    }
    attempt.cancellations.push(cancellation)
    if (isRequested) {
      this.#changed(attempt, 'CancelPending', cancellation.id)
      return { outcome: 'requested', cancellation }
    }
    this.#settle(attempt, cancellation)
    return { outcome: 'done', cancellation }
  }

  /** Ends what was only asked for. */
  settleCancellations(attempt: Attempt, status: 'SUCCEEDED' | 'FAILED'): void {
    for (const cancellation of attempt.cancellations.filter(({ status }) => status === 'REQUESTED')) {
      if (status === 'SUCCEEDED') this.#settle(attempt, cancellation)
      else cancellation.status = 'FAILED'
    }
  }

  #settle(attempt: Attempt, cancellation: Attempt['cancellations'][number]): void {
    cancellation.status = 'SUCCEEDED'
    attempt.cancelled += cancellation.amount
    const isWhole = attempt.cancelled === attempt.amount
    if (isWhole) attempt.status = 'cancelled'
    this.#changed(attempt, isWhole ? 'Cancelled' : 'PartialCancelled', cancellation.id)
  }

  #add(made: Required<Paying> & Pick<Attempt, 'status'>, what: Change['what']): Attempt {
    const at = new Date(this.now())
    const attempt: Attempt = {
      ...made,
      imp_uid: `imp_${String(randomInt(1e12)).padStart(12, '0')}`,
      cancelled: 0,
      createdAt: at,
      paidAt: made.status === 'paid' ? at : undefined,
      changedAt: at,
      hiddenUntil: this.now() + this.hideForMs,
      cancellations: [],
    }
    this.#attempts.push(attempt)
    this.#changed(attempt, what)
    return attempt
  }

  #changed(attempt: Attempt, what: Change['what'], cancellationId?: string): void {
    attempt.changedAt = new Date(this.now())
    for (const listener of this.#listeners)
      listener({ attempt, what, ...(cancellationId !== undefined && { cancellationId }) })
  }
}

/** Whether any was taken, though it may be back by now. */
export const hasMoney = ({ status }: Attempt): boolean => status === 'paid' || status === 'cancelled'

/** As a client makes it of what either interface answers. */
export const factsOf = (attempt: Attempt): PaymentFacts => {
  const isPart = attempt.status === 'paid' && attempt.cancelled > 0
  const state: PaymentState = isPart ? 'partial_cancelled' : attempt.status
  return {
    provider_id: attempt.imp_uid,
    merchant_uid: attempt.merchant_uid,
    state,
    amount: attempt.amount,
    cancelled: attempt.cancelled,
    currency: attempt.currency,
    is_test: attempt.isTest,
    store: null,
    status_changed_at: attempt.changedAt,
    is_cancelling: attempt.cancellations.some(({ status }) => status === 'REQUESTED'),
  }
}
