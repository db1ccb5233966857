import t from 'tap'
import {
  renderActivationLetter,
  renderReactivationLetter,
  renderReminderLetter,
  renderResetLetter,
  renderSignUpLetter,
} from './access.js'
import { renderExportLetter } from './export.js'
import { renderNewDeviceLetter, renderPasswordChangedLetter, renderProviderLetter } from './security.js'

const languages = ['ko', 'en'] as const
const url = 'https://mudig.example/password/reset?token=7.abc_def-123'
const at = new Date('2026-11-20T15:04:05Z')

t.test('a letter with a link bears it once to press and once to read, and how long it is good', async t => {
  for (const language of languages) {
    for (const letter of [
      renderResetLetter({ language, url, minutes: 15 }),
      renderReactivationLetter({ language, url, minutes: 15, until: at }),
      renderSignUpLetter({ language, url, minutes: 15 }),
    ]) {
      t.equal(letter.html.split(url).length, 3)
      t.equal(letter.text.split(url).length, 2)
      for (const part of [letter.html, letter.text]) t.match(part, language === 'ko' ? '15분' : '15 minutes')
      t.notMatch(letter.subject, 'token')
      t.equal(/[가-힣]/.test(letter.text), language === 'ko')
      t.notMatch(letter.html, /src=|url\(|<img|<link|<script/)
    }
  }
})

t.test('a link that is enough by itself lasts for hours, and warns whoever did not ask', async t => {
  for (const language of languages) {
    const letter = renderActivationLetter({ language, url, hours: 24 })
    for (const { html, text } of [letter, renderReactivationLetter({ language, url, hours: 24, until: at })]) {
      t.equal(html.split(url).length, 3)
      t.equal(text.split(url).length, 2)
      t.match(text, language === 'ko' ? '24시간' : '24 hours')
    }
    t.match(letter.text, language === 'ko' ? '버튼을 누르지 마세요' : 'do not use the button')
  }
})

t.test('letters that only tell bear no link', async t => {
  for (const language of languages) {
    for (const letter of [
      renderReminderLetter({ language, withdrawn: false }),
      renderReminderLetter({ language, withdrawn: true }),
    ]) {
      t.notMatch(letter.html + letter.text, /https?:/)
      t.equal(/[가-힣]/.test(letter.text), language === 'ko')
      t.equal(letter.text.includes('undefined') || letter.text.includes('null'), false)
    }
  }
})

t.test(
  'what tells of something that somebody else may have done leads to the password, by a link that bears no secret',
  async t => {
    const resetUrl = 'https://mudig.example/password/reset'
    for (const language of languages) {
      const notice = { language, at, resetUrl }
      for (const letter of [
        renderPasswordChangedLetter(notice),
        renderProviderLetter({ ...notice, provider: 'kakao', isLinked: true }),
        renderProviderLetter({ ...notice, provider: 'google', isLinked: false }),
        renderNewDeviceLetter({ ...notice, device: 'Chrome, Windows', address: '192.0.2.7' }),
      ]) {
        t.match(letter.html, `href="${resetUrl}"`)
        t.match(letter.text, `\n${resetUrl}\n`)
        t.notMatch(letter.html + letter.text, /token/)
        t.equal(/[가-힣]/.test(letter.text), language === 'ko')
        t.equal(letter.text.includes('undefined') || letter.text.includes('null'), false)
      }
    }
  },
)

t.test('moments are told in Korean time, devices by name, and words are never markup', async t => {
  t.match(
    renderPasswordChangedLetter({ language: 'ko', at, resetUrl: url }).text,
    /2026년 11월 21일.*00:04 \(한국 시간\)/,
  )
  t.match(
    renderPasswordChangedLetter({ language: 'en', at, resetUrl: url }).text,
    /21 November 2026.*00:04 \(Korean time\)/,
  )
  const { html, text } = renderNewDeviceLetter({ language: 'en', device: '<b>', address: null, at, resetUrl: url })
  t.notMatch(html, '<b>')
  t.match(text, 'IP address: unknown')
})

t.test('the letter with a copy bears its link once to press and once to read, and until when it opens', async t => {
  const link = 'https://api.mudig.example/user/export/abcdefghijklmnopqrstuvwxyz-0123456789_ABCDE'
  for (const language of languages) {
    const letter = renderExportLetter({ language, url: link, until: at })
    t.equal(letter.html.split(link).length, 3)
    t.equal(letter.text.split(link).length, 2)
    for (const part of [letter.html, letter.text])
      t.match(part, language === 'ko' ? '2026년 11월 21일' : '21 November 2026')
    t.equal(/[가-힣]/.test(letter.text), language === 'ko')
    t.notMatch(letter.html, /src=|url\(|<img|<link|<script/)
  }
})
