import type { ApiErrorDeclaration } from '../core/errors.js'

export const filmErrors = {
  filmNotFound: { status: 404, code: 'film_not_found', ko: '영화를 찾을 수 없습니다.', en: 'There is no such film.' },
  filmMatched: {
    status: 409,
    code: 'film_matched',
    ko: '이미 다른 영화와 연결된 영화입니다.',
    en: 'One of the two is matched with another film already.',
  },
  filmsBothUsed: {
    status: 409,
    code: 'films_both_used',
    ko: '두 영화에 모두 점수나 리뷰가 있어 하나로 합칠 수 없습니다.',
    en: 'People have left scores or reviews at both films, so neither can go.',
  },
  markUnclear: {
    status: 400,
    code: 'mark_unclear',
    ko: '보고싶어요와 관심없어요 가운데 하나를 골라 주세요.',
    en: 'Say either that you want to see it or that you are not interested.',
  },
  ratingsUnreadable: {
    status: 400,
    code: 'ratings_unreadable',
    ko: '첫 줄에 Date, Name, Year, Rating 열이 있는 CSV나 그런 ratings.csv가 든 zip을 올려 주세요.',
    en: 'Send a CSV whose first line names the columns Date, Name, Year and Rating, or a zip with such a ratings.csv.',
  },
  ratingsTooMany: {
    status: 400,
    code: 'ratings_too_many',
    ko: '한 번에 2,000줄까지 가져올 수 있습니다. 나누어 올려 주세요.',
    en: 'At most 2,000 rows can be imported at once. Send them in parts.',
  },
  scoreInvalid: {
    status: 400,
    code: 'score_invalid',
    ko: '0.1점에서 5.0점 사이의 점수를 입력해 주세요. 0점은 평가를 취소합니다.',
    en: 'Give from 0.1 to 5.0; 0 takes the score back.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
