import type { ApiErrorDeclaration } from '../errors.js'

export const accountErrors = {
  otpWrong: { status: 400, code: 'otp_wrong', ko: '인증번호가 올바르지 않거나 만료되었습니다.', en: 'The code is wrong or has expired.' },
  otpSpent: {
    status: 400,
    code: 'otp_spent',
    ko: '인증번호를 너무 많이 틀렸습니다. 새 인증번호를 요청해 주세요.',
    en: 'Too many wrong codes. Please ask for a new one.',
  },
  otpTooOften: {
    status: 429,
    code: 'otp_too_often',
    ko: '인증번호를 너무 자주 요청했습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Too many codes were asked for. Please try again later.',
  },
  signupTokenInvalid: {
    status: 400,
    code: 'signup_token_invalid',
    ko: '이메일 인증이 만료되었거나 유효하지 않습니다. 이메일 인증을 다시 진행해 주세요.',
    en: 'The e-mail confirmation has expired or is not valid. Please confirm your e-mail address again.',
  },
  nameTaken: { status: 400, code: 'name_taken', ko: '이미 사용 중인 닉네임 입니다.', en: 'This name is already taken.' },
  nameNotAllowed: {
    status: 400,
    code: 'name_not_allowed',
    ko: '닉네임은 2자 이상 20자 이하이며, 보이지 않는 문자를 사용할 수 없습니다.',
    en: 'Names have 2 to 20 characters, none of them invisible.',
  },
  emailTaken: { status: 400, code: 'email_taken', ko: '이미 가입된 이메일입니다.', en: 'This e-mail address already has an account.' },
  pictureNotUsable: {
    status: 400,
    code: 'picture_not_usable',
    ko: '사용할 수 없는 이미지입니다. 2500만 화소 이하의 JPEG, PNG, WebP, AVIF, GIF 파일을 올려 주세요.',
    en: 'This picture cannot be used. JPEG, PNG, WebP, AVIF and GIF of up to 25 million pixels can.',
  },
  passwordTooCommon: {
    status: 400,
    code: 'password_too_common',
    ko: '너무 흔한 비밀번호입니다. 다른 비밀번호를 사용해 주세요.',
    en: 'This password is too common. Please choose another one.',
  },
  loginFailed: {
    status: 401,
    code: 'login_failed',
    ko: '이메일 또는 비밀번호가 올바르지 않습니다.',
    en: 'The e-mail address or the password is wrong.',
  },
  loginTooOften: {
    status: 429,
    code: 'login_too_often',
    ko: '로그인 시도가 너무 많습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Too many attempts to sign in. Please try again later.',
  },
  refreshInvalid: {
    status: 401,
    code: 'refresh_invalid',
    ko: '로그인이 만료되었습니다. 다시 로그인해 주세요.',
    en: 'Your sign-in has expired. Please sign in again.',
  },
  passwordWrong: {
    status: 400,
    code: 'password_wrong',
    ko: '현재 비밀번호가 일치하지 않습니다.',
    en: 'The current password is wrong.',
  },
  passwordNotSet: {
    status: 400,
    code: 'password_not_set',
    ko: '비밀번호가 없는 계정입니다. 비밀번호 찾기로 비밀번호를 먼저 정해 주세요.',
    en: 'This account has no password. The mail for a forgotten one lets you set it.',
  },
  passwordTooOften: {
    status: 429,
    code: 'password_too_often',
    ko: '비밀번호를 너무 많이 틀렸습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Too many wrong passwords. Please try again later.',
  },
  mailTooOften: {
    status: 429,
    code: 'mail_too_often',
    ko: '메일을 너무 자주 요청했습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Too many mails were asked for. Please try again later.',
  },
  linkInvalid: {
    status: 400,
    code: 'link_invalid',
    ko: '링크가 만료되었거나 이미 사용되었습니다. 다시 요청해 주세요.',
    en: 'The link has expired or was used already. Please ask for a new one.',
  },
  sessionNotFound: { status: 404, code: 'session_not_found', ko: '로그인 기록을 찾을 수 없습니다.', en: 'There is no such session.' },
  signInAgain: {
    status: 400,
    code: 'sign_in_again',
    ko: '본인 확인을 위해 다시 로그인한 뒤 시도해 주세요.',
    en: 'Please sign in again first, so that we know it is you.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
