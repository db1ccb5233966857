import type { Language } from '../core/language.js'
import { type Letter, renderLetter } from '../core/letter.js'
import { appealable, type LoggedAction, type TargetType } from './actions.js'

export interface DecisionLetter {
  language: Language
  action: LoggedAction
  reason: string
  until: Date | null
  target_type: TargetType | null
  /** The first words of what it is about. */
  words: string | null
  /** What an appeal names. */
  uuid: string
  /** Where an appeal is written. */
  appealUrl: string
}

const targets: Record<Language, Record<TargetType, string>> = {
  ko: {
    user: '계정',
    playlist: '플레이리스트',
    track: '곡',
    post: '게시물',
    product: '상품',
    review: '리뷰',
    comment: '댓글',
    chat: '대화',
  },
  en: {
    user: 'account',
    playlist: 'playlist',
    track: 'track',
    post: 'post',
    product: 'product',
    review: 'review',
    comment: 'comment',
    chat: 'conversation',
  },
}

type Told = { subject: string; says: (what: string, until: string) => string }

const words: Record<Language, Partial<Record<LoggedAction, Told>>> = {
  ko: {
    auto_hide: {
      subject: '신고가 여러 건 접수되어 잠시 가려졌습니다',
      says: what => `작성하신 ${what}에 신고가 여러 건 접수되어, 운영자가 확인할 때까지 다른 사람에게 보이지 않습니다.`,
    },
    hide: {
      subject: '작성하신 내용이 가려졌습니다',
      says: what => `작성하신 ${what}이(가) 다른 사람에게 보이지 않도록 가려졌습니다.`,
    },
    remove: { subject: '작성하신 내용이 삭제되었습니다', says: what => `작성하신 ${what}이(가) 삭제되었습니다.` },
    warn: { subject: '경고를 받았습니다', says: what => `작성하신 ${what} 때문에 경고를 받았습니다.` },
    mark_spoiler: {
      subject: '스포일러로 표시되었습니다',
      says: what =>
        `여러 사람이 알려, 작성하신 ${what}이(가) 스포일러로 표시되었습니다. 읽으려는 사람만 내용을 펼쳐 봅니다.`,
    },
    caution: {
      subject: '작성하신 내용에 신고가 접수되었습니다',
      says: what => `작성하신 ${what}에 신고가 여러 건 접수되었습니다. 신고가 더 쌓이면 삭제되니 다시 살펴봐 주세요.`,
    },
    suspend: {
      subject: '계정이 정지되었습니다',
      says: (_what, until) =>
        `계정이 ${until}까지 정지되었습니다. 그동안 읽을 수는 있지만 쓸 수는 없고, 올리신 것은 보이지 않습니다.`,
    },
    ban: { subject: '계정이 영구 정지되었습니다', says: () => '계정이 영구 정지되어 더 이상 로그인할 수 없습니다.' },
    lift: {
      subject: '조치가 해제되었습니다',
      says: () => '회원님에 대한 조치 하나가 해제되었습니다. 다른 조치가 없다면 모든 것이 다시 보입니다.',
    },
    refuse_appeal: { subject: '이의 제기 결과', says: () => '이의 제기를 검토했으나 결정을 그대로 두기로 했습니다.' },
  },
  en: {
    auto_hide: {
      subject: 'Something of yours is hidden for now',
      says: what => `Several people reported your ${what}. Nobody else sees it until a moderator has looked.`,
    },
    hide: { subject: 'Something of yours was hidden', says: what => `Your ${what} was hidden from others.` },
    remove: { subject: 'Something of yours was removed', says: what => `Your ${what} was removed.` },
    warn: { subject: 'A warning', says: what => `You were warned because of your ${what}.` },
    mark_spoiler: {
      subject: 'Something of yours is marked as a spoiler',
      says: what =>
        `Several people say that your ${what} is a spoiler. Its words are covered until somebody wants them.`,
    },
    caution: {
      subject: 'Something of yours was reported',
      says: what => `Several people reported your ${what}. If more do, it is removed: please look at it again.`,
    },
    suspend: {
      subject: 'Your account is suspended',
      says: (_what, until) =>
        `Your account is suspended until ${until}. Meanwhile you may read and not write, and nobody sees what is yours.`,
    },
    ban: {
      subject: 'Your account is suspended for good',
      says: () => 'Your account is suspended for good: you can sign in no longer.',
    },
    lift: {
      subject: 'A measure was lifted',
      says: () => 'A measure against you was lifted. Unless another one holds, everything is shown again.',
    },
    refuse_appeal: {
      subject: 'About your appeal',
      says: () => 'Your appeal was read, and the decision stays as it is.',
    },
  },
}

const moment = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** What somebody is told of a decision about them: what and why, never who reported. Undefined where nothing is told. */
export const renderDecisionLetter = (letter: DecisionLetter): Letter | undefined => {
  const { language, action, reason, until, target_type, words: quoted, uuid, appealUrl } = letter
  const told = words[language][action]
  if (!told) return undefined
  const isKorean = language === 'ko'
  const says = told.says(targets[language][target_type ?? 'user'], until ? moment(until) : '')
  const canAppeal = (appealable as readonly string[]).includes(action)
  return renderLetter(language, {
    subject: `[Mudig] ${told.subject}`,
    preview: says,
    heading: told.subject,
    paragraphs: [
      says,
      ...(quoted ? [`“${quoted}”`] : []),
      ...(reason ? [`${isKorean ? '이유' : 'Reason'}: ${reason}`] : []),
    ],
    ...(canAppeal && {
      action: { label: isKorean ? '이의 제기하기' : 'Appeal', url: `${appealUrl}?decision=${uuid}` },
    }),
    after: canAppeal
      ? [
          isKorean ? '이의는 한 번 제기할 수 있습니다. 결정 번호:' : 'You may appeal once. The number of the decision:',
          uuid,
        ]
      : [],
    footer: isKorean ? '운영 정책에 따라 보낸 메일입니다.' : 'Sent because of the rules of the house.',
  })
}
