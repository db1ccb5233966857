import type { ApiErrorDeclaration } from '../core/errors.js'

export const commentErrors = {
  commentNotFound: {
    status: 404,
    code: 'comment_not_found',
    ko: '댓글을 찾을 수 없습니다.',
    en: 'There is no such comment.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
