import t from 'tap'
import { begin, end, lettersOf, mostPositions, partsOf } from './letters.js'

const told = (text: string) => String.fromCodePoint(...lettersOf(text).slice(1, -1))

t.test('what is written differently and means the same is read as the same', async t => {
  t.equal(told('재밌다ㅋㅋㅋㅋㅋㅋㅋ'), '재밌다ㅋㅋㅋ')
  t.equal(told('  GOOD \t\n영화  '), 'good 영화')
  t.equal(told('ㅠㅠ'), 'ㅜㅜ')
  t.equal(told('영화'.normalize('NFD')), '영화')
  t.equal(told('\u0001\u0002\u0000'), '')
})

t.test('a text has edges, even an empty one', async t => {
  t.strictSame([...lettersOf('')], [begin, end])
  t.strictSame([...lettersOf('   ')], [begin, end])
})

t.test('of a long text the beginning and the end are read', async t => {
  const letters = lettersOf(`가나다${'라마'.repeat(5_000)}바사아`)
  t.ok(letters.length <= mostPositions)
  const text = String.fromCodePoint(...letters.slice(1, -1))
  t.match(text, /^가나다/)
  t.match(text, /바사아$/)
  // Some letters become three in NFC.
  t.ok(lettersOf('\ufb2c'.repeat(600)).length <= mostPositions)
})

t.test('lone surrogates are letters like any other', async t => {
  t.strictSame([...lettersOf('\ud83d가\udc00')], [begin, 0xd83d, '가'.codePointAt(0), 0xdc00, end])
})

t.test('syllables fall into their parts', async t => {
  t.equal(
    String.fromCodePoint(...partsOf(Int32Array.of(...[...'한국a'].map(letter => letter.codePointAt(0)!)))),
    '한국a'.normalize('NFD'),
  )
  t.strictSame(
    [...partsOf(Int32Array.of(0xac00, 0xd7a3))],
    [...'가힣'.normalize('NFD')].map(part => part.codePointAt(0)),
  )
})
