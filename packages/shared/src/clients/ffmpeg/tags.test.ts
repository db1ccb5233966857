import t from 'tap'
import { readTags, tagText } from './tags.js'

const latin1 = (hex: string) => Buffer.from(hex, 'hex').toString('latin1')
/** What ffmpeg makes of a frame that says it is Latin-1. */
const asUtf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

const nightLetter = 'b9e3c6edc1f6'

t.test('text in every encoding that players have written', async t => {
  const cases = [
    [asUtf8('밤편지'), '밤편지', 'UTF-8'],
    [latin1(nightLetter), '밤편지', 'EUC-KR bytes as they are'],
    [asUtf8(latin1(nightLetter)), '밤편지', 'EUC-KR taken for Latin-1'],
    [asUtf8(`IU - ${latin1(nightLetter)} (live)`), 'IU - 밤편지 (live)', 'EUC-KR between ASCII'],
    [asUtf8(asUtf8('밤편지')), '밤편지', 'UTF-8 taken for Latin-1'],
    [latin1('426af6726b'), 'Björk', 'Latin-1 bytes as they are'],
    ...['Björk', 'Päätös', 'Motörhead', 'Ásgeir', 'Beyoncé', 'Sigur Rós', 'Mötley Crüe', '東京', 'Ærø', 'plain'].map(
      name => [asUtf8(name), name, name],
    ),
  ] as const
  for (const [bytes, text, name] of cases) t.equal(tagText(bytes ?? ''), text, name)
})

t.test('control characters, direction marks and length', async t => {
  const tags = readTags([
    { TITLE: 'a\u0000b\u001b[2Jc', artist: asUtf8('x\u202ey'), genre: ' \u0007 ', album: 'l'.repeat(9_000), evil: 'x' },
    { title: 'the second', comment: 'of the stream' },
  ])
  t.strictSame(tags, { title: 'a b [2Jc', artist: 'xy', album: 'l'.repeat(500), comment: 'of the stream' })
})
