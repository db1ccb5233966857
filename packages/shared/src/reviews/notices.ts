import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

/** A review is told of by the title of its film: its own words may give the film away. */
export const notices = {
  liked_review: {
    about: 'somebody likes my review',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 ‘${title}’ 리뷰를 좋아합니다.`,
      en: (who, title) => `${who} liked your review of “${title}”.`,
    },
  },
  commented_review: {
    about: 'somebody commented on my review',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 ‘${title}’ 리뷰에 댓글을 남겼습니다.`,
      en: (who, title) => `${who} commented on your review of “${title}”.`,
    },
  },
  replied_review: {
    about: 'somebody replied to my comment on a review',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} ‘${title}’ 리뷰의 회원님 댓글에 답글을 남겼습니다.`,
      en: (who, title) => `${who} replied to your comment on a review of “${title}”.`,
    },
  },
  liked_review_comment: {
    about: 'somebody likes my comment on a review',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} ‘${title}’ 리뷰의 회원님 댓글을 좋아합니다.`,
      en: (who, title) => `${who} liked your comment on a review of “${title}”.`,
    },
  },
} as const satisfies NoticeDeclarations

/** Likes and comments are those of all subjects. */
export const acts = {} as const satisfies ActDeclarations
