import type { ApiErrorDeclaration } from '../core/errors.js'

export const notificationErrors = {
  whichRead: {
    status: 400,
    code: 'which_read',
    ko: '읽은 알림을 ids, up_to, all 중 하나로 지정해 주세요.',
    en: 'Name what was read by one of ids, up_to and all.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
