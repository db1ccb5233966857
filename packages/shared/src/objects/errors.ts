import type { ApiErrorDeclaration } from '../core/errors.js'

export const objectErrors = {
  uploadNotFound: {
    status: 404,
    code: 'picture_upload_not_found',
    ko: '업로드한 사진을 찾을 수 없습니다.',
    en: 'There is no such upload.',
  },
  uploadAttached: {
    status: 409,
    code: 'picture_attached',
    ko: '이미 사용 중인 사진입니다. 먼저 게시물이나 프로필에서 빼 주세요.',
    en: 'Something shows this picture. Take it out there first.',
  },
  tooManyUploads: {
    status: 429,
    code: 'too_many_pictures',
    ko: '하루에 올릴 수 있는 사진 수를 넘었습니다.',
    en: 'You have uploaded as many pictures as a day allows.',
  },
  formRefused: {
    status: 403,
    code: 'picture_form_refused',
    ko: '사진을 올릴 수 있는 시간이 지났거나 양식이 올바르지 않습니다. 다시 시도해 주세요.',
    en: 'The form has expired, or is not the one that was signed. Ask for another one.',
  },
  formInvalid: {
    status: 400,
    code: 'picture_form_invalid',
    ko: '10MB 이하의 사진만 올릴 수 있습니다.',
    en: 'The form has no file, or one that is too large.',
  },
  pictureUnknown: {
    status: 400,
    code: 'picture_unknown',
    ko: '직접 올린 사진만 사용할 수 있습니다. 사진을 다시 올려 주세요.',
    en: 'Only pictures that you uploaded yourself can be used, each in one place. Upload it again.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
