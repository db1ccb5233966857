import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  liked: {
    about: 'somebody likes my playlist',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 ‘${title}’ 플레이리스트를 좋아합니다.`,
      en: (who, title) => `${who} liked your playlist “${title}”.`,
    },
  },
  commented: {
    about: 'somebody commented on my playlist',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 ‘${title}’ 플레이리스트에 댓글을 남겼습니다.`,
      en: (who, title) => `${who} commented on your playlist “${title}”.`,
    },
  },
  replied: {
    about: 'somebody replied to my comment',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} ‘${title}’ 플레이리스트의 회원님 댓글에 답글을 남겼습니다.`,
      en: (who, title) => `${who} replied to your comment on “${title}”.`,
    },
  },
} as const satisfies NoticeDeclarations

export const acts = {
  like: ['user_id', 'playlist_id'],
  comment: ['comment_id'],
  comment_like: ['user_id', 'comment_id'],
  mention: ['mention_id'],
} as const satisfies ActDeclarations
