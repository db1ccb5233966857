import type { Language } from '@mudig/shared/core/language'
import type { Decision, LoggedAction, TargetType } from '@mudig/shared/moderation/actions'

interface Words {
  queue: string
  log: string
  appeals: string
  nothing: string
  reports: (count: number) => string
  since: string
  by: string
  claimedBy: string
  claim: string
  release: string
  holds: string
  asReported: string
  whatPeopleSay: string
  whatWasDone: string
  earlier: (count: number) => string
  decide: string
  reason: string
  reasonHint: string
  days: string
  do: string
  suspended: string
  notPossible: string
  grant: string
  refuse: string
  answer: string
  rule: string
  gone: string
  targets: Record<TargetType, string>
  actions: Record<LoggedAction, string>
  choices: Record<Decision, string>
}

export const words: Record<Language, Words> = {
  ko: {
    queue: '신고',
    log: '기록',
    appeals: '이의 제기',
    nothing: '처리할 것이 없습니다.',
    reports: count => `신고 ${count}건`,
    since: '첫 신고',
    by: '작성자',
    claimedBy: '담당',
    claim: '내가 맡기',
    release: '내려놓기',
    holds: '현재 조치',
    asReported: '신고 당시의 내용',
    whatPeopleSay: '신고 내용',
    whatWasDone: '처리 기록',
    earlier: count => `이전 조치 ${count}건`,
    decide: '결정',
    reason: '이유',
    reasonHint: '작성자에게 메일로 전해집니다. 누가 신고했는지는 쓰지 마세요.',
    days: '정지 기간(일)',
    do: '결정하기',
    suspended: '정지됨',
    notPossible: '이 대상에는 할 수 없는 조치입니다.',
    grant: '받아들이기',
    refuse: '거절하기',
    answer: '답변',
    rule: '자동',
    gone: '남은 내용이 없습니다.',
    targets: {
      user: '사용자',
      playlist: '플레이리스트',
      track: '곡',
      post: '게시물',
      product: '상품',
      review: '리뷰',
      comment: '댓글',
      chat: '대화',
    },
    actions: {
      claim: '맡음',
      release: '내려놓음',
      auto_hide: '자동 가림',
      mark_spoiler: '스포일러 표시',
      caution: '신고 알림',
      dismiss: '문제없음',
      hide: '가림',
      remove: '삭제',
      warn: '경고',
      suspend: '정지',
      ban: '영구 정지',
      lift: '해제',
      grant_appeal: '이의 수용',
      refuse_appeal: '이의 거절',
    },
    choices: {
      dismiss: '문제없음',
      hide: '가리기',
      remove: '삭제하기',
      warn: '경고하기',
      suspend: '작성자 정지',
      ban: '작성자 영구 정지',
      lift: '현재 조치 해제',
    },
  },
  en: {
    queue: 'Reports',
    log: 'Log',
    appeals: 'Appeals',
    nothing: 'There is nothing to decide on.',
    reports: count => (count === 1 ? '1 report' : `${count} reports`),
    since: 'First reported',
    by: 'By',
    claimedBy: 'Claimed by',
    claim: 'Claim',
    release: 'Give back',
    holds: 'Holds now',
    asReported: 'As it was reported',
    whatPeopleSay: 'What people say',
    whatWasDone: 'What was done',
    earlier: count => (count === 1 ? '1 earlier measure' : `${count} earlier measures`),
    decide: 'Decide',
    reason: 'Reason',
    reasonHint: 'Mailed to whose it is. Never say who reported it.',
    days: 'Days of a suspension',
    do: 'Decide',
    suspended: 'suspended',
    notPossible: 'That cannot be done about this.',
    grant: 'Grant',
    refuse: 'Refuse',
    answer: 'Answer',
    rule: 'by rule',
    gone: 'Nothing of it is kept.',
    targets: {
      user: 'Person',
      playlist: 'Playlist',
      track: 'Track',
      post: 'Post',
      product: 'Product',
      review: 'Review',
      comment: 'Comment',
      chat: 'Conversation',
    },
    actions: {
      claim: 'claimed',
      release: 'given back',
      auto_hide: 'hidden by rule',
      mark_spoiler: 'Marked as a spoiler',
      caution: 'Told of reports',
      dismiss: 'dismissed',
      hide: 'hidden',
      remove: 'removed',
      warn: 'warned',
      suspend: 'suspended',
      ban: 'banned',
      lift: 'lifted',
      grant_appeal: 'appeal granted',
      refuse_appeal: 'appeal refused',
    },
    choices: {
      dismiss: 'Dismiss',
      hide: 'Hide it',
      remove: 'Remove it',
      warn: 'Warn',
      suspend: 'Suspend the author',
      ban: 'Ban the author',
      lift: 'Lift what holds',
    },
  },
}
