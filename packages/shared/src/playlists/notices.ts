import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  ready: {
    about: 'my playlist is finished',
    hasActors: false,
    isOn: true,
    sentence: {
      ko: (_, title) => `‘${title}’ 플레이리스트가 완성되었습니다.`,
      en: (_, title) => `Your playlist “${title}” is ready.`,
    },
  },
} as const satisfies NoticeDeclarations

export const acts = { ready: ['playlist_id'] } as const satisfies ActDeclarations
