export const orderStates = [
  'pending',
  'paid',
  'preparing',
  'shipped',
  'delivered',
  'cancelling',
  'cancelled',
  'expired',
] as const
export type OrderState = (typeof orderStates)[number]

/** As the pages of the fourth community write them. */
export const stateWords: Readonly<Record<OrderState, string>> = {
  pending: '결제대기',
  paid: '결제완료',
  preparing: '배송대기',
  shipped: '배송중',
  delivered: '배송완료',
  cancelling: '취소중',
  cancelled: '취소완료',
  expired: '기한만료',
}

/** As they name them in one letter. */
export const stateLetters: Readonly<Partial<Record<OrderState, string>>> = {
  paid: 'A',
  preparing: 'B',
  shipped: 'C',
  delivered: 'D',
}

/** What staff say of an order, and what it has to be before. */
export const stepsOfStaff = { preparing: 'paid', shipped: 'preparing', delivered: 'shipped' } as const
export type StepOfStaff = keyof typeof stepsOfStaff

/** Why money is sent back. Operators read these, so none is ever given another meaning. */
export const refundReasons = {
  wrong_amount: { ko: '결제 금액이 주문 금액과 다릅니다.', en: 'The amount is not that of the order.' },
  wrong_currency: { ko: '원화 결제가 아닙니다.', en: 'It was not paid in won.' },
  wrong_store: { ko: '다른 상점의 결제입니다.', en: 'It was paid to another store.' },
  test_channel: { ko: '테스트 결제입니다.', en: 'It was paid through a test channel.' },
  partly_cancelled: { ko: '일부가 이미 취소된 결제입니다.', en: 'A part of it had been cancelled before.' },
  second_payment: { ko: '이미 결제된 주문입니다.', en: 'The order had been paid already.' },
  order_cancelled: { ko: '취소된 주문입니다.', en: 'The order had been cancelled.' },
  sold_out: { ko: '상품이 품절되었습니다.', en: 'It is sold out.' },
  no_order: { ko: '주문을 찾을 수 없습니다.', en: 'There is no such order.' },
  by_buyer: { ko: '구매자가 취소했습니다.', en: 'The buyer cancelled the order.' },
  by_staff: { ko: '운영자가 환불했습니다.', en: 'Staff refunded it.' },
  at_provider: { ko: '결제사에서 취소되었습니다.', en: 'It was cancelled at the payment provider.' },
} as const satisfies Record<string, { ko: string; en: string }>
export type RefundReason = keyof typeof refundReasons

/** Why a claim to have paid was refused. */
export type ClaimFault = RefundReason | 'not_found' | 'not_paid' | 'other_order' | 'cancelled'
