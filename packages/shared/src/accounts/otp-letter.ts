import type { Language } from '../core/language.js'
import { type LetterText, renderLetter } from '../core/letter.js'

/** What is sent to an address: `code`, or that it has an account already. */
export interface OtpLetter {
  language: Language
  /** Null for an address that has an account. */
  code: string | null
  minutes: number
}

/** Subject, HTML and plain text. The code stands in the subject too, because phones show that first. */
export const renderOtpLetter = ({ language, code, minutes }: OtpLetter) => {
  const text = code === null ? registered[language] : signup[language](code, minutes)
  return renderLetter(language, text)
}

const signup: Record<Language, (code: string, minutes: number) => LetterText> = {
  ko: (code, minutes) => ({
    subject: `[Mudig] 인증번호 ${code}`,
    preview: `${minutes}분 안에 입력해 주세요.`,
    heading: '이메일을 확인해 주세요',
    paragraphs: ['Mudig에 오신 것을 환영합니다. 가입 화면에 아래 인증번호를 입력해 주세요.'],
    code,
    after: [
      `인증번호는 ${minutes}분 동안 한 번만 사용할 수 있습니다.`,
      '새 인증번호를 요청하면 이전 번호는 사용할 수 없습니다.',
    ],
    footer: '가입을 요청하지 않으셨다면 이 메일을 무시하셔도 됩니다. 인증번호를 누구에게도 알려 주지 마세요.',
  }),
  en: (code, minutes) => ({
    subject: `[Mudig] Your code is ${code}`,
    preview: `Enter it within ${minutes} minutes.`,
    heading: 'Confirm your e-mail address',
    paragraphs: ['Welcome to Mudig. Please enter this code on the sign-up page.'],
    code,
    after: [`It works once, for ${minutes} minutes.`, 'Asking for a new code makes this one invalid.'],
    footer: 'If you did not ask to sign up, you can ignore this mail. Never give the code to anybody.',
  }),
}

const registered: Record<Language, LetterText> = {
  ko: {
    subject: '[Mudig] 이미 가입된 이메일입니다',
    preview: '새로 가입하실 필요가 없습니다.',
    heading: '이미 Mudig 회원이십니다',
    paragraphs: [
      '이 이메일 주소로 회원가입 요청을 받았지만, 이미 가입된 계정이 있어 인증번호를 보내지 않았습니다.',
      '기존 계정으로 로그인해 주세요. 비밀번호가 기억나지 않으면 로그인 화면에서 비밀번호 찾기를 이용하실 수 있습니다.',
    ],
    after: [],
    footer: '가입을 요청하지 않으셨다면 이 메일을 무시하셔도 됩니다. 계정에는 아무 변화가 없습니다.',
  },
  en: {
    subject: '[Mudig] You already have an account',
    preview: 'There is no need to sign up again.',
    heading: 'You are a member already',
    paragraphs: [
      'Somebody asked to sign up with this e-mail address. It has an account already, so no code was sent.',
      'Please sign in with that account. If you have forgotten the password, the sign-in page offers to reset it.',
    ],
    after: [],
    footer: 'If this was not you, you can ignore this mail. Nothing about your account has changed.',
  },
}
