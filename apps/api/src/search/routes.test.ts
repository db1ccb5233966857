import { insertShown } from '@mudig/db/testing/objects'
import { aPlaylist } from '@mudig/db/testing/playlists'
import { newPictureKey, thumbnailKeys } from '@mudig/shared/objects/keys'
import fc from 'fast-check'
import t from 'tap'
import { outcome, type TestApp, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const ask = ({ app }: TestApp, who: Listener | undefined, path: string, query: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url: path, query, ...(who && { headers: who.bearer }) })

/** Limits count requests of an address; a test asks more often than a person. */
const asOften = async (test: TestApp) => {
  let network = 0
  return (who: Listener, path: string, query: string) => {
    network += 1
    return test.app.inject({
      method: 'GET',
      url: `${path}?${query}`,
      headers: who.bearer,
      remoteAddress: `10.${(network >> 16) & 255}.${(network >> 8) & 255}.${network & 255}`,
    })
  }
}

const paths = ['/playlist/search', '/playlist/searchmusic'] as const

t.test('who may search, and for what', async t => {
  const test = await testApp(t)
  const [someone, gone] = [await aListener(test), await aListener(test)]
  await hide(test, gone)
  for (const path of paths) {
    t.equal(outcome(await ask(test, undefined, path, { query: '밤' })), '401 not_signed_in')
    t.equal(outcome(await ask(test, gone, path, { query: '밤' })), '401 token_invalid')
    t.equal(outcome(await ask(test, someone, path)), '400 query_empty')
    for (const query of ['', '  ', '\u3000', '\u200b', '\ufe0f', '\u2800'])
      t.equal(outcome(await ask(test, someone, path, { query })), '400 query_empty', JSON.stringify(query))
    for (const query of ['a\0b', '밤'.repeat(101), 'x'.repeat(10_000), 'a\u0007b'])
      t.equal(
        outcome(await ask(test, someone, path, { query })),
        '400 invalid_input',
        JSON.stringify(query.slice(0, 20)),
      )
    const wrong: Record<string, string>[] = [
      { limit: '0' },
      { limit: '101' },
      { limit: 'x' },
      { cursor: 'x' },
      { cursor: '4.0.1' },
      { cursor: '' },
    ]
    for (const more of wrong)
      t.equal(
        outcome(await ask(test, someone, path, { query: '밤', ...more })),
        '400 invalid_input',
        JSON.stringify(more),
      )
    const twice = await test.app.inject({ method: 'GET', url: `${path}?query=a&query=b`, headers: someone.bearer })
    t.equal(outcome(twice), '400 invalid_input')
    t.equal(
      (await test.app.inject({ method: 'GET', url: `${path}/?query=b`, headers: someone.bearer })).statusCode,
      200,
    )
  }
  t.match((await ask(test, someone, '/playlist/search')).json(), { error: '검색어를 입력해 주세요.' })
})

t.test('the answers have the shapes of the contract', async t => {
  const test = await testApp(t)
  const { db } = test
  const [viewer, writer, gone] = [
    await aListener(test, 'viewer'),
    await aListener(test, '밤의 작가'),
    await aListener(test, '밤손님'),
  ]
  const thumbnail = newPictureKey('karlo')
  await insertShown(db, [thumbnail], { hasThumbnails: true })
  const id = await aPlaylist(db, writer.id, { title: '비 오는 밤', thumbnail })
  await aPlaylist(db, writer.id, { title: '밤의 비밀', is_public: false })
  await aPlaylist(db, viewer.id, { title: '나의 밤', is_public: false })
  await aPlaylist(db, gone.id, { title: '떠난 밤' })
  await hide(test, gone)
  const song = await db
    .insertInto('music')
    .values({
      singer: '아이유',
      song: '밤편지',
      singer_key: '아이유',
      song_key: '밤편지',
      state: 'matched',
      video_id: 'BzYnNdJhZQw',
    })
    .returning(['id', 'created_at'])
    .executeTakeFirstOrThrow()
  const music = {
    id: song.id,
    information: 'https://www.youtube.com/embed/BzYnNdJhZQw',
    singer: '아이유',
    song: '밤편지',
    thumbnail: null,
  }

  const answer = await ask(test, viewer, '/playlist/search', { query: '밤' })
  t.equal(answer.statusCode, 200, answer.body)
  const found = answer.json()
  const shownWriter = {
    id: writer.id,
    name: '밤의 작가',
    image: 'profile/basic.png',
    about: '',
    genre: '',
    email: null,
    rep_playlist: null,
  }
  t.strictSame(found.users, [{ ...shownWriter, is_following: false }])
  t.strictSame(found.recent_users, found.users)
  t.match(found.playlists, [
    { id, title: '비 오는 밤', like_playlist: false, music: [], thumbnails: thumbnailKeys(thumbnail) },
  ])
  t.equal(found.playlists.length, 1, 'neither private ones, my own included, nor those of who has left')
  t.equal(found.playlists[0].writer, writer.id)
  t.strictSame(found.playlists[0].writer_profile, shownWriter)
  t.strictSame(found.recent_playlists, [{ playlist: found.playlists[0], writer: shownWriter }])
  t.match(found.search_music, [{ music_count: 1, music: [music] }])
  t.equal(found.next_cursor, null)
  t.notMatch(answer.body, /비밀|나의 밤|떠난|밤손님|@test\.local/)

  const songs = (await ask(test, viewer, '/playlist/searchmusic', { query: 'ㅂㅍㅈ' })).json()
  t.match(songs, { music_count: 1, music: [music], next_cursor: null })

  t.strictSame((await ask(test, viewer, '/playlist/search', { query: '없는 것' })).json(), {
    recent_users: [],
    recent_playlists: [],
    users: [],
    playlists: [],
    search_music: [],
    next_cursor: null,
  })
  t.strictSame((await ask(test, viewer, '/playlist/searchmusic', { query: '없는 것' })).json(), {
    music_count: 0,
    music: [],
    next_cursor: null,
  })
  t.match((await ask(test, writer, '/playlist/search', { query: '작가' })).json().users, [
    { email: '밤의 작가@test.local', is_following: null },
  ])
})

t.test('the lists go on together, page by page', async t => {
  const test = await testApp(t)
  const { db } = test
  const someone = await aListener(test)
  const wanted: number[] = []
  for (let i = 0; i < 5; i++) wanted.unshift(await aPlaylist(db, someone.id, { title: `밤 ${i}` }))
  for (let i = 0; i < 3; i++)
    await db
      .insertInto('music')
      .values({ singer: '밤', song: `${i}`, singer_key: '밤', song_key: `${i}`, state: 'missing' })
      .execute()
  const ids: number[] = []
  const songs: string[] = []
  let cursor: string | null | undefined
  let pages = 0
  while (cursor !== null) {
    const page = (
      await ask(test, someone, '/playlist/search', { query: '밤', limit: '2', ...(cursor && { cursor }) })
    ).json()
    t.equal(page.recent_playlists.length, pages++ === 0 ? 3 : 0)
    ids.push(...page.playlists.map((row: { id: number }) => row.id))
    songs.push(...page.search_music.flatMap((list: { music: { song: string }[] }) => list.music.map(row => row.song)))
    cursor = page.next_cursor
  }
  t.strictSame(ids, wanted)
  t.strictSame(songs, ['2', '1', '0'])
  const first = (await ask(test, someone, '/playlist/searchmusic', { query: '밤', limit: '2' })).json()
  const second = (
    await ask(test, someone, '/playlist/searchmusic', { query: '밤', limit: '2', cursor: first.next_cursor })
  ).json()
  t.strictSame(
    [...first.music, ...second.music].map(row => row.song),
    ['2', '1', '0'],
  )
  t.match([first, second], [{ music_count: 3 }, { music_count: 3, next_cursor: null }])
})

t.test('too many searches of one address', async t => {
  const test = await testApp(t)
  const someone = await aListener(test)
  const answers = await Promise.all(Array.from({ length: 121 }, () => ask(test, someone, '/playlist/searchmusic')))
  const refused = answers.filter(answer => answer.statusCode === 429)
  t.equal(refused.length, 1)
  t.match(refused[0]!.headers['retry-after'], /^\d+$/)
})

t.test('no question is answered by a fault, and what a title contains is found', async t => {
  const test = await testApp(t)
  const { db } = test
  const someone = await aListener(test)
  const often = await asOften(test)
  const odd = [
    '%',
    '_',
    '\\',
    "'",
    '"',
    '\0',
    '\ud800',
    '\udc00',
    '🌧️',
    '👨‍👩‍👧',
    '\u200b',
    '\u202e',
    'שלום',
    '\u0301',
    'ﷺ',
    'İ',
    'ß',
    'ㅂ',
    'ㄳ',
    '비',
    '\t',
    '\n',
    ' ',
    '\u1160',
    '\u11aa',
  ]
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...odd), maxLength: 12 }),
    fc.string({ maxLength: 120 }),
  )
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...paths), async (query, path) => {
      const answer = await often(someone, path, `query=${percent(query)}`)
      if (answer.statusCode !== 200 && answer.statusCode !== 400) throw new Error(`${answer.statusCode} ${answer.body}`)
    }),
    { numRuns: 150 },
  )

  const sign = fc.constantFrom('%', '_', '\\', "'", 'a', 'B', '비', '발', '*', '[', '0', 'é', '🌧', ' ')
  const titleAndPart = fc
    .string({ unit: sign, minLength: 1, maxLength: 12 })
    .filter(title => title.trim() !== '')
    .chain(title => {
      const letters = [...title.trim()]
      return fc
        .tuple(fc.constant(title), fc.nat(letters.length - 1), fc.nat(letters.length))
        .map(([whole, start, length]) => ({
          title: whole,
          part: letters.slice(start, start + 1 + length).join(''),
        }))
    })
    .filter(({ part }) => part.trim() !== '')
  const fold = (said: string) => said.normalize('NFKC').toLowerCase().replace(/ +/g, ' ').trim()
  const made: { id: number; title: string }[] = []
  await fc.assert(
    fc.asyncProperty(titleAndPart, async ({ title, part }) => {
      const id = await aPlaylist(db, someone.id, { title })
      const found = (await often(someone, '/playlist/search', `limit=100&query=${percent(part)}`)).json()
      made.push({ id, title: fold(title) })
      const wanted = made.filter(one => one.title.includes(fold(part))).map(one => one.id)
      const shown: number[] = found.playlists.map((row: { id: number }) => row.id)
      if (found.recent_playlists[0]?.playlist.id !== id) throw new Error(`${title} is not found by ${part}`)
      // What is only spelt like it comes after them.
      const first = shown.slice(0, wanted.length).sort((a, b) => a - b)
      if (`${first}` !== `${wanted}`) throw new Error(`${part} found ${first} instead of ${wanted}`)
    }),
    { numRuns: 60 },
  )
})

/** Like a client that checks nothing: a lone surrogate becomes the bytes that it would be. */
const percent = (text: string) =>
  [...text]
    .map(one => {
      const code = one.codePointAt(0)!
      if (code < 0xd800 || code > 0xdfff) return encodeURIComponent(one)
      return `%ED%${(0xa0 | ((code >> 6) & 0x1f)).toString(16)}%${(0x80 | (code & 0x3f)).toString(16)}`
    })
    .join('')
