import t from 'tap'
import { cleanText, cutText, isWellFormed, typedAddress, typedCode } from './text.js'

/** Some of these characters cannot stand in a report. */
const codePoints = (text: string) => [...text].map(character => character.codePointAt(0)?.toString(16)).join(' ')

t.test('texts are normalised and trimmed; what no text may hold is refused', async t => {
  t.equal(cleanText('  한\u200b글  ', 'line'), '한\u200b글')
  t.equal(cleanText('e\u0301', 'line'), 'é')
  t.equal(cleanText('\u1112\u1161\u11ab', 'line'), '한', 'decomposed Hangul, as macOS sends it')
  t.equal(cleanText('👨‍👩‍👧‍👦 🎧', 'line'), '👨‍👩‍👧‍👦 🎧')
  t.equal(cleanText('שלום', 'line'), 'שלום')
  t.equal(cleanText('a\r\nb\n\tc', 'lines'), 'a\nb\n\tc')
  for (const odd of [
    'a\nb',
    'a\tb',
    'a\u0000b',
    'a\u0007b',
    'a\u0085b',
    'a\u009fb',
    'a\u2028b',
    'a\ud800b',
    '\udc00',
  ]) {
    t.equal(cleanText(odd, 'line'), undefined, codePoints(odd))
  }
  for (const odd of ['a\u0000b', 'a\u001bb', 'a\rb', 'a\u2029b', '\ud83d'])
    t.equal(cleanText(odd, 'lines'), undefined, codePoints(odd))
})

t.test('well-formed means that there is a UTF-8 form', async t => {
  t.ok(isWellFormed('🎧'))
  t.notOk(isWellFormed('🎧'.slice(0, 1)))
})

t.test('a text that nobody can see is empty, and none turns around what follows it', async t => {
  for (const invisible of ['\u00a0\u200b', '\u200d', '\u3164', '\u2066\u2069'])
    t.equal(cleanText(invisible, 'line'), '')
  t.equal(cleanText('비\u202e 오는 밤', 'line'), '비 오는 밤')
  t.equal(cleanText('👨‍👩‍👧‍👦', 'line'), '👨‍👩‍👧‍👦', 'joiners within stay')
})

t.test('codes are read as people type them', async t => {
  for (const typed of [
    '123456',
    ' 123456\n',
    '123 456',
    '1 2 3 4 5 6',
    '123\u00a0456',
    '123-456',
    '123\u2013456',
    '123\u2011456',
    '123\u2212456',
    '１２３４５６',
    '１２３－４５６',
    '\u200e123\u200b456\ufeff',
    '١٢٣٤٥٦',
    '१२३४५६',
    '𝟏𝟐𝟑𝟒𝟓𝟔',
    '123ー456',
    '123ｰ456',
    '123ㅡ456',
    '123.456',
    '123_456',
    '123~456',
    '123〜456',
    '123・456',
    '"123456"',
    '“123456”',
    '「123456」',
    '123456.',
    '123456。',
    '#123456',
    '[123456]',
    '*123456*',
  ])
    t.equal(typedCode(typed), '123456', codePoints(typed))
  t.equal(typedCode('٠٩۰۹'), '0909')
  for (const other of ['12345a', '12345', '123+456', '0x1234']) t.not(typedCode(other), '123456')
})

t.test('addresses are read as people type and copy them', async t => {
  for (const typed of [
    'a@x.co',
    ' a@x.co\n',
    'ａ＠ｘ．ｃｏ',
    '\u200ea@x.co',
    '<a@x.co>',
    'mailto:a@x.co',
    'MAILTO:a@x.co',
    '<mailto:a@x.co>',
    'a@x。co',
    'a@x｡co',
  ])
    t.equal(typedAddress(typed), 'a@x.co', codePoints(typed))
  // Two readings, or none: what is wrong is said instead.
  for (const other of [
    'a@x.co.',
    'a@x.co。',
    '<a@x.co>.',
    'A <a@x.co>',
    'a@x.co, b@x.co',
    'a@x..co',
    'a@x.co..',
    '<a@x.co',
    'a b@x.co',
  ])
    t.not(typedAddress(other), 'a@x.co')
})

t.test('a text is cut to whole characters, and to code points where one of them is huge', async t => {
  const most = { characters: 15, codePoints: 50 }
  t.equal(cutText('비 오는 밤', most), '비 오는 밤')
  t.equal(cutText('가'.repeat(20), most), '가'.repeat(15))
  t.equal(cutText(`${'가'.repeat(14)} 나`, most), '가'.repeat(14), 'nothing hangs at the end')
  t.equal(cutText('👨‍👩‍👧‍👦'.repeat(15), most), '👨‍👩‍👧‍👦'.repeat(7))
  const marked = `e${'\u0316'.repeat(100)}`
  const cut = cutText(marked.repeat(15), most)
  t.ok([...cut].length <= 50 && cut.startsWith('e\u0316'), codePoints(cut))
  t.equal(cutText(`${marked}비`, most), `e${'\u0316'.repeat(15)}비`, 'one odd character spoils nothing')
  t.equal(cutText('', most), '')
})
