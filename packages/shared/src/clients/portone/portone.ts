import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, PermanentError, RetryableError } from '../../core/errors.js'

/** `failed` may still become `paid`: banks approve late. */
export const paymentStates = ['ready', 'failed', 'paid', 'partial_cancelled', 'cancelled'] as const
export type PaymentState = (typeof paymentStates)[number]

/** One attempt to pay, as PortOne has it at this moment. */
export interface PaymentFacts {
  /** imp_uid of V1, transactionId of V2. */
  readonly provider_id: string
  readonly merchant_uid: string
  readonly state: PaymentState
  /** In the smallest unit of its currency: whole won, cents. Before discounts of the card's, which are not ours. */
  readonly amount: number
  readonly cancelled: number
  readonly currency: string
  /** A test channel asks nobody for money. */
  readonly is_test: boolean
  /** Of V2 alone. */
  readonly store: string | null
  readonly status_changed_at: Date | null
  /** A cancellation is under way, whose end nobody knows yet. */
  readonly is_cancelling: boolean
}

export interface PaymentRef {
  readonly merchant_uid: string
  /** Of the attempt that is meant. V1 can be asked for it; V2 has one payment to a number, which may be a later one. */
  readonly imp_uid?: string | undefined
}

export interface Cancellation {
  readonly payment: { readonly provider_id: string; readonly merchant_uid: string; readonly currency: string }
  readonly amount: number
  /** What can still be cancelled of it; PortOne does nothing where it differs, so that a repeat is none. */
  readonly cancellable: number
  readonly reason: string
  /** The same each time this cancellation is asked for. 16 to 100 ASCII characters. */
  readonly key: string
}

export interface PortoneCall {
  readonly signal: AbortSignal
  readonly requestId: string
}

/** PortOne, whichever of its two interfaces is spoken. */
export interface Portone {
  /** The attempts that it tells of, which need not be the one that was meant; none where it knows nothing, which may be because it does not know yet. */
  lookUp(ref: PaymentRef, call: PortoneCall): Promise<PaymentFacts[]>
  /** Every attempt at one order, read one by one; none where it knows nothing. */
  attemptsAt(merchantUid: string, call: PortoneCall): Promise<PaymentPage>
  /**
   * Sends money back. Whatever it answers, how the payment stands is to be looked up afterwards.
   * @returns `refused` where the payment is not as the caller thinks, `failed` where it was tried in vain
   * @throws RetryableError also where it may have been done
   */
  cancel(cancellation: Cancellation, call: PortoneCall): Promise<'done' | 'requested' | 'failed' | 'refused'>
  /**
   * What changed in a span of time, page by page.
   * @throws PermanentError portone_too_many where there is more than is read
   */
  listBetween(from: Date, until: Date, call: PortoneCall): AsyncGenerator<PaymentPage>
}

export interface PaymentPage {
  readonly facts: readonly PaymentFacts[]
  /** One that cannot be read is no reason to read none of them. */
  readonly unread: readonly UnreadPayment[]
}

export interface UnreadPayment {
  readonly merchant_uid: string
  readonly provider_id: string
  readonly why: string
}

/** Texts as Postgres takes them. */
export const textOf = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f]+$' })

/**
 * Reads the payments of a list one by one.
 *
 * @param factsOf throws JobError where one cannot be read
 * @param names of its fields, for one that has not the documented shape
 */
export const readPage = <S extends TSchema>(
  items: readonly unknown[],
  schema: S,
  factsOf: (payment: Static<S>) => PaymentFacts,
  names: { merchant_uid: string; provider_id: string },
): PaymentPage => {
  const facts: PaymentFacts[] = []
  const unread: UnreadPayment[] = []
  for (const item of items) {
    try {
      if (!Value.Check(schema, item)) throw new RetryableError('portone_malformed', 'it has not the documented shape')
      facts.push(factsOf(item))
    } catch (error) {
      if (!(error instanceof JobError)) throw error
      const nameOf = (field: string) => {
        const name = typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[field] : undefined
        return typeof name === 'string' ? name.replaceAll(/[\p{Cc}]/gu, '').slice(0, 100) : ''
      }
      unread.push({
        merchant_uid: nameOf(names.merchant_uid),
        provider_id: nameOf(names.provider_id),
        why: `${error.code}: ${error.message}`,
      })
    }
  }
  return { facts, unread }
}

/** Of one list. The last page being a full one, what comes after it would be missed in silence. */
export const mostPages = 1_000
export const tooManyPages = () =>
  new PermanentError('portone_too_many', `PortOne lists more than ${mostPages} pages of payments`)

/** A minute, as PortOne's documentation asks for: a card company may take that long. */
export const readTimeoutMs = 60_000
export const maxAnswerBytes = 4 * 1024 * 1024
export const codePrefix = 'portone'
