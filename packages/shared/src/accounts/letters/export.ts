import type { Language } from '../../core/language.js'
import { type Letter, type LetterText, renderLetter } from '../../core/letter.js'
import { moment } from './dates.js'

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
