import sharp from 'sharp'
import t from 'tap'
import { coverArt } from './cover-art.js'
import { letter } from './cover-lettering.js'

const box = { x: 0, bottom: 900, width: 800, maxLines: 3, sizes: [120, 90, 60] }
const keywords = ['비', '밤']

/** Mean difference of two pictures' samples, 0 to 255, within a region. */
const difference = async (
  a: Buffer,
  b: Buffer,
  region: { left: number; top: number; width: number; height: number },
) => {
  const [one, other] = await Promise.all(
    [a, b].map(picture => sharp(picture).removeAlpha().extract(region).raw().toBuffer()),
  )
  let sum = 0
  for (let i = 0; i < one!.length; i++) sum += Math.abs(one![i]! - other![i]!)
  return sum / one!.length
}

t.test('a cover is a WebP picture of 1024 by 1024, the same for the same wish', async t => {
  const wish = { title: '비 오는 밤 드라이브', keywords, seed: 7 }
  const cover = await coverArt(wish)
  t.match(await sharp(cover).metadata(), { format: 'webp', width: 1_024, height: 1_024 })
  t.strictSame(await coverArt(wish), cover)
  t.notSame(await coverArt({ ...wish, seed: 8 }), cover)
})

t.test('the whole title is drawn, to its last letter', async t => {
  const whole = (await letter('비 오는 밤 드라이브', box))!.path
  const without = (await letter('비 오는 밤 드라이', box))!.path
  t.ok(whole.length > without.length)
  for (const title of [
    '비 오는 밤 드라이브',
    '아주 길고도 긴 제목이 여기에 쓰여 있어서 세 줄로도 모자라는',
    '힙합과 R&B, 2010년대!',
    'Summer Night Drive',
  ]) {
    const { path } = (await letter(title, box))!
    t.match(path, /^([MLQCZ]|-?\d+\.\d|[ ])+$/, title)
  }
})

t.test('words differ, so do their pictures', async t => {
  const cover = await coverArt({ title: '새벽', keywords, seed: 1 })
  const plain = await coverArt({ title: '夜', keywords, seed: 1 })
  t.ok((await difference(cover, plain, { left: 84, top: 800, width: 300, height: 150 })) > 5)
})

t.test('letters that the font lacks leave no boxes: the words are left out', async t => {
  for (const title of [
    '夜に駆ける',
    '똠양꿍',
    'Привет',
    'مرحبا',
    '🎧🎵',
    '',
    '   ',
    '\u0000',
    '\u202e\u200b',
    '\ud800',
  ]) {
    t.equal(await letter(title, box), undefined, JSON.stringify(title))
    t.match(await sharp(await coverArt({ title, keywords, seed: 1 })).metadata(), { width: 1_024 })
  }
})

t.test('what can be written plainly is', async t => {
  const same = async (one: string, other: string) =>
    t.strictSame(await letter(one, box), await letter(other, box), `${one} as ${other}`)
  await same('집중 🎧', '집중')
  await same('Café', 'Cafe')
  await same('봄날…', '봄날...')
  await same('a — b', 'a - b')
  await same('한글'.normalize('NFD'), '한글')
})

t.test('a title stays within its lines however long it is', async t => {
  for (const title of [
    '가'.repeat(5_000),
    '가 '.repeat(5_000),
    'x'.repeat(300),
    `${'긴'.repeat(40)} ${'말'.repeat(40)}`,
  ]) {
    const { path, height } = (await letter(title, box))!
    t.ok(height <= 60 * 1.16 * 2 + 60, 'three lines of the smallest size')
    const xs = Array.from(path.matchAll(/[ML](-?[\d.]+) /g), ([, x]) => Number(x))
    t.ok(Math.max(...xs) <= box.width + 60, 'and its width')
  }
})

t.test('a hostile title is only letters', async t => {
  const title = '</path></svg><svg onload="alert(1)"><image href="file:///etc/passwd"/>&xxe;'
  t.match((await letter(title, box))!.path, /^([MLQCZ]|-?\d+\.\d|[ ])+$/)
  t.match(await sharp(await coverArt({ title, keywords: [title], seed: title })).metadata(), { width: 1_024 })
})
