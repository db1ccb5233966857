import t from 'tap'
import { renderLetter } from '../core/letter.js'
import { renderOtpLetter } from './otp-letter.js'

t.test('the letter with a code, in both languages', async t => {
  for (const language of ['ko', 'en'] as const) {
    const letter = renderOtpLetter({ language, code: '012345', minutes: 10 })
    for (const part of [letter.subject, letter.html, letter.text]) t.match(part, '012345')
    for (const part of [letter.html, letter.text]) t.match(part, language === 'ko' ? '10분' : '10 minutes')
    t.match(letter.html, `<html lang="${language}">`)
    t.equal(/[가-힣]/.test(letter.text), language === 'ko')
  }
})

t.test('the letter to somebody who has an account bears no code', async t => {
  for (const language of ['ko', 'en'] as const) {
    const letter = renderOtpLetter({ language, code: null, minutes: 10 })
    t.notMatch(letter.text + letter.subject, /\d{6}/)
  }
})

t.test('nothing in a letter is fetched, and words are never markup', async t => {
  t.notMatch(
    renderOtpLetter({ language: 'ko', code: '123456', minutes: 10 }).html,
    /https?:|src=|url\(|<img|<link|<script/,
  )
  const { html } = renderLetter('en', {
    subject: '<b>',
    preview: '&',
    heading: '"quoted"',
    paragraphs: ["<img src='x'>"],
    after: ['<i>'],
    footer: '</table>',
  })
  t.notMatch(html, /<b>|<img|<i>|&(?!#)/)
  t.equal(html.split('</table>').length, 3)
})
