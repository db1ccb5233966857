import type { ApiErrorDeclaration } from '../core/errors.js'

export const reviewErrors = {
  reviewNotFound: {
    status: 404,
    code: 'review_not_found',
    ko: '리뷰를 찾을 수 없습니다.',
    en: 'There is no such review.',
  },
  reviewedFilmNotFound: {
    status: 404,
    code: 'reviewed_film_not_found',
    ko: '영화를 찾을 수 없습니다.',
    en: 'There is no such film.',
  },
  reviewOfAnother: {
    status: 403,
    code: 'review_of_another',
    ko: '권한이 없습니다.',
    en: 'Somebody else wrote this.',
  },
  tooManyReviews: {
    status: 429,
    code: 'too_many_reviews',
    ko: '오늘 쓸 수 있는 리뷰를 모두 썼습니다. 내일 다시 시도해 주세요.',
    en: 'You have written as many reviews as you may for a day. Try again tomorrow.',
  },
  reviewReportedAlready: {
    status: 400,
    code: 'review_reported_already',
    ko: '이미 신고한 리뷰입니다.',
    en: 'You have reported this review already.',
  },
  commentReportedAlready: {
    status: 400,
    code: 'comment_reported_already',
    ko: '이미 신고한 댓글입니다.',
    en: 'You have reported this comment already.',
  },
  voiceRefused: {
    status: 422,
    code: 'voice_refused',
    ko: '이 글은 바꿀 수 없습니다.',
    en: 'These words cannot be put another way.',
  },
  voiceFailed: {
    status: 503,
    code: 'voice_failed',
    ko: '지금은 글을 바꿀 수 없습니다. 잠시 후 다시 시도해 주세요.',
    en: 'This does not work at the moment. Please try again later.',
  },
  voiceNotFound: {
    status: 404,
    code: 'voice_not_found',
    ko: '바꾼 글을 찾을 수 없습니다.',
    en: 'There is no such text, or it was forgotten.',
  },
  tooManyVoices: {
    status: 429,
    code: 'too_many_voices',
    ko: '글 바꾸기는 한 시간에 20번까지 할 수 있습니다.',
    en: 'Twenty an hour are the most.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
