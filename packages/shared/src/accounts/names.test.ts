import t from 'tap'
import { cleanName, nameKey } from './names.js'

t.test('names are what people can read and tell apart', async t => {
  for (const [given, stored] of [
    ['  김 철수  ', '김 철수'],
    ['a \u00a0\u3000 b', 'a b'],
    ['ＡＢ', 'AB'],
    ['שלום', 'שלום'],
    ['👨‍👩‍👧‍👦 가족', '👨‍👩‍👧‍👦 가족'],
    ['❤️ 하트', '❤️ 하트'],
    ['x'.repeat(20), 'x'.repeat(20)],
    ['한'.repeat(20), '한'.repeat(20)],
  ] as const) {
    t.equal(cleanName(given), stored, given)
  }
  for (const odd of [
    '',
    ' ',
    'a',
    'x'.repeat(21),
    'a\u200bb',
    'a\u202eb',
    'ㅤㅤ',
    '\u2800\u2800',
    'a\u0000b',
    'a\nb',
    'ab\u00ad',
    'a\ud800b',
    'a\u200db',
    '\ue000\ue001',
    '탈퇴한사용자',
  ]) {
    t.equal(cleanName(odd), undefined, JSON.stringify(odd))
  }
})

t.test('case, width, spaces and presentation make no other name', async t => {
  const keys = ['DJ Kim', 'dj kim', 'djkim', 'ＤＪ　Ｋｉｍ', 'D J K I M'].map(nameKey)
  t.equal(new Set(keys).size, 1)
  t.equal(nameKey('Straße'), nameKey('STRASSE'))
  t.equal(nameKey('❤️x'), nameKey('❤x'))
  t.equal(nameKey('\u1112\u1161\u11ab글'), nameKey('한글'))
  t.not(nameKey('kim1'), nameKey('kim2'))
})
