import type { ApiErrorDeclaration } from '../core/errors.js'

export const moderationErrors = {
  blockOneself: {
    status: 400,
    code: 'block_oneself',
    ko: '자기 자신을 차단할 수 없습니다.',
    en: 'You cannot block yourself.',
  },
  muteOneself: {
    status: 400,
    code: 'mute_oneself',
    ko: '자기 자신을 숨길 수 없습니다.',
    en: 'You cannot mute yourself.',
  },
  ownContent: {
    status: 400,
    code: 'own_content',
    ko: '내가 올린 것은 신고할 수 없습니다.',
    en: 'Nobody reports what is their own.',
  },
  targetNotFound: {
    status: 404,
    code: 'target_not_found',
    ko: '신고할 대상을 찾을 수 없습니다.',
    en: 'There is no such thing to report.',
  },
  reportedTooOften: {
    status: 429,
    code: 'reported_too_often',
    ko: '신고는 하루에 20번까지 할 수 있습니다.',
    en: 'Twenty reports a day are the most.',
  },
  caseNotFound: {
    status: 404,
    code: 'case_not_found',
    ko: '신고를 찾을 수 없습니다.',
    en: 'There is no such report.',
  },
  notPossible: {
    status: 409,
    code: 'not_possible',
    ko: '이 대상에는 할 수 없는 조치입니다.',
    en: 'That cannot be done about this.',
  },
  commentNotRemovable: {
    status: 409,
    code: 'comment_not_removable',
    ko: '댓글은 삭제할 수 없습니다. 가리기를 선택해 주세요.',
    en: 'A comment can be hidden, not removed.',
  },
  decisionNotFound: {
    status: 404,
    code: 'decision_not_found',
    ko: '결정을 찾을 수 없거나 이의 제기 기간이 지났습니다.',
    en: 'There is no such decision, or the time for an appeal is over.',
  },
  appealedAlready: {
    status: 409,
    code: 'appealed_already',
    ko: '이미 이의를 제기했습니다.',
    en: 'An appeal was written already.',
  },
  appealNotFound: {
    status: 404,
    code: 'appeal_not_found',
    ko: '처리할 이의 제기를 찾을 수 없습니다.',
    en: 'There is no such open appeal.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
