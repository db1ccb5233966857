import t from 'tap'
import { preferredLanguage } from './language.js'

t.test('Korean unless English is preferred', async t => {
  for (const [header, language] of [
    [undefined, 'ko'],
    ['', 'ko'],
    ['*', 'ko'],
    ['en', 'en'],
    ['en-US,en;q=0.9', 'en'],
    ['EN-gb', 'en'],
    ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
    ['en;q=0.7, ko;q=0.8', 'ko'],
    ['en;q=0.8, ko;q=0.7', 'en'],
    ['fr, de;q=0.5', 'ko'],
    ['fr, en;q=0.1', 'en'],
    ['en;q=0', 'ko'],
    ['en;q=7', 'ko'],
    ['en;q=x', 'ko'],
    ['en, ko', 'ko'],
    [';;,,q=1', 'ko'],
    [`${'x,'.repeat(10_000)}en`, 'ko'],
  ] as const) {
    t.equal(preferredLanguage(header), language, String(header).slice(0, 40))
  }
})
