import type { ApiErrorDeclaration } from '../core/errors.js'

export const playlistErrors = {
  playlistNotFound: {
    status: 404,
    code: 'playlist_not_found',
    ko: '플레이리스트를 찾을 수 없습니다.',
    en: 'There is no such playlist.',
  },
  jobNotFound: { status: 404, code: 'job_not_found', ko: '작업을 찾을 수 없습니다.', en: 'There is no such job.' },
  playlistUnfinished: {
    status: 409,
    code: 'playlist_unfinished',
    ko: '아직 완성되지 않은 플레이리스트는 공개 여부만 바꿀 수 있습니다.',
    en: 'Until a playlist is finished only its privacy can be changed.',
  },
  tooManyInFlight: {
    status: 429,
    code: 'too_many_in_flight',
    ko: '이미 만들고 있는 플레이리스트가 있어요. 완성된 뒤 다시 시도해 주세요.',
    en: 'You already have as many playlists in the making as you may. Try again when one is finished.',
  },
  tooManyDigs: {
    status: 429,
    code: 'too_many_digs',
    ko: '한동안 만들 수 있는 플레이리스트를 모두 만들었어요. 조금 쉬었다가 다시 시도해 주세요.',
    en: 'You have made as many playlists as you may for a while. Try again later.',
  },
  idempotencyKeyReused: {
    status: 409,
    code: 'idempotency_key_reused',
    ko: '같은 Idempotency-Key가 다른 요청에 사용되었습니다.',
    en: 'This Idempotency-Key was used for a request with another body.',
  },
  digRefused: {
    status: 400,
    code: 'dig_refused',
    ko: '이 상황으로는 플레이리스트를 만들 수 없어요. 다른 말로 적어 주세요.',
    en: 'No playlist can be made for these words. Try to say it in another way.',
  },
  digFailed: {
    status: 502,
    code: 'dig_failed',
    ko: '플레이리스트를 만들지 못했습니다.',
    en: 'The playlist could not be made.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>

const unavailable = {
  ko: '지금은 플레이리스트를 만들 수 없어요. 잠시 뒤 다시 시도해 주세요.',
  en: 'Playlists cannot be made right now. Try again in a while.',
}

/**
 * Why a dig failed, by the codes that the ledger keeps. Whatever else ended it is nothing that a listener could act on.
 */
const reasons: Readonly<Record<string, { ko: string; en: string }>> = {
  refused: playlistErrors.digRefused,
  cancelled: { ko: '만들기를 취소했어요.', en: 'The dig was cancelled.' },
  too_few_songs: {
    ko: '어울리는 노래를 충분히 찾지 못했어요. 상황이나 장르를 조금 바꿔 보세요.',
    en: 'Too few songs fit. Try another situation, genre or decade.',
  },
}

/** What a listener should read about a failed dig. */
export const digFailure = (code: string): { ko: string; en: string } => reasons[code] ?? unavailable
