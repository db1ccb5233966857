import { aPlaylist } from '@mudig/db/testing/playlists'
import t from 'tap'
import { outcome, post, startApp, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const test = await testApp(t)
const { app, db } = test
t.jobs = 1

const get = (url: string, who?: Listener) => app.inject({ url, headers: who?.bearer ?? {} })
const random = (who: Listener, body: object | string) =>
  app.inject({
    method: 'POST',
    url: '/playlist/random-mv',
    payload: body,
    headers: { ...who.bearer, 'content-type': 'application/json' },
  })
const ids = (rows: { id: number }[]) => rows.map(row => row.id)

/** A song; with a video where it has an id for one. */
const aSong = async (name: string, video_id?: string): Promise<number> => {
  const { id } = await db
    .insertInto('music')
    .values({
      singer: 'Singer',
      song: name,
      singer_key: 'singer',
      song_key: name,
      ...(video_id && { state: 'matched', video_id, thumbnail: `https://i.ytimg.com/vi/${video_id}/hqdefault.jpg` }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const [me, other] = [await aListener(test), await aListener(test)]
const songs: number[] = []
for (let n = 0; n < 9; n++) songs.push(await aSong(`song ${n}`, `video-----${n}`))
const unmatched = await aSong('no video')
const mine = await aPlaylist(db, me.id, { is_public: false })
const theirs = await aPlaylist(db, other.id, { is_public: false })
for (const [playlist_id, at, position] of [
  [mine, 4, 0],
  [mine, 2, 1],
  [theirs, 0, 0],
] as const)
  await db.insertInto('playlist_songs').values({ playlist_id, music_id: songs[at]!, position }).execute()
const others = [...songs.filter((_, at) => at !== 2 && at !== 4), unmatched].reverse()
const listed = [songs[4]!, songs[2]!, ...others]

t.test('my songs first, then all, in the shape of the contract', async t => {
  const answer = await get('/playlist/music/', me)
  t.equal(outcome(answer), '200')
  const { music, next_cursor } = answer.json()
  t.strictSame([ids(music), next_cursor], [listed, null])
  t.strictSame(music[0], {
    id: songs[4],
    thumbnail: 'https://i.ytimg.com/vi/video-----4/hqdefault.jpg',
    singer: 'Singer',
    song: 'song 4',
  })
  t.strictSame(music[2], { id: unmatched, thumbnail: null, singer: 'Singer', song: 'no video' })
  const stranger = await aListener(test)
  t.strictSame(ids((await get('/playlist/music', stranger)).json().music), [...songs, unmatched].reverse())
})

t.test('page by page, and only some', async t => {
  for (const [query, wanted] of [
    ['limit=1', listed],
    ['limit=3', listed],
    ['limit=1000', listed],
    [`limit=2&ids=${[songs[8], songs[2], unmatched, 999_999].join()}`, [songs[2]!, unmatched, songs[8]!]],
    [`limit=2&ids=${encodeURIComponent(` ${songs[8]} , ${songs[4]},`)}`, [songs[4]!, songs[8]!]],
    ['ids=', []],
    ['ids=999999999999999', []],
  ] as const) {
    const seen: number[] = []
    let cursor: string | null = ''
    do {
      const { music, next_cursor }: { music: { id: number }[]; next_cursor: string | null } = (
        await get(`/playlist/music?${query}${cursor && `&cursor=${cursor}`}`, me)
      ).json()
      seen.push(...ids(music))
      cursor = next_cursor
    } while (cursor !== null && seen.length < 50)
    t.strictSame(seen, wanted, query)
  }
  const long = Array.from({ length: 400 }, (_, n) => 100_000 + n).join()
  t.equal(outcome(await get(`/playlist/music?ids=${long}`, me)), '200', 'four hundred')
  for (const query of [
    'limit=0',
    'limit=1001',
    'limit=x',
    'cursor=1',
    'cursor=own.x',
    'cursor=mine.1',
    "cursor=own.1' or 1=1",
    `cursor=own.${'1'.repeat(16)}`,
    'ids=a',
    'ids=1;2',
    'ids=1,,2',
    'ids=-1',
    `ids=${'9'.repeat(16)}`,
    `ids=${'1,'.repeat(2_001)}`,
  ]) {
    const answer = await get(`/playlist/music?${query}`, me)
    t.equal(outcome(answer), '400 invalid_input', query.slice(0, 40))
    t.match(answer.json().details, [{ field: query.split('=')[0] }])
  }
})

t.test('random videos until there are no more', async t => {
  const seen: number[] = []
  const sizes: number[] = []
  for (let round = 0; round < 4; round++) {
    const answer = await random(me, { already_musiclist: seen.join() })
    t.equal(outcome(answer), '200')
    const videos = answer.json()
    for (const video of videos)
      t.match(video, {
        information: /^https:\/\/www\.youtube\.com\/embed\/video-----\d$/,
        created_at: /T/,
        singer: 'Singer',
      })
    seen.push(...ids(videos))
    sizes.push(videos.length)
  }
  t.strictSame(sizes, [5, 4, 0, 0])
  t.strictSame(
    seen.sort((a, b) => a - b),
    songs,
    'each once, and none without a video',
  )
  const { headers } = await random(me, { already_musiclist: '' })
  t.match(headers['content-type'], /json/)
  t.strictSame(
    Object.keys(
      (
        await post(app, '/playlist/random-mv/', { already_musiclist: ` ${songs.slice(1).join(' , ')}, ` }, me.bearer)
      ).json()[0],
    ).sort(),
    ['created_at', 'id', 'information', 'singer', 'song', 'thumbnail'],
  )
})

t.test('lists that are none, and the longest one', async t => {
  for (const [body, rule] of [
    [{}, 'required'],
    [{ already_musiclist: null }, 'type'],
    [{ already_musiclist: [1, 2] }, 'type'],
    [{ already_musiclist: 1 }, 'type'],
    [{ already_musiclist: 'a' }, 'pattern'],
    [{ already_musiclist: '1,,2' }, 'pattern'],
    [{ already_musiclist: '1 2' }, 'pattern'],
    [{ already_musiclist: '1); drop table music; --' }, 'pattern'],
    [{ already_musiclist: '1'.repeat(16) }, 'pattern'],
    [{ already_musiclist: '1,'.repeat(25_001) }, 'maxLength'],
  ] as const) {
    const answer = await random(me, body)
    t.equal(outcome(answer), '400 invalid_input', JSON.stringify(body).slice(0, 40))
    t.match(answer.json().details, [{ field: 'already_musiclist', rule }])
  }
  const tooLong = await app.inject({
    method: 'POST',
    url: '/playlist/random-mv',
    payload: { already_musiclist: '1,'.repeat(25_001) },
    headers: { ...me.bearer, 'accept-language': 'en' },
  })
  t.match(tooLong.json().details, [{ message: 'must have at most 50000 characters.' }])
  t.equal(outcome(await random(me, { already_musiclist: '1,'.repeat(33_000) })), '413 body_too_large')
  t.equal(outcome(await random(me, '{')), '400 malformed_body')
  const longest = Array.from({ length: 7_000 }, (_, n) => 500_000 + n).join()
  t.ok(longest.length < 50_000)
  t.equal((await random(me, { already_musiclist: longest })).json().length, 5)
  t.equal((await random(me, { already_musiclist: '9'.repeat(15) })).json().length, 5)
})

t.test('nobody, somebody who left, and while the database is away', async t => {
  t.equal(outcome(await get('/playlist/music')), '401 not_signed_in')
  t.equal(outcome(await post(app, '/playlist/random-mv', { already_musiclist: '' })), '401 not_signed_in')
  await hide(test, other)
  const left = await get('/playlist/music', me)
  t.strictSame(ids(left.json().music), listed, 'songs are nobody’s')
  const away = await startApp(t, {
    ...test.config,
    database: { ...test.config.database, url: 'postgres://nobody@127.0.0.1:9/nothing' },
  })
  t.equal(outcome(await away.app.inject({ url: '/playlist/music', headers: me.bearer })), '503 unavailable')
  t.equal(outcome(await post(away.app, '/playlist/random-mv', { already_musiclist: '' }, me.bearer)), '503 unavailable')
})
