import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  liked_post: {
    about: 'somebody likes my post',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 게시물 ‘${title}’ 좋아합니다.`,
      en: (who, title) => `${who} liked your post “${title}”.`,
    },
  },
  commented_post: {
    about: 'somebody commented on my post',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 게시물 ‘${title}’에 댓글을 남겼습니다.`,
      en: (who, title) => `${who} commented on your post “${title}”.`,
    },
  },
  replied_post: {
    about: 'somebody replied to my comment on a post',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 게시물 ‘${title}’의 회원님 댓글에 답글을 남겼습니다.`,
      en: (who, title) => `${who} replied to your comment on the post “${title}”.`,
    },
  },
  liked_post_comment: {
    about: 'somebody likes my comment on a post',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 게시물 ‘${title}’의 회원님 댓글을 좋아합니다.`,
      en: (who, title) => `${who} liked your comment on the post “${title}”.`,
    },
  },
  mentioned_post: {
    about: 'somebody mentioned me in a post or in a comment on one',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 게시물 ‘${title}’에서 회원님을 언급했습니다.`,
      en: (who, title) => `${who} mentioned you at the post “${title}”.`,
    },
  },
  new_post: {
    about: 'somebody I follow published a post',
    hasActors: true,
    // The feed shows them; who wants to be told of each says so.
    isOn: false,
    sentence: {
      ko: (who, title) => `${who} 새 게시물 ‘${title}’ 올렸습니다.`,
      en: (who, title) => `${who} published a post, “${title}”.`,
    },
  },
} as const satisfies NoticeDeclarations

/** Likes, comments and mentions are those of all subjects. */
export const acts = {} as const satisfies ActDeclarations
