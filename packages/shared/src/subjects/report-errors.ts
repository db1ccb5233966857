import type { ApiErrorDeclaration } from '../core/errors.js'

export const reportErrors = {
  ownContent: {
    status: 400,
    code: 'own_content',
    ko: '내가 올린 것은 신고할 수 없습니다.',
    en: 'Nobody reports what is their own.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
