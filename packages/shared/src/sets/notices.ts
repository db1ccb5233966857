import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  liked_set: {
    about: 'somebody likes my set',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 ‘${title}’ 앨범을 좋아합니다.`,
      en: (who, title) => `${who} liked your set “${title}”.`,
    },
  },
  commented_set: {
    about: 'somebody commented on my set',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 ‘${title}’ 앨범에 댓글을 남겼습니다.`,
      en: (who, title) => `${who} commented on your set “${title}”.`,
    },
  },
  replied_set: {
    about: 'somebody replied to my comment on a set',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} ‘${title}’ 앨범의 회원님 댓글에 답글을 남겼습니다.`,
      en: (who, title) => `${who} replied to your comment on the set “${title}”.`,
    },
  },
} as const satisfies NoticeDeclarations

/** Likes and comments are those of all subjects. */
export const acts = {} as const satisfies ActDeclarations
