import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  followed: {
    about: 'somebody follows me',
    hasActors: true,
    isOn: true,
    sentence: { ko: who => `${who} 회원님을 팔로우합니다.`, en: who => `${who} followed you.` },
  },
  follow_requested: {
    about: 'somebody asks to follow me',
    hasActors: true,
    isOn: true,
    sentence: { ko: who => `${who} 회원님에게 팔로우를 요청했습니다.`, en: who => `${who} asked to follow you.` },
  },
  follow_accepted: {
    about: 'somebody lets me follow them',
    hasActors: true,
    isOn: true,
    sentence: { ko: who => `${who} 팔로우 요청을 수락했습니다.`, en: who => `${who} accepted your request to follow.` },
  },
} as const satisfies NoticeDeclarations

export const acts = {
  follow: ['follower', 'followee'],
  follow_request: ['follower', 'followee'],
  follow_acceptance: ['follower', 'followee'],
} as const satisfies ActDeclarations
