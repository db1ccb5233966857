import type { ApiErrorDeclaration } from '../core/errors.js'

export const searchErrors = {
  queryEmpty: { status: 400, code: 'query_empty', ko: '검색어를 입력해 주세요.', en: 'Say what to look for.' },
} as const satisfies Record<string, ApiErrorDeclaration>
