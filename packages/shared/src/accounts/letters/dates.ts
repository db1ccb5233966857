import type { Language } from '../../core/language.js'

const locales: Record<Language, string> = { ko: 'ko-KR', en: 'en-GB' }
const timeZone = 'Asia/Seoul'

/** A moment as it is read in Korea. */
export const moment = (language: Language, at: Date): string => {
  const text = new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  }).format(at)
  return language === 'ko' ? `${text} (한국 시간)` : `${text} (Korean time)`
}

/** A day, likewise. */
export const day = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(at)
