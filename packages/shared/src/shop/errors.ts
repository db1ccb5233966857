import type { ApiErrorDeclaration } from '../core/errors.js'

export const shopErrors = {
  productNotFound: {
    status: 404,
    code: 'shop_product_not_found',
    ko: '상품을 찾을 수 없습니다.',
    en: 'There is no such product.',
  },
  productUnknown: {
    status: 400,
    code: 'shop_product_unknown',
    ko: '판매하지 않는 상품이 있습니다.',
    en: 'One of the products is not for sale.',
  },
  productChanged: {
    status: 409,
    code: 'shop_product_changed',
    ko: '다른 운영자가 상품을 먼저 수정했습니다. 다시 확인해 주세요.',
    en: 'Somebody else changed the product first. Look at it again.',
  },
  soldOut: {
    status: 409,
    code: 'sold_out',
    ko: '재고가 부족합니다.',
    en: 'There is not enough of it left.',
  },
  tooManyOrders: {
    status: 429,
    code: 'too_many_orders',
    ko: '결제를 기다리는 주문이 너무 많습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Too many orders of yours wait for payment. Try again later.',
  },
  orderNotFound: {
    status: 404,
    code: 'order_not_found',
    ko: '주문을 찾을 수 없습니다.',
    en: 'There is no such order.',
  },
  orderState: {
    status: 409,
    code: 'order_state',
    ko: '지금은 할 수 없습니다. 주문 상태를 확인해 주세요.',
    en: 'The order is past that, or not there yet.',
  },
  refundUnderWay: {
    status: 409,
    code: 'refund_under_way',
    ko: '진행 중인 환불이 있습니다.',
    en: 'Another refund of it is under way.',
  },
  refundOutdated: {
    status: 409,
    code: 'refund_outdated',
    ko: '그 사이 환불된 금액이 달라졌습니다. 다시 확인해 주세요.',
    en: 'What was sent back has changed since. Look at it again.',
  },
  refundTooLarge: {
    status: 400,
    code: 'refund_too_large',
    ko: '환불할 수 있는 금액보다 큽니다.',
    en: 'That is more than can be sent back.',
  },
  paymentRefused: {
    status: 400,
    code: 'payment_refused',
    ko: '서버에서 결제 검증에 실패했습니다.',
    en: 'The payment could not be verified.',
  },
  basketFull: {
    status: 400,
    code: 'basket_full',
    ko: '장바구니가 가득 찼습니다.',
    en: 'The basket is full.',
  },
  webhookRefused: {
    status: 400,
    code: 'webhook_refused',
    ko: '서명이 올바르지 않습니다.',
    en: 'It is not signed as it should be, or cannot be read.',
  },
  differenceNotFound: {
    status: 404,
    code: 'payment_difference_not_found',
    ko: '찾을 수 없습니다.',
    en: 'There is no such difference.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
