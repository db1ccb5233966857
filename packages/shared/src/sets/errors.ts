import type { ApiErrorDeclaration } from '../core/errors.js'
import { mostSets, mostSongs } from './limits.js'

export const setErrors = {
  setNotFound: { status: 404, code: 'set_not_found', ko: '앨범을 찾을 수 없습니다.', en: 'There is no such set.' },
  setFull: {
    status: 409,
    code: 'set_full',
    ko: `앨범에는 ${mostSongs}곡까지 담을 수 있습니다.`,
    en: `A set has at most ${mostSongs} tracks.`,
  },
  tooManySets: {
    status: 409,
    code: 'too_many_sets',
    ko: `앨범은 ${mostSets}개까지 만들 수 있습니다.`,
    en: `Nobody has more than ${mostSets} sets.`,
  },
} as const satisfies Record<string, ApiErrorDeclaration>
