import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  followed: {
    about: 'somebody follows me',
    hasActors: true,
    isOn: true,
    sentence: { ko: who => `${who} 회원님을 팔로우합니다.`, en: who => `${who} followed you.` },
  },
} as const satisfies NoticeDeclarations

export const acts = { follow: ['follower', 'followee'] } as const satisfies ActDeclarations
