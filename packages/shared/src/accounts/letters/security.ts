import type { Language } from '../../core/language.js'
import { type Letter, type LetterText, renderLetter } from '../../core/letter.js'
import type { Provider } from '../../core/providers.js'
import { moment } from './dates.js'

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
