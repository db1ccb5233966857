import t from 'tap'
import { nameKey } from './normalise.js'

for (const [one, other, what] of [
  ['กิน', 'กัน', 'Thai vowels above'],
  ['ป่า', 'ป้า', 'Thai tones'],
  ['कल', 'काल', 'Hindi vowel signs'],
  ['दिन', 'दीन', 'Hindi short and long'],
  ['মন', 'মান', 'Bengali'],
  ['மல', 'மலை', 'Tamil'],
  ['မ', 'မာ', 'Burmese'],
  ['កម', 'កាម', 'Khmer'],
  ['か', 'が', 'kana with and without voicing'],
  ['は', 'ぱ', 'kana and half voicing'],
  ['ハ', 'バ', 'katakana'],
  ['и', 'й', 'Cyrillic'],
  ['е', 'ё', 'Cyrillic'],
  ['أ', 'ا', 'a letter of its own'],
  ['ọ̀', 'ọ́', 'Yoruba tones that Unicode does not compose'],
  ['Ole', 'Olé', 'an accent'],
  ['밤', '밤편지', 'a longer word'],
  ['Love', 'Love 2', 'a number'],
  ['Ρολόι', 'Ρολά', 'Greek'],
  ['6 ft Under', '6', 'feet are no guest'],
  ['A Feat of Strength', 'A', 'nor is a deed'],
  ['Featuring', 'Feat.', 'nor is a name'],
  ['Rain feat. A (Remix)', 'Rain', 'a version behind a guest'],
  ['Rock & Roll', 'Roll', 'a word'],
  ['Søn', 'Son', 'a letter of its own'],
  ['!!!', '???', 'signs alone'],
  ['❤', '💔', 'emoji alone'],
] as const)
  t.not(nameKey(one), nameKey(other), `${one} and ${other} are two: ${what}`)

for (const [one, other, what] of [
  ['밤편지'.normalize('NFD'), '밤편지', 'Hangul in letters'],
  ['ガール'.normalize('NFD'), 'ガール', 'kana with combining voicing'],
  ['か゛き', 'がき', 'voicing typed alone'],
  ['ハ゜', 'パ', 'half voicing typed alone'],
  ['ｶﾞｰﾙ', 'ガール', 'half-width kana'],
  ['café', 'cafe\u0301', 'a composed accent'],
  ['İstanbul', 'istanbul', 'the Turkish capital'],
  ['STRASSE', 'Straße', 'sharp s'],
  ['ΟΔΟΣ', 'οδος', 'final sigma'],
  ['ＡＢＣ　１２３', 'abc123', 'full width'],
  ["Don't", 'Don´t', 'an accent typed as an apostrophe'],
  ["Don't", 'Don’t', 'typographic'],
  ['I ❤️ U', 'I ❤ U', 'presentation of an emoji'],
  ['❤️', '❤', 'presentation of an emoji alone'],
  ['👍🏽', '👍', 'skin'],
  ['1️⃣', '1', 'a keycap'],
  ['L̸o̸v̸e̸', 'Love', 'struck through'],
  ['حُبّ', 'حب', 'Arabic with and without pointing'],
  ['حبـــيبي', 'حبيبي', 'tatweel'],
  ['שָׁלוֹם', 'שלום', 'Hebrew with and without pointing'],
  ['New\u200bJeans', 'NewJeans', 'invisible'],
  ['NewJeans', 'New Jeans', 'spacing'],
  ['DITTO (feat. Somebody)', 'Ditto', 'a guest'],
  ['DITTO （Feat. Somebody）', 'Ditto', 'a guest in full width'],
  ['Rain feat. A', 'Rain', 'a guest without brackets'],
  ['Rain ft. A & B', 'Rain', 'a guest without brackets'],
  ['Rain Featuring A', 'Rain', 'a guest without brackets'],
  ['Rain feat A', 'Rain', 'a guest without a point'],
  ['Rain (featuring A)', 'Rain', 'a guest in full'],
  ['Rain [Ft.A]', 'Rain', 'a guest in square brackets'],
  ['Rain (피처링 A)', 'Rain', 'a guest in Korean'],
  ['Rain feat. (여자)아이들', 'Rain', 'a guest with brackets in its name'],
  ['뷁 (feat. (여자)아이들)', '뷁', 'a guest with brackets in its name'],
  ['Rain (feat. A [of B]) (Remix)', 'Rain (Remix)', 'a version behind a guest'],
  ['Rain feat. A (Remix)', 'Rain (feat. A) [Remix]', 'a version behind a guest'],
  ['Rain feat. A - Remix', 'Rain - Remix', 'a version behind a guest'],
  ['Rain (feat. A', 'Rain', 'a guest that was cut'],
  ['Ελλάς', 'ΕΛΛΑΣ', 'Greek capitals have no tonos'],
  ['Μάιος', 'ΜΑΪΟΣ', 'Greek capitals have their dialytika'],
  ['A-ha', 'a‐ha', 'hyphens'],
  ['कल ', 'कल', 'space behind a mark'],
] as const)
  t.equal(nameKey(one), nameKey(other), `${one} and ${other} are one: ${what}`)

t.test('a key fits its index, whatever the name', async t => {
  t.ok([...nameKey('\uFDFA'.repeat(200))].length <= 200)
  t.equal(nameKey('\u200d'), '\u200d', 'nor is it ever empty')
  t.not(nameKey('a'.repeat(200)), nameKey('a'.repeat(199)))
})

t.test('brackets without end are read in time', async t => {
  for (const part of ['(feat. ', '(', ' feat. ', ' feat. (', '[ft '])
    t.ok(nameKey(part.repeat(2_000)).length <= 200, part)
})
