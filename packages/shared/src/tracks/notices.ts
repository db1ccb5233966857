import type { ActDeclarations, NoticeDeclarations } from '../core/define-notice.js'

export const notices = {
  track_ready: {
    about: 'my track is ready',
    hasActors: false,
    isOn: true,
    sentence: {
      ko: (_, title) => `‘${title}’ 곡이 준비되었습니다.`,
      en: (_, title) => `Your track “${title}” is ready.`,
    },
  },
  track_failed: {
    about: 'my track could not be processed',
    hasActors: false,
    isOn: true,
    sentence: {
      ko: (_, title) => `‘${title}’ 곡을 처리하지 못했습니다.`,
      en: (_, title) => `Your track “${title}” could not be processed.`,
    },
  },
  liked_track: {
    about: 'somebody likes my track',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 ‘${title}’ 곡을 좋아합니다.`,
      en: (who, title) => `${who} liked your track “${title}”.`,
    },
  },
  commented_track: {
    about: 'somebody commented on my track',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 ‘${title}’ 곡에 댓글을 남겼습니다.`,
      en: (who, title) => `${who} commented on your track “${title}”.`,
    },
  },
  replied_track: {
    about: 'somebody replied to my comment on a track',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} ‘${title}’ 곡의 회원님 댓글에 답글을 남겼습니다.`,
      en: (who, title) => `${who} replied to your comment on the track “${title}”.`,
    },
  },
  reposted: {
    about: 'somebody reposted my track',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 회원님의 ‘${title}’ 곡을 다시 올렸습니다.`,
      en: (who, title) => `${who} reposted your track “${title}”.`,
    },
  },
  new_track: {
    about: 'somebody I follow published a track',
    hasActors: true,
    isOn: true,
    sentence: {
      ko: (who, title) => `${who} 새 곡 ‘${title}’ 올렸습니다.`,
      en: (who, title) => `${who} published a track, “${title}”.`,
    },
  },
} as const satisfies NoticeDeclarations

export const acts = {
  track_ready: ['track_id'],
  track_failed: ['track_id'],
  repost: ['user_id', 'track_id'],
} as const satisfies ActDeclarations
