import type { ApiErrorDeclaration } from '../core/errors.js'

export const moderationErrors = {
  blockOneself: {
    status: 400,
    code: 'block_oneself',
    ko: '자기 자신을 차단할 수 없습니다.',
    en: 'You cannot block yourself.',
  },
  muteOneself: {
    status: 400,
    code: 'mute_oneself',
    ko: '자기 자신을 숨길 수 없습니다.',
    en: 'You cannot mute yourself.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
