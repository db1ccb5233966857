import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  tone_read: {
    about: 'the words of my mood have been read',
    hasActors: false,
    isOn: true,
    sentence: { ko: () => '회원님의 기분을 읽었습니다.', en: () => 'Your mood has been read.' },
  },
} as const satisfies NoticeDeclarations

export const acts = { tone_read: ['mood_id'] } as const satisfies ActDeclarations
