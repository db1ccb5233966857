import t from 'tap'
import { cleanText, isWellFormed } from './text.js'

/** Some of these characters cannot stand in a report. */
const codePoints = (text: string) => [...text].map(character => character.codePointAt(0)?.toString(16)).join(' ')

t.test('texts are normalised and trimmed; what no text may hold is refused', async t => {
  t.equal(cleanText('  한\u200b글  ', 'line'), '한\u200b글')
  t.equal(cleanText('e\u0301', 'line'), 'é')
  t.equal(cleanText('\u1112\u1161\u11ab', 'line'), '한', 'decomposed Hangul, as macOS sends it')
  t.equal(cleanText('👨‍👩‍👧‍👦 🎧', 'line'), '👨‍👩‍👧‍👦 🎧')
  t.equal(cleanText('שלום', 'line'), 'שלום')
  t.equal(cleanText('a\r\nb\n\tc', 'lines'), 'a\nb\n\tc')
  for (const odd of ['a\nb', 'a\tb', 'a\u0000b', 'a\u0007b', 'a\u0085b', 'a\u009fb', 'a\u2028b', 'a\ud800b', '\udc00']) {
    t.equal(cleanText(odd, 'line'), undefined, codePoints(odd))
  }
  for (const odd of ['a\u0000b', 'a\u001bb', 'a\rb', 'a\u2029b', '\ud83d']) t.equal(cleanText(odd, 'lines'), undefined, codePoints(odd))
})

t.test('well-formed means that there is a UTF-8 form', async t => {
  t.ok(isWellFormed('🎧'))
  t.notOk(isWellFormed('🎧'.slice(0, 1)))
})

t.test('a text that nobody can see is empty, and none turns around what follows it', async t => {
  for (const invisible of ['\u00a0\u200b', '\u200d', '\u3164', '\u2066\u2069']) t.equal(cleanText(invisible, 'line'), '')
  t.equal(cleanText('비\u202e 오는 밤', 'line'), '비 오는 밤')
  t.equal(cleanText('👨‍👩‍👧‍👦', 'line'), '👨‍👩‍👧‍👦', 'joiners within stay')
})
