import type { ApiErrorDeclaration } from '../core/errors.js'

export const profileErrors = {
  userNotFound: { status: 404, code: 'user_not_found', ko: '사용자를 찾을 수 없습니다.', en: 'There is no such user.' },
  repPlaylistNotShown: {
    status: 400,
    code: 'rep_playlist_not_shown',
    ko: '완성된 공개 플레이리스트만 대표 플레이리스트로 정할 수 있습니다.',
    en: 'Only a finished public playlist can be your main one.',
  },
  followOneself: {
    status: 400,
    code: 'follow_oneself',
    ko: '자기 자신을 팔로우할 수 없습니다.',
    en: 'You cannot follow yourself.',
  },
  alreadyFollowing: {
    status: 400,
    code: 'already_following',
    ko: '이미 팔로우한 사용자입니다.',
    en: 'You follow this user already.',
  },
  alreadyRequested: {
    status: 400,
    code: 'already_requested',
    ko: '이미 팔로우를 요청했습니다.',
    en: 'You have asked to follow this user already.',
  },
  notFollower: {
    status: 404,
    code: 'not_follower',
    ko: '나를 팔로우하지 않는 사용자입니다.',
    en: 'This user does not follow you.',
  },
  requestNotFound: {
    status: 404,
    code: 'request_not_found',
    ko: '팔로우 요청을 찾을 수 없습니다.',
    en: 'There is no such request.',
  },
  notFollowing: {
    status: 404,
    code: 'not_following',
    ko: '팔로우하지 않은 사용자입니다.',
    en: 'You do not follow this user.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
