import t from 'tap'
import { pickVideo } from './pick.js'

const pick = (singer: string, song: string, ...titles: (string | [string, string])[]) =>
  pickVideo(
    { singer, song },
    titles.map(title => (typeof title === 'string' ? { title, channel: '' } : { title: title[0], channel: title[1] })),
  )

t.test('the song by its singer, wherever it ranks', async t => {
  t.equal(pick('IU', '밤편지', 'IU 좋은 날', 'IU - 밤편지'), 1)
  t.equal(pick('Queen', "Don't Stop Me Now", 'Queen - Don&#39;t Stop Me Now (Official Video)'), 0)
  t.equal(
    pick(
      '방탄소년단, Halsey',
      '작은 것들을 위한 시',
      "BTS (방탄소년단) '작은 것들을 위한 시 (Boy With Luv)' Official MV",
    ),
    0,
  )
  t.equal(pick('ABBA', 'Dancing Queen', ['Dancing Queen', 'ABBA - Topic']), 0)
})

t.test("of equals the vendor's first", async t => {
  t.equal(pick('IU', '밤편지', 'IU 밤편지', 'IU 밤편지'), 0)
})

t.test('no other version, unless it was asked for', async t => {
  const titles = [
    'IU 밤편지 (Live)',
    'IU 밤편지 노래방',
    'IU 밤편지 cover by me',
    'IU 밤편지 reaction',
    'IU 밤편지',
  ] as const
  t.equal(pick('IU', '밤편지', ...titles), 4)
  t.equal(pick('IU', '밤편지 live', ...titles), 0)
  t.equal(pick('Paul McCartney', 'Live and Let Die', 'Paul McCartney - Live and Let Die'), 0)
  t.equal(pick('Undercover', 'Alive', 'Undercover - Alive'), 0, 'a version is a word of its own')
})

t.test('none where neither song nor singer is named', async t => {
  t.equal(pick('IU', '밤편지', 'Top 100 of 2017', 'cats'), undefined)
  t.equal(pick('IU', '밤편지'), undefined)
  t.equal(pick('!!!', '???', 'anything'), undefined)
})
