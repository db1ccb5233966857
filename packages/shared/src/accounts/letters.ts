import type { Language } from '../core/language.js'
import { type Letter, type LetterText, renderLetter } from '../core/letter.js'
import type { Provider } from '../core/providers.js'

const locales: Record<Language, string> = { ko: 'ko-KR', en: 'en-GB' }
const timeZone = 'Asia/Seoul'

/** A moment as it is read in Korea. */
const moment = (language: Language, at: Date): string => {
  const text = new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  }).format(at)
  return language === 'ko' ? `${text} (한국 시간)` : `${text} (Korean time)`
}

const day = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(at)

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

/** The link that brings a withdrawn account back. */
export const renderReactivationLetter = (given: {
  language: Language
  url: string
  minutes: number
  until: Date
}): Letter =>
  renderLetter(given.language, reactivation[given.language](given.url, given.minutes, day(given.language, given.until)))

const reactivation: Record<Language, (url: string, minutes: number, until: string) => LetterText> = {
  ko: (url, minutes, until) => ({
    subject: '[Mudig] 탈퇴한 계정을 다시 사용하시겠어요?',
    preview: `${until}까지 돌아오실 수 있습니다.`,
    heading: '다시 돌아오시겠어요?',
    paragraphs: [
      '탈퇴한 계정으로 로그인하거나 비밀번호를 찾으려는 요청을 받았습니다.',
      `${until}까지는 아래 버튼으로 계정과 플레이리스트를 되살릴 수 있습니다. 그 뒤에는 개인정보가 삭제됩니다.`,
    ],
    action: { label: '계정 되살리기', url },
    after: [`링크는 ${minutes}분 동안 한 번만 사용할 수 있습니다.`],
    footer: '돌아오지 않으시려면 아무것도 하지 않으셔도 됩니다. 링크를 누구에게도 전달하지 마세요.',
  }),
  en: (url, minutes, until) => ({
    subject: '[Mudig] Would you like your account back?',
    preview: `You can return until ${until}.`,
    heading: 'Would you like to come back?',
    paragraphs: [
      'Somebody tried to sign in to your withdrawn account, or to reset its password.',
      `Until ${until} the button below brings the account and its playlists back. After that its personal data is erased.`,
    ],
    action: { label: 'Bring the account back', url },
    after: [`The link works once, for ${minutes} minutes.`],
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

/**
 * A notice of what somebody else may have done. `resetUrl` is the page where its reader can act at once; it bears no
 * token, because mails lie around.
 */
interface Notice {
  language: Language
  at: Date
  resetUrl: string
}

const renderNotice = ({ language, resetUrl }: Notice, letter: LetterText): Letter =>
  renderLetter(language, {
    ...letter,
    action: { label: language === 'ko' ? '비밀번호 재설정하기' : 'Reset the password', url: resetUrl },
  })

/** Tells that the password is another one now. */
export const renderPasswordChangedLetter = (notice: Notice): Letter =>
  renderNotice(notice, passwordChanged[notice.language](moment(notice.language, notice.at)))

const passwordChanged: Record<Language, (at: string) => LetterText> = {
  ko: at => ({
    subject: '[Mudig] 비밀번호가 변경되었습니다',
    preview: '모든 기기에서 로그아웃되었습니다.',
    heading: '비밀번호가 변경되었습니다',
    paragraphs: ['계정의 비밀번호가 변경되었고, 모든 기기에서 로그아웃되었습니다.'],
    after: [`변경 시각: ${at}`, '직접 변경하셨다면 더 하실 일은 없습니다.'],
    footer: '직접 변경하지 않으셨다면 위의 링크에서 지금 바로 새 비밀번호를 정해 주세요.',
  }),
  en: at => ({
    subject: '[Mudig] Your password was changed',
    preview: 'You were signed out on every device.',
    heading: 'Your password was changed',
    paragraphs: [`The password of your account was changed on ${at}, and every device was signed out.`],
    after: ['If this was you, there is nothing more to do.'],
    footer: 'If this was not you, reset the password by the link above now.',
  }),
}

export interface NewDevice extends Notice {
  /** Null for one that did not say what it is. */
  device: string | null
  address: string | null
}

/** Tells of a sign-in from a browser and network that the account was never seen with. */
export const renderNewDeviceLetter = ({ device, address, ...notice }: NewDevice): Letter =>
  renderNotice(notice, newDevice[notice.language](device, address, moment(notice.language, notice.at)))

const newDevice: Record<Language, (device: string | null, address: string | null, at: string) => LetterText> = {
  ko: (device, address, at) => ({
    subject: '[Mudig] 새 기기에서 로그인했습니다',
    preview: device ?? '알 수 없는 기기',
    heading: '새 기기에서 로그인했습니다',
    paragraphs: ['처음 보는 기기나 네트워크에서 계정에 로그인했습니다.'],
    after: [`시각: ${at}`, `기기: ${device ?? '알 수 없음'}`, `IP 주소: ${address ?? '알 수 없음'}`],
    footer:
      '직접 로그인하지 않으셨다면 위의 링크에서 지금 바로 새 비밀번호를 정해 주세요. 모든 기기에서 로그아웃됩니다.',
  }),
  en: (device, address, at) => ({
    subject: '[Mudig] A sign-in from a new device',
    preview: device ?? 'an unknown device',
    heading: 'A sign-in from a new device',
    paragraphs: ['Your account was signed in to from a device or network that we had not seen before.'],
    after: [`Time: ${at}`, `Device: ${device ?? 'unknown'}`, `IP address: ${address ?? 'unknown'}`],
    footer: 'If this was not you, reset the password by the link above now: that signs out every device.',
  }),
}

const providerNames: Record<Language, Record<Provider, string>> = {
  ko: { google: 'Google', kakao: '카카오', naver: '네이버' },
  en: { google: 'Google', kakao: 'Kakao', naver: 'Naver' },
}

/** Tells that an account of a provider opens the account from now on, or does not any more. */
export const renderProviderLetter = ({
  provider,
  isLinked,
  ...notice
}: Notice & { provider: Provider; isLinked: boolean }): Letter => {
  const { language, at } = notice
  return renderNotice(
    notice,
    (isLinked ? providerLinked : providerUnlinked)[language](providerNames[language][provider], moment(language, at)),
  )
}

const providerLinked: Record<Language, (name: string, at: string) => LetterText> = {
  ko: (name, at) => ({
    subject: `[Mudig] ${name} 계정이 연결되었습니다`,
    preview: `이제 ${name} 계정으로 로그인할 수 있습니다.`,
    heading: `${name} 계정이 연결되었습니다`,
    paragraphs: [`이제 ${name} 계정으로도 Mudig에 로그인할 수 있습니다.`],
    after: [`연결 시각: ${at}`, '직접 연결하셨다면 더 하실 일은 없습니다.'],
    footer: `직접 연결하지 않으셨다면 위의 링크에서 지금 바로 새 비밀번호를 정하고(모든 기기에서 로그아웃됩니다), 다시 로그인해 ${name} 연결을 해제해 주세요.`,
  }),
  en: (name, at) => ({
    subject: `[Mudig] ${name} was linked to your account`,
    preview: `You can sign in with ${name} now.`,
    heading: `${name} was linked to your account`,
    paragraphs: [`From now on you can sign in to Mudig with ${name}, too.`],
    after: [`Time: ${at}`, 'If this was you, there is nothing more to do.'],
    footer: `If this was not you, reset the password by the link above now, which signs out every device; then sign in and unlink ${name}.`,
  }),
}

const providerUnlinked: Record<Language, (name: string, at: string) => LetterText> = {
  ko: (name, at) => ({
    subject: `[Mudig] ${name} 계정 연결이 해제되었습니다`,
    preview: `이제 ${name} 계정으로 로그인할 수 없습니다.`,
    heading: `${name} 계정 연결이 해제되었습니다`,
    paragraphs: [`이제 ${name} 계정으로는 Mudig에 로그인할 수 없습니다. 다른 로그인 방법은 그대로입니다.`],
    after: [`해제 시각: ${at}`, '직접 해제하셨다면 더 하실 일은 없습니다.'],
    footer: '직접 해제하지 않으셨다면 위의 링크에서 지금 바로 새 비밀번호를 정해 주세요. 모든 기기에서 로그아웃됩니다.',
  }),
  en: (name, at) => ({
    subject: `[Mudig] ${name} was unlinked from your account`,
    preview: `You can no longer sign in with ${name}.`,
    heading: `${name} was unlinked from your account`,
    paragraphs: [`You can no longer sign in to Mudig with ${name}. Your other ways to sign in stay as they are.`],
    after: [`Time: ${at}`, 'If this was you, there is nothing more to do.'],
    footer: 'If this was not you, reset the password by the link above now: that signs out every device.',
  }),
}

/** The link to a copy of what is known of somebody. */
export const renderExportLetter = ({
  language,
  url,
  until,
}: {
  language: Language
  url: string
  until: Date
}): Letter => renderLetter(language, exportReady[language](url, moment(language, until)))

const exportReady: Record<Language, (url: string, until: string) => LetterText> = {
  ko: (url, until) => ({
    subject: '[Mudig] 데이터 사본이 준비되었습니다',
    preview: '아래 링크에서 내려받을 수 있습니다.',
    heading: '데이터 사본이 준비되었습니다',
    paragraphs: [
      '요청하신 데이터 사본을 준비했습니다. 프로필, 로그인 기록, 플레이리스트, 좋아요, 댓글, 팔로우와 이미지가 하나의 ZIP 파일에 들어 있습니다.',
    ],
    action: { label: '데이터 내려받기', url },
    after: [`${until}까지 내려받을 수 있습니다.`, '계정을 탈퇴하면 링크가 바로 사라집니다.'],
    footer:
      '이 링크를 가진 사람은 누구나 사본을 내려받을 수 있습니다. 누구에게도 전달하지 마세요. 요청하지 않으셨다면 비밀번호를 변경해 주세요.',
  }),
  en: (url, until) => ({
    subject: '[Mudig] The copy of your data is ready',
    preview: 'The link below downloads it.',
    heading: 'The copy of your data is ready',
    paragraphs: [
      'Here is the copy of your data that you asked for: profile, sign-ins, playlists, likes, comments, follows and pictures in one ZIP file.',
    ],
    action: { label: 'Download my data', url },
    after: [`You can download it until ${until}.`, 'The link ends at once when you withdraw your account.'],
    footer:
      'Whoever has this link can download the copy. Never pass it on. If you did not ask for it, change your password.',
  }),
}
