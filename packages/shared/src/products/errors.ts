import type { ApiErrorDeclaration } from '../core/errors.js'

export const productErrors = {
  productNotFound: {
    status: 404,
    code: 'product_not_found',
    ko: '상품을 찾을 수 없습니다.',
    en: 'There is no such product.',
  },
  tooManyProducts: {
    status: 429,
    code: 'too_many_products',
    ko: '오늘 올릴 수 있는 상품을 모두 올렸습니다. 내일 다시 시도해 주세요.',
    en: 'You have added as many products as you may for a day. Try again tomorrow.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
