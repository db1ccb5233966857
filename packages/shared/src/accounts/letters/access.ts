import type { Language } from '../../core/language.js'
import { type Letter, type LetterText, renderLetter } from '../../core/letter.js'
import { day } from './dates.js'

/** The link that sets a new password. */
export const renderResetLetter = ({
  language,
  url,
  minutes,
}: {
  language: Language
  url: string
  minutes: number
}): Letter => renderLetter(language, reset[language](url, minutes))

const reset: Record<Language, (url: string, minutes: number) => LetterText> = {
  ko: (url, minutes) => ({
    subject: '[Mudig] 비밀번호 재설정',
    preview: `${minutes}분 안에 새 비밀번호를 정해 주세요.`,
    heading: '새 비밀번호를 정해 주세요',
    paragraphs: ['비밀번호를 다시 설정해 달라는 요청을 받았습니다. 아래 버튼을 눌러 새 비밀번호를 정해 주세요.'],
    action: { label: '비밀번호 재설정하기', url },
    after: [`링크는 ${minutes}분 동안 한 번만 사용할 수 있습니다.`, '비밀번호를 바꾸면 모든 기기에서 로그아웃됩니다.'],
    footer:
      '요청하지 않으셨다면 이 메일을 무시하셔도 됩니다. 비밀번호는 바뀌지 않습니다. 링크를 누구에게도 전달하지 마세요.',
  }),
  en: (url, minutes) => ({
    subject: '[Mudig] Reset your password',
    preview: `Choose a new one within ${minutes} minutes.`,
    heading: 'Choose a new password',
    paragraphs: ['Somebody asked to reset the password of your account. Use the button below to choose a new one.'],
    action: { label: 'Reset the password', url },
    after: [`The link works once, for ${minutes} minutes.`, 'A new password signs you out on every device.'],
    footer:
      'If this was not you, you can ignore this mail: the password stays as it is. Never pass the link on to anybody.',
  }),
}

/** The link that opens an account. */
export const renderSignUpLetter = ({
  language,
  url,
  minutes,
}: {
  language: Language
  url: string
  minutes: number
}): Letter => renderLetter(language, signUp[language](url, minutes))

const signUp: Record<Language, (url: string, minutes: number) => LetterText> = {
  ko: (url, minutes) => ({
    subject: '[Mudig] 가입을 완료해 주세요',
    preview: `${minutes}분 안에 이메일을 확인해 주세요.`,
    heading: '이메일을 확인해 주세요',
    paragraphs: [
      '이 주소로 회원가입 요청을 받았습니다. 아래 버튼을 누르고 가입할 때 정하신 비밀번호를 입력하면 계정이 열립니다.',
    ],
    action: { label: '이메일 확인하기', url },
    after: [
      `링크는 ${minutes}분 동안 한 번만 사용할 수 있습니다.`,
      '다음부터는 가입할 때 정하신 비밀번호로 로그인하실 수 있습니다.',
    ],
    footer:
      '직접 가입하지 않으셨다면 이 메일을 무시하셔도 됩니다. 계정은 열리지 않습니다. 링크를 누구에게도 전달하지 마세요.',
  }),
  en: (url, minutes) => ({
    subject: '[Mudig] Complete your sign-up',
    preview: `Confirm your address within ${minutes} minutes.`,
    heading: 'Confirm your e-mail address',
    paragraphs: [
      'Somebody signed up with this e-mail address. The button below, and the password that was chosen then, open the account.',
    ],
    action: { label: 'Confirm the address', url },
    after: [
      `The link works once, for ${minutes} minutes.`,
      'Afterwards you sign in with the password that was chosen at the sign-up.',
    ],
    footer: 'If this was not you, you can ignore this mail: no account is opened. Never pass the link on to anybody.',
  }),
}

/** The link that opens an account by itself: it has to say that it is for whoever signed up alone. */
export const renderActivationLetter = ({
  language,
  url,
  hours,
}: {
  language: Language
  url: string
  hours: number
}): Letter => renderLetter(language, activation[language](url, hours))

const activation: Record<Language, (url: string, hours: number) => LetterText> = {
  ko: (url, hours) => ({
    subject: '[Mudig] 계정을 활성화해 주세요',
    preview: `${hours}시간 안에 이메일을 확인해 주세요.`,
    heading: '이메일을 확인해 주세요',
    paragraphs: [
      '이 주소로 회원가입 요청을 받았습니다. 직접 가입하셨다면 아래 버튼을 눌러 주세요. 계정이 바로 열립니다.',
    ],
    action: { label: '계정 활성화하기', url },
    after: [`링크는 ${hours}시간 동안 사용할 수 있습니다.`, '그다음 가입할 때 정하신 비밀번호로 로그인해 주세요.'],
    footer: '직접 가입하지 않으셨다면 버튼을 누르지 마세요. 계정은 열리지 않습니다. 링크를 누구에게도 전달하지 마세요.',
  }),
  en: (url, hours) => ({
    subject: '[Mudig] Activate your account',
    preview: `Confirm your address within ${hours} hours.`,
    heading: 'Confirm your e-mail address',
    paragraphs: [
      'Somebody signed up with this e-mail address. If that was you, the button below opens the account at once.',
    ],
    action: { label: 'Activate the account', url },
    after: [`The link works for ${hours} hours.`, 'Then sign in with the password that was chosen at the sign-up.'],
    footer: 'If this was not you, do not use the button: no account is opened then. Never pass the link on to anybody.',
  }),
}

/** How long a link is good: once within some minutes, or for some hours. */
type Lasting = { minutes: number } | { hours: number }

const lasting = (language: Language, good: Lasting): string => {
  if (language === 'ko')
    return 'hours' in good
      ? `링크는 ${good.hours}시간 동안 사용할 수 있습니다.`
      : `링크는 ${good.minutes}분 동안 한 번만 사용할 수 있습니다.`
  return 'hours' in good
    ? `The link works for ${good.hours} hours.`
    : `The link works once, for ${good.minutes} minutes.`
}

/** The link that brings a withdrawn account back. */
export const renderReactivationLetter = ({
  language,
  url,
  until,
  ...good
}: { language: Language; url: string; until: Date } & Lasting): Letter =>
  renderLetter(language, reactivation[language](url, lasting(language, good), day(language, until)))

const reactivation: Record<Language, (url: string, lasts: string, until: string) => LetterText> = {
  ko: (url, lasts, until) => ({
    subject: '[Mudig] 탈퇴한 계정을 다시 사용하시겠어요?',
    preview: `${until}까지 돌아오실 수 있습니다.`,
    heading: '다시 돌아오시겠어요?',
    paragraphs: [
      '탈퇴한 계정으로 로그인하거나 비밀번호를 찾으려는 요청을 받았습니다.',
      `${until}까지는 아래 버튼으로 계정과 플레이리스트를 되살릴 수 있습니다. 그 뒤에는 개인정보가 삭제됩니다.`,
    ],
    action: { label: '계정 되살리기', url },
    after: [lasts],
    footer: '돌아오지 않으시려면 아무것도 하지 않으셔도 됩니다. 링크를 누구에게도 전달하지 마세요.',
  }),
  en: (url, lasts, until) => ({
    subject: '[Mudig] Would you like your account back?',
    preview: `You can return until ${until}.`,
    heading: 'Would you like to come back?',
    paragraphs: [
      'Somebody tried to sign in to your withdrawn account, or to reset its password.',
      `Until ${until} the button below brings the account and its playlists back. After that its personal data is erased.`,
    ],
    action: { label: 'Bring the account back', url },
    after: [lasts],
    footer: 'If you do not want to return, there is nothing to do. Never pass the link on to anybody.',
  }),
}

/** Tells the owner of an address that it has an account, or had one until lately. */
export const renderReminderLetter = ({ language, withdrawn }: { language: Language; withdrawn: boolean }): Letter =>
  renderLetter(language, (withdrawn ? reminderOfWithdrawn : reminder)[language])

const reminder: Record<Language, LetterText> = {
  ko: {
    subject: '[Mudig] 가입된 이메일입니다',
    preview: '이 주소로 로그인하실 수 있습니다.',
    heading: '이 이메일로 가입하셨습니다',
    paragraphs: ['이 주소로 만든 Mudig 계정이 있습니다. 로그인 화면에서 이 이메일 주소를 입력해 주세요.'],
    after: ['비밀번호가 기억나지 않으면 로그인 화면에서 비밀번호 찾기를 이용하실 수 있습니다.'],
    footer: '요청하지 않으셨다면 이 메일을 무시하셔도 됩니다. 계정에는 아무 변화가 없습니다.',
  },
  en: {
    subject: '[Mudig] You have an account with this address',
    preview: 'You can sign in with it.',
    heading: 'This address has an account',
    paragraphs: ['There is a Mudig account with this e-mail address. Enter it on the sign-in page.'],
    after: ['If you have forgotten the password, the sign-in page offers to reset it.'],
    footer: 'If you did not ask, you can ignore this mail. Nothing about your account has changed.',
  },
}

const reminderOfWithdrawn: Record<Language, LetterText> = {
  ko: {
    subject: '[Mudig] 탈퇴한 이메일입니다',
    preview: '아직 돌아오실 수 있습니다.',
    heading: '이 이메일의 계정은 탈퇴한 상태입니다',
    paragraphs: ['로그인 화면의 비밀번호 찾기에 이 주소를 입력하시면 계정을 되살릴 수 있는 링크를 보내 드립니다.'],
    after: [],
    footer: '요청하지 않으셨다면 이 메일을 무시하셔도 됩니다.',
  },
  en: {
    subject: '[Mudig] The account with this address was withdrawn',
    preview: 'You can still come back.',
    heading: 'The account with this address was withdrawn',
    paragraphs: [
      'Enter the address where the sign-in page offers to reset the password: the mail that follows brings the account back.',
    ],
    after: [],
    footer: 'If you did not ask, you can ignore this mail.',
  },
}
