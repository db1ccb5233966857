import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { aPlaylist, changePlaylist, manyPlaylists } from '../testing/playlists.js'
import { aUser } from '../testing/rows.js'
import { countedMatches, type SearchFrom, type SearchPlace, search, searchFilms } from './search.js'

const everything: SearchFrom = { playlists: 'start', users: 'start', music: 'start' }

const find = async (db: Db, viewer: number, text: string, limit = 100, from = everything) => {
  const found = await search(db, viewer, text, { limit, from })
  if (!found) throw new Error('nothing was asked')
  return found
}
const playlistsFor = async (db: Db, viewer: number, text: string) =>
  (await find(db, viewer, text)).playlists.map(row => row.id)
const titlesFor = async (db: Db, viewer: number, text: string) =>
  (await find(db, viewer, text)).playlists.map(row => row.title)
const named = (db: Db, id: number, name: string, about = '') =>
  db.updateTable('users').set({ name, about }).where('id', '=', id).execute()
const aSong = async (db: Db, singer: string, song: string) =>
  (
    await db
      .insertInto('music')
      .values({ singer, song, singer_key: singer, song_key: song, state: 'missing' })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id

t.test(
  'what is it comes first, then what begins with it, contains it and is spelt like it; the newest first',
  async t => {
    const { db } = await testDatabase(t)
    const viewer = await aUser(db)
    for (const title of [
      '새벽 발라드',
      '발라드',
      '발라드 모음',
      '발라듣',
      '댄스',
      '발라드',
      '오래된발라드',
      '발라드로 쓴 편지',
    ])
      await aPlaylist(db, viewer, { title })
    t.strictSame(await titlesFor(db, viewer, '발라드'), [
      '발라드',
      '발라드',
      '발라드로 쓴 편지',
      '발라드 모음',
      '오래된발라드',
      '새벽 발라드',
      '발라듣',
    ])
    const { recent_playlists } = await find(db, viewer, '발라드')
    t.strictSame(
      recent_playlists.map(row => row.title),
      ['발라드로 쓴 편지', '오래된발라드', '발라드'],
      'the newest are looked for in all of them',
    )
  },
)

t.test('substrings of any length, in both scripts, whatever their case, width, spaces and form', async t => {
  const { db } = await testDatabase(t)
  const viewer = await aUser(db)
  const id = await aPlaylist(db, viewer, { title: '비 오는  날의 Ｒ＆Ｂ Night🌧️ 카페' })
  for (const text of [
    '비',
    '오는',
    '는 날',
    '날의 r&b n',
    'R&B',
    'ｎｉｇｈｔ',
    'b',
    'NIGHT',
    '🌧',
    '🌧️',
    ' 오는\t날의\n',
    '카페'.normalize('NFD'),
  ])
    t.strictSame(await playlistsFor(db, viewer, text), [id], text)
  for (const text of ['눈', '%', '_', 'n_ght', '\\', "'"]) t.strictSame(await playlistsFor(db, viewer, text), [], text)
})

t.test('signs of pattern languages stand for themselves', async t => {
  const { db } = await testDatabase(t)
  const viewer = await aUser(db)
  const titles = [
    '100% 사랑',
    '100점 사랑',
    'a_b',
    'axb',
    'c\\d',
    "it's",
    '"quoted"',
    '(.*)',
    '[a-z]+',
    '$1; drop table',
  ]
  const ids = new Map<string, number>()
  for (const title of titles) ids.set(title, await aPlaylist(db, viewer, { title }))
  for (const [text, title] of [
    ['0%', '100% 사랑'],
    ['_', 'a_b'],
    ['a_b', 'a_b'],
    ['\\', 'c\\d'],
    ["t's", "it's"],
    ['"', '"quoted"'],
    ['.*', '(.*)'],
    ['[a-z]', '[a-z]+'],
    ['$1;', '$1; drop table'],
  ] as const)
    t.equal((await playlistsFor(db, viewer, text))[0], ids.get(title), text)
  t.strictSame(await playlistsFor(db, viewer, '%'), [ids.get('100% 사랑')])
})

t.test('initial consonants find syllables', async t => {
  const { db } = await testDatabase(t)
  const viewer = await aUser(db)
  const ballad = await aPlaylist(db, viewer, { title: '새벽 발라드 Best' })
  await aPlaylist(db, viewer, { title: '바람' })
  for (const text of ['ㅂㄹㄷ', 'ㅅㅂ ㅂㄹ', 'ㄷ best', 'ㄹㄷ'])
    t.strictSame(await playlistsFor(db, viewer, text), [ballad], text)
  const crossed = await aPlaylist(db, viewer, { title: '감사' })
  t.strictSame(await playlistsFor(db, viewer, 'ㄳ'), [crossed], 'as a keyboard joins ㄱ and ㅅ')
})

t.test('a typo finds what was meant', async t => {
  const { db } = await testDatabase(t)
  const viewer = await aUser(db)
  const titles = ['드라이브', 'newjeans', '비 오는 밤']
  for (const title of titles) await aPlaylist(db, viewer, { title })
  for (const [index, text] of ['드라이부', 'newjaens', '비오는밤'].entries())
    t.strictSame(await titlesFor(db, viewer, text), [titles[index]], text)
})

t.test('only what everybody may see can be found, and it follows every change', async t => {
  const { db } = await testDatabase(t)
  const [viewer, writer] = [await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, writer, { title: '처음 제목' })
  const own = await aPlaylist(db, viewer, { title: '처음 비밀', is_public: false })
  for (const status of ['queued', 'composing', 'matching', 'failed', 'cancelled'])
    await aPlaylist(db, writer, { title: '처음 하는 중', situations: '처음', status })
  const seen = () => playlistsFor(db, viewer, '처음')
  const inTable = async () =>
    (await sql`select from search_texts where kind = 1 and id in (${id}, ${own})`.execute(db)).rows.length
  t.strictSame(await seen(), [id], 'not even one of my own while it is private')
  const set = (fields: { title?: string; status?: string; is_public?: boolean; is_active?: boolean }) =>
    changePlaylist(db, id, fields)
  for (const [hidden, shown] of [
    [{ is_public: false }, { is_public: true }],
    [{ is_active: false }, { is_active: true }],
    [{ status: 'failed' }, { status: 'ready' }],
    [{ title: '나중 제목' }, { title: '처음으로' }],
  ]) {
    await set(hidden!)
    t.strictSame(await seen(), [], JSON.stringify(hidden))
    await set(shown!)
    t.strictSame(await seen(), [id], JSON.stringify(shown))
  }
  await db.updateTable('users').set({ is_active: false }).where('id', '=', writer).execute()
  t.strictSame(await seen(), [], 'the writer has left')
  await set({ title: '처음부터' })
  t.strictSame(await seen(), [], 'an edit does not bring it back')
  t.match(await find(db, viewer, '처음'), { recent_playlists: [], recent_users: [] })
  await db.updateTable('users').set({ is_active: true }).where('id', '=', writer).execute()
  t.strictSame(await seen(), [id], 'and has come back')
  await changePlaylist(db, own, { is_public: true })
  t.strictSame(await seen(), [own, id])
  await db.deleteFrom('subjects').where('id', 'in', [id, own]).execute()
  t.equal(await inTable(), 0)
  t.strictSame(await seen(), [])
})

t.test('an entry that is behind its row shows nothing', async t => {
  const { db } = await testDatabase(t)
  const [viewer, writer] = [await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, writer, { title: '숨긴 제목' })
  await named(db, writer, '숨긴 사람')
  await sql`alter table subjects disable trigger search_playlist_updated`.execute(db)
  await sql`alter table users disable trigger search_updated`.execute(db)
  await changePlaylist(db, id, { is_public: false })
  await db.updateTable('users').set({ is_active: false }).where('id', '=', writer).execute()
  const found = await find(db, viewer, '숨긴')
  t.match(found, { users: [], playlists: [], recent_users: [], recent_playlists: [] })
})

t.test('people by name and by what they say; the address is for its owner', async t => {
  const { db } = await testDatabase(t)
  const [viewer, named1, says, gone] = [await aUser(db), await aUser(db), await aUser(db), await aUser(db)]
  await named(db, viewer, '나의 재즈바')
  await named(db, named1, '재즈', '댄스')
  await named(db, says, '누구', '늘 재즈만\n듣는다')
  await named(db, gone, '재즈 팬')
  await db.updateTable('users').set({ is_active: false }).where('id', '=', gone).execute()
  const found = await find(db, viewer, '재즈')
  t.match(found.users, [
    { id: named1, name: '재즈', email: null, is_following: false },
    { id: says, about: '늘 재즈만\n듣는다', email: null },
    { id: viewer, email: /@test.local$/, is_following: null },
  ])
  t.strictSame(
    found.recent_users.map(row => row.id),
    [says, named1, viewer],
  )
  await named(db, says, '누구', '이제는 안 듣는다')
  await named(db, named1, '블루스')
  t.strictSame(
    (await find(db, viewer, '재즈')).users.map(row => row.id),
    [viewer],
  )
})

t.test('songs by singer, by title and by both', async t => {
  const { db } = await testDatabase(t)
  const viewer = await aUser(db)
  const first = await aSong(db, '아이유', '밤편지')
  const second = await aSong(db, '밤편지단', '노래')
  const third = await aSong(db, '누구', '그 밤편지')
  const songs = async (text: string) => (await find(db, viewer, text)).music.map(row => row.id)
  t.strictSame(await songs('밤편지'), [first, second, third])
  t.strictSame(await songs('아이유'), [first])
  t.strictSame(await songs('아이유 밤'), [first])
  t.strictSame(await songs('ㅂㅍㅈ'), [third, second, first])
  await db.updateTable('music').set({ song: '좋은 날' }).where('id', '=', first).execute()
  t.strictSame(await songs('밤편지'), [second, third])
  t.equal((await find(db, viewer, '밤편지')).music_count, 2)
})

/** Goes through all pages of the playlists. */
const pagesOf = async (db: Db, viewer: number, text: string, limit: number) => {
  const ids: number[] = []
  let from: SearchFrom | undefined = everything
  while (from) {
    const found = await find(db, viewer, text, limit, from)
    ids.push(...found.playlists.map(row => row.id))
    from = found.next.playlists && { playlists: found.next.playlists }
  }
  return ids
}

t.test('pages neither skip nor repeat, whether all matches are ranked at once or there are too many', async t => {
  const { db } = await testDatabase(t)
  const viewer = await aUser(db)
  const insert = (title: string, count: number) =>
    manyPlaylists(db, sql`select ${viewer}::int8 as writer from generate_series(1, ${count}::int)`, title)
  // In blocks of their own, with a gap between them.
  await insert('노래', 3)
  await insert('노래를 듣다', 30)
  await insert('그 노래', 60)
  await sql`select setval(pg_get_serial_sequence('subjects', 'id'), 600000)`.execute(db)
  await insert('다른 노래', 40)
  await insert('노래', 2)
  await insert('노랴', 5)
  const expected = async () => {
    const { rows } = await sql<{ id: number }>`
      select id from playlists order by case when title = '노래' then 0 when title like '노래%' then 1 when title like '%노래%' then 2 else 3 end, id desc`.execute(
      db,
    )
    return rows.map(row => row.id)
  }
  const few = await expected()
  for (const limit of [7, 100])
    t.strictSame(await pagesOf(db, viewer, '노래', limit), few.slice(0, -5), `known, by ${limit}`)
  const alike = await pagesOf(db, viewer, '노랴', 3)
  t.strictSame(alike.slice(0, 5), few.slice(-5))
  t.equal(new Set(alike).size, 5 + 50, 'the newest of those that are spelt like it, each once')
  t.equal(alike.length, 5 + 50)

  await insert('또 노래', countedMatches)
  await insert('노래여', 20)
  const many = (await expected()).slice(0, -5)
  for (const limit of [13, 100]) t.strictSame(await pagesOf(db, viewer, '노래', limit), many, `too many, by ${limit}`)
  const { playlists } = await find(db, viewer, '노래', 1)
  t.equal(playlists.length, 1)
})

t.test('of films, which are not counted, all that match are found in the same order', async t => {
  const { db } = await testDatabase(t)
  await sql`
    insert into films (title, title_key)
    select case n % 3 when 0 then '노래' when 1 then '노래 ' || n else n || ' 노래' end, n::text from generate_series(1, 290) n`.execute(
    db,
  )
  const { rows } = await sql<{ id: number }>`
    select id from films order by case when title = '노래' then 0 when title like '노래%' then 1 else 2 end, id desc`.execute(
    db,
  )
  for (const limit of [40, 100]) {
    const found: number[] = []
    let from: SearchPlace | 'start' | undefined = 'start'
    while (from) {
      const page: Awaited<ReturnType<typeof searchFilms>> = await searchFilms(db, '노래', { limit, from })
      found.push(...page!.films.map(film => film.id))
      from = page!.next
    }
    t.strictSame(
      found,
      rows.map(row => row.id),
      `by ${limit}`,
    )
  }
})

t.test('songs are counted up to a bound', async t => {
  const { db } = await testDatabase(t)
  const viewer = await aUser(db)
  await sql`insert into music (singer, song, singer_key, song_key, state) select '가수', '노래 ' || n, '가수', n, 'missing' from generate_series(1, ${countedMatches + 50}) n`.execute(
    db,
  )
  t.equal((await find(db, viewer, '가수', 10)).music_count, countedMatches)
  t.equal((await find(db, viewer, '노래 105', 10)).music_count, 2 + 50, 'and some that are spelt like it')
})

t.test('a cursor from beyond the last row is followed at once', async t => {
  const { db } = await testDatabase(t)
  const viewer = await aUser(db)
  const id = await aPlaylist(db, viewer, { title: '노래' })
  for (const tier of [0, 1, 2, 3] as const) {
    const from = { playlists: { tier, likeness: 9_999, id: Number.MAX_SAFE_INTEGER } }
    t.strictSame(
      (await find(db, viewer, '노래', 10, from)).playlists.map(row => row.id),
      tier === 0 ? [id] : [],
    )
  }
})

t.test('nothing that is visible once folded is no question', async t => {
  const { db } = await testDatabase(t)
  const viewer = await aUser(db)
  for (const text of ['', ' ', '\u200b', '\ufe0f\u2800', '\u3000\t\n'])
    t.equal(await search(db, viewer, text, { limit: 1, from: everything }), undefined, JSON.stringify(text))
})
