import type { ApiErrorDeclaration } from '../core/errors.js'

export const trackErrors = {
  trackNotFound: { status: 404, code: 'track_not_found', ko: '곡을 찾을 수 없습니다.', en: 'There is no such track.' },
  trackUnfinished: {
    status: 409,
    code: 'track_unfinished',
    ko: '아직 준비되지 않은 곡입니다.',
    en: 'The track is not ready yet.',
  },
  fileNotFound: {
    status: 404,
    code: 'track_file_not_found',
    ko: '이 형식의 파일은 없습니다.',
    en: 'The track has no file in this format.',
  },
  uploadNotFound: {
    status: 404,
    code: 'upload_not_found',
    ko: '업로드를 찾을 수 없습니다.',
    en: 'There is no such upload.',
  },
  uploadExpired: {
    status: 410,
    code: 'upload_expired',
    ko: '업로드가 끝나지 않은 채로 하루가 지나 사라졌습니다. 처음부터 다시 올려 주세요.',
    en: 'The upload was not finished within a day and is gone. Begin again.',
  },
  uploadOffset: {
    status: 409,
    code: 'upload_offset',
    ko: '이어 올릴 위치가 서버와 다릅니다. 현재 위치를 다시 확인해 주세요.',
    en: 'Upload-Offset is not where the upload stands. Ask for it with HEAD.',
  },
  uploadBusy: {
    status: 423,
    code: 'upload_busy',
    ko: '다른 연결에서 같은 파일을 올리고 있습니다.',
    en: 'Another connection is writing to this upload.',
  },
  uploadUnfinished: {
    status: 409,
    code: 'upload_unfinished',
    ko: '아직 모두 올라오지 않았습니다.',
    en: 'Not all of the bytes have arrived.',
  },
  uploadDone: {
    status: 409,
    code: 'upload_done',
    ko: '이미 곡이 된 업로드입니다.',
    en: 'The upload has become a track already.',
  },
  tusVersion: {
    status: 412,
    code: 'tus_version',
    ko: '지원하지 않는 tus 버전입니다. 1.0.0을 사용해 주세요.',
    en: 'This server speaks version 1.0.0 of the tus protocol.',
  },
  tooLarge: {
    status: 413,
    code: 'track_too_large',
    ko: '파일이 너무 큽니다.',
    en: 'The file is larger than an upload may be.',
  },
  tooManyUploads: {
    status: 429,
    code: 'too_many_uploads',
    ko: '오늘 올릴 수 있는 곡을 모두 올렸습니다. 내일 다시 시도해 주세요.',
    en: 'You have uploaded as many tracks as you may for a day. Try again later.',
  },
  wrongPosition: {
    status: 400,
    code: 'wrong_position',
    ko: '댓글의 위치가 곡의 길이를 벗어납니다.',
    en: 'The position lies outside of the track.',
  },
  wrongChapters: {
    status: 400,
    code: 'wrong_chapters',
    ko: '챕터는 시작 시각 순서로, 곡의 길이 안에 있어야 합니다.',
    en: 'Chapters stand by their beginnings, each later than the one before and within the track.',
  },
  unsupported: {
    status: 503,
    code: 'tracks_unavailable',
    ko: '지금은 곡을 올릴 수 없습니다.',
    en: 'Tracks cannot be uploaded here: this server has no ffmpeg.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>

const generic = {
  ko: '곡을 처리하지 못했습니다. 잠시 뒤 다시 올려 주세요.',
  en: 'The track could not be processed. Try to upload it again in a while.',
}

/** Why a file became no track, by the codes that the ledger keeps. */
const reasons: Readonly<Record<string, { ko: string; en: string }>> = {
  not_audio: { ko: '소리 파일이 아닙니다.', en: 'The file is no audio file.' },
  no_audio: { ko: '파일에 소리가 없습니다.', en: 'The file has no sound in it.' },
  audio_unreadable: { ko: '파일이 손상되어 읽을 수 없습니다.', en: 'The file is damaged and cannot be read.' },
  audio_too_fine: {
    ko: '채널 8개, 192 kHz까지의 소리만 올릴 수 있습니다.',
    en: 'A track has at most 8 channels and 192 kHz.',
  },
  too_short: { ko: '1초보다 짧은 곡은 올릴 수 없습니다.', en: 'The track is shorter than a second.' },
  too_long: { ko: '곡이 너무 깁니다.', en: 'The track is longer than a track may be.' },
  cancelled: { ko: '처리를 취소했습니다.', en: 'The processing was stopped on request.' },
  deleted: { ko: '삭제된 곡입니다.', en: 'The track was deleted.' },
  too_many_hours: {
    ko: '오늘 올릴 수 있는 시간을 모두 채웠습니다. 내일 다시 올려 주세요.',
    en: 'You have uploaded as many hours of sound as you may for a day. Try again tomorrow.',
  },
  replaced: { ko: '처리되기 전에 다른 파일로 바뀌었습니다.', en: 'Another file took its place before it was ready.' },
  wrong_hash: {
    ko: '올라온 파일이 보내려던 파일과 다릅니다. 다시 올려 주세요.',
    en: 'What arrived is not the file that was announced. Upload it again.',
  },
  upload_lost: {
    ko: '올라온 파일이 저장소에서 사라졌습니다. 다시 올려 주세요.',
    en: 'What was uploaded is no longer in the store. Upload it again.',
  },
}

/** What a musician is told of a failure, in each language. */
export const trackFailure = (code: string): { ko: string; en: string } => reasons[code] ?? generic
