import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, hide } from '../testing/listeners.js'
import { aPlaylistOf, someSongs } from '../testing/songs.js'
import { attachment, toCsv, toM3u } from './export.js'

const setUp = async (t: Parameters<typeof testApp>[0]) => {
  const test = await testApp(t)
  const me = await aListener(test)
  const songs = await someSongs(test.db, [
    { singer: 'IU', song: '밤편지', video_id: 'BzYnNdJhZQw' },
    { singer: 'Crush, Zion.T', song: 'Say "yes"', video_id: null },
    { singer: '=1+1', song: '-2', video_id: 'abcdefghijk' },
  ])
  const id = await aPlaylistOf(test.db, me.id, [...songs].reverse(), { title: '새벽/감성: "1"', content: '글' })
  const get = (query: string, who = me, of: number | string = id) =>
    test.app.inject({ url: `/playlist/detail/${of}/export${query}`, headers: who.bearer })
  return { ...test, test, me, id, get }
}

t.test('JSON', async t => {
  const { me, id, get } = await setUp(t)
  for (const query of ['', '?format=json']) {
    const answer = await get(query)
    t.equal(answer.statusCode, 200, answer.body)
    t.match(answer.headers, {
      'content-type': /^application\/json/,
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="playlist-${id}.json"; filename*=UTF-8''${encodeURIComponent('새벽_감성_ _1_.json')}`,
    })
    const { created_at, updated_at, ...rest } = answer.json()
    t.match([created_at, updated_at], [/^\d{4}-.+Z$/, /^\d{4}-.+Z$/])
    t.strictSame(rest, {
      title: '새벽/감성: "1"',
      content: '글',
      genre: 'K-POP',
      writer: me.name,
      songs: [
        { position: 1, singer: '=1+1', song: '-2', video: 'https://www.youtube.com/watch?v=abcdefghijk' },
        { position: 2, singer: 'Crush, Zion.T', song: 'Say "yes"', video: null },
        { position: 3, singer: 'IU', song: '밤편지', video: 'https://www.youtube.com/watch?v=BzYnNdJhZQw' },
      ],
    })
  }
})

t.test('M3U', async t => {
  const { get } = await setUp(t)
  const answer = await get('?format=m3u')
  t.match(answer.headers, {
    'content-type': 'audio/x-mpegurl; charset=utf-8',
    'content-disposition': /\.m3u"; filename\*=.+\.m3u$/,
  })
  t.equal(
    answer.body,
    `#EXTM3U
#EXTENC:UTF-8
#PLAYLIST:새벽/감성: "1"
#EXTINF:-1,=1+1 - -2
https://www.youtube.com/watch?v=abcdefghijk
# Crush, Zion.T - Say "yes"
#EXTINF:-1,IU - 밤편지
https://www.youtube.com/watch?v=BzYnNdJhZQw
`,
  )
})

t.test('CSV', async t => {
  const { get } = await setUp(t)
  const answer = await get('?format=csv')
  t.match(answer.headers, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': /\.csv"; filename\*=.+\.csv$/,
  })
  t.equal(
    answer.rawPayload.toString('utf8'),
    [
      '\uFEFFposition,singer,song,video',
      `1,'=1+1,'-2,https://www.youtube.com/watch?v=abcdefghijk`,
      '2,"Crush, Zion.T","Say ""yes""",',
      '3,IU,밤편지,https://www.youtube.com/watch?v=BzYnNdJhZQw',
      '',
    ].join('\r\n'),
  )
})

const exported = (singer: string, song: string) => ({
  title: 'a\nhttp://evil.test/',
  content: '',
  genre: '',
  writer: '',
  created_at: '',
  updated_at: '',
  songs: [{ position: 1, singer, song, video: null }],
})

t.test('cells that would be formulas, and names that would be lines', async t => {
  for (const start of ['=', '+', '-', '@', '＝', '＋', '－', '＠', ' =', '\t=']) {
    const [, row = ''] = toCsv(exported(`${start}cmd|' /C calc'!A0`, 'x')).split('\r\n')
    t.match(row, /^1,"?'/, JSON.stringify(start))
  }
  t.match(toCsv(exported('a\r\nb', '"')), '1,"a\r\nb","""",\r\n')
  const lines = toM3u(exported('x\nhttp://evil.test/', '\u2028y')).split('\n')
  t.strictSame(lines, ['#EXTM3U', '#EXTENC:UTF-8', '#PLAYLIST:a http://evil.test/', '# x http://evil.test/ - y', ''])
  t.strictSame(toM3u({ ...exported('', ''), songs: [] }).split('\n').length, 4)
})

t.test('file names', async t => {
  for (const [title, name] of [
    ["it's (live)*", 'it%27s%20%28live%29_'],
    ['../../etc/passwd', '__.._etc_passwd'],
    ['\u202Eevil', '_evil'],
    ['\r\nset-cookie: a=b', '_set-cookie_%20a%3Db'],
    ['🎧', '%F0%9F%8E%A7'],
  ] as const) {
    const header = attachment(7, title, 'csv')
    t.match(header, /^attachment; filename="playlist-7\.csv"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/, title)
    t.equal(header.split("''")[1], `${name}.csv`)
  }
})

t.test('who may take what', async t => {
  const { test, db, app, me, id, get } = await setUp(t)
  const stranger = await aListener(test)
  t.equal((await get('?format=csv', stranger)).statusCode, 200)
  t.notMatch((await get('', stranger)).body, /@test\.local/)
  for (const hidden of [{ is_public: false }, { is_public: true, status: 'matching' }]) {
    await db.updateTable('playlists').set(hidden).where('id', '=', id).execute()
    for (const format of ['json', 'm3u', 'csv'])
      t.equal(outcome(await get(`?format=${format}`, stranger)), '404 playlist_not_found')
    t.equal((await get('?format=m3u')).statusCode, 200, 'its writer may')
  }
  await db.updateTable('playlists').set({ status: 'ready' }).where('id', '=', id).execute()
  await hide(test, me)
  t.equal(outcome(await get('', stranger)), '404 playlist_not_found', 'of somebody who left')
  t.equal(outcome(await get('', stranger, 987_654)), '404 playlist_not_found')
  t.equal(outcome(await get('', stranger, 'x')), '404 not_found')
  const wrong = await get('?format=xml', stranger)
  t.equal(outcome(wrong), '400 invalid_input')
  t.match(wrong.json().details, [{ field: 'format', rule: 'enum' }])
  t.equal(outcome(await app.inject(`/playlist/detail/${id}/export`)), '401 not_signed_in')
})
