import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  liked_product: {
    about: 'somebody likes my product',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 상품 ‘${title}’ 좋아합니다.`,
      en: (who, title) => `${who} liked your product “${title}”.`,
    },
  },
  commented_product: {
    about: 'somebody commented on my product',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 상품 ‘${title}’에 댓글을 남겼습니다.`,
      en: (who, title) => `${who} commented on your product “${title}”.`,
    },
  },
  replied_product: {
    about: 'somebody replied to my comment on a product',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 상품 ‘${title}’의 회원님 댓글에 답글을 남겼습니다.`,
      en: (who, title) => `${who} replied to your comment on the product “${title}”.`,
    },
  },
} as const satisfies NoticeDeclarations

/** Likes and comments are those of all subjects. */
export const acts = {} as const satisfies ActDeclarations
