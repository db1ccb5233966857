import type { ApiErrorDeclaration } from '../core/errors.js'

export const moodErrors = {
  moodNotFound: { status: 404, code: 'mood_not_found', ko: '기분을 찾을 수 없습니다.', en: 'There is no such mood.' },
} as const satisfies Record<string, ApiErrorDeclaration>
