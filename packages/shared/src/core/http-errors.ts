import type { ApiErrorDeclaration } from './errors.js'

/** Failures that any route may answer with. What belongs to a domain is declared in that domain's errors.ts. */
export const httpErrors = {
  invalidInput: {
    status: 400,
    code: 'invalid_input',
    ko: '입력값이 올바르지 않습니다.',
    en: 'Some of the input is not valid.',
  },
  malformedBody: {
    status: 400,
    code: 'malformed_body',
    ko: '요청 본문을 읽을 수 없습니다.',
    en: 'The request body cannot be read.',
  },
  notSignedIn: { status: 401, code: 'not_signed_in', ko: '로그인이 필요합니다.', en: 'Please sign in.' },
  tokenInvalid: {
    status: 401,
    code: 'token_invalid',
    ko: '로그인이 만료되었거나 유효하지 않습니다. 다시 로그인해 주세요.',
    en: 'Your sign-in has expired or is not valid. Please sign in again.',
  },
  suspended: {
    status: 403,
    code: 'suspended',
    ko: '정지된 계정입니다. 읽을 수는 있지만 쓸 수는 없습니다.',
    en: 'This account is suspended: it may read and not write.',
  },
  banned: {
    status: 403,
    code: 'banned',
    ko: '이용이 영구 정지된 계정입니다.',
    en: 'This account is suspended for good.',
  },
  forbidden: { status: 403, code: 'forbidden', ko: '권한이 없습니다.', en: 'You are not allowed to do this.' },
  originRefused: {
    status: 403,
    code: 'origin_refused',
    ko: '이 페이지에서 보낸 요청은 받을 수 없습니다.',
    en: 'Requests from this page are not accepted here.',
  },
  notFound: { status: 404, code: 'not_found', ko: '찾을 수 없습니다.', en: 'Not found.' },
  bodyTooLarge: { status: 413, code: 'body_too_large', ko: '요청이 너무 큽니다.', en: 'The request is too large.' },
  unsupportedMediaType: {
    status: 415,
    code: 'unsupported_media_type',
    ko: '지원하지 않는 형식의 요청입니다.',
    en: 'This content type is not supported here.',
  },
  rateLimited: {
    status: 429,
    code: 'rate_limited',
    ko: '요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Too many requests. Please try again later.',
  },
  internal: {
    status: 500,
    code: 'internal_error',
    ko: '서버에서 문제가 발생했습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Something went wrong on our side. Please try again later.',
  },
  unavailable: {
    status: 503,
    code: 'unavailable',
    ko: '서비스를 잠시 이용할 수 없습니다. 잠시 후 다시 시도해 주세요.',
    en: 'The service is unavailable for a moment. Please try again shortly.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
