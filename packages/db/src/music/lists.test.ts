import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { aPlaylist } from '../testing/playlists.js'
import { aUser } from '../testing/rows.js'
import { listSongs, randomVideos, type SongsPage } from './lists.js'

/** Songs with just these ids. Those with a video have one each. */
const songs = (db: Db, ids: readonly number[], withVideo = true) =>
  sql`
    insert into music (id, singer, song, singer_key, song_key, state, video_id, thumbnail) overriding system value
    select id, 'Singer', 'Song ' || id, 'singer', 'song' || id, ${withVideo ? 'matched' : 'missing'},
      case when ${withVideo} then lpad(id::text, 11, '_') end, case when ${withVideo} then 'https://i.ytimg.com/' || id end
    from unnest(${ids}::int8[]) id`.execute(db)

const put = async (db: Db, playlist_id: number, ids: readonly number[]) => {
  await db
    .insertInto('playlist_songs')
    .values(ids.map((music_id, position) => ({ playlist_id, music_id, position })))
    .execute()
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

const allPages = async (db: Db, viewer: number, page: SongsPage): Promise<number[][]> => {
  const pages: number[][] = []
  let from: SongsPage['from']
  do {
    const { songs, next } = await listSongs(db, viewer, { ...page, from })
    pages.push(songs.map(song => song.id))
    from = next
  } while (from && pages.length < 50)
  return pages
}

t.test('own songs come first, then all others, the newest first, whatever the size of a page', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  t.strictSame(await allPages(db, me, { limit: 10 }), [[]])
  await songs(db, upTo(12))
  t.strictSame(await allPages(db, me, { limit: 100 }), [upTo(12).toReversed()], 'who has none')
  await put(db, await aPlaylist(db, me), [3, 9, 1])
  await put(db, await aPlaylist(db, me, { is_public: false }), [9, 5])
  await put(db, await aPlaylist(db, me, { status: 'matching' }), [7])
  await put(db, await aPlaylist(db, me, { status: 'failed' }), [12])
  await put(db, await aPlaylist(db, me, { is_active: false }), [11])
  await put(db, await aPlaylist(db, other), [2, 3])
  const wanted = [9, 7, 5, 3, 1, 12, 11, 10, 8, 6, 4, 2]
  for (let limit = 1; limit <= 13; limit++) {
    const pages = await allPages(db, me, { limit })
    t.strictSame(pages.flat(), wanted, `${limit} a page`)
    t.equal(pages.length, Math.ceil(12 / limit))
  }
  t.strictSame((await listSongs(db, me, { limit: 1 })).songs, [
    { id: 9, thumbnail: 'https://i.ytimg.com/9', singer: 'Singer', song: 'Song 9' },
  ])
})

t.test('only the songs that are asked for, in the order of the list', async t => {
  const { db } = await testDatabase(t)
  const me = await aUser(db)
  await songs(db, upTo(10))
  await put(db, await aPlaylist(db, me), [2, 4])
  t.strictSame(await allPages(db, me, { limit: 10, ids: [8, 2, 999, 10] }), [[2, 10, 8]])
  t.strictSame(await allPages(db, me, { limit: 1, ids: [8, 2, 4] }), [[4], [2], [8]])
  t.strictSame(await allPages(db, me, { limit: 10, ids: [] }), [[]])
})

t.test('songs that are named or dropped between two pages neither repeat nor hide others', async t => {
  const { db } = await testDatabase(t)
  const me = await aUser(db)
  await songs(db, upTo(6))
  const mine = await aPlaylist(db, me)
  await put(db, mine, [1, 4])
  const first = await listSongs(db, me, { limit: 3 })
  t.strictSame(
    first.songs.map(song => song.id),
    [4, 1, 6],
  )
  await songs(db, [7])
  const second = await listSongs(db, me, { limit: 3, from: first.next })
  t.strictSame([second.songs.map(song => song.id), second.next], [[5, 3, 2], undefined])
})

/**
 * How far the counts are from even. For `n` kinds it is about n - 1, and above the bound below in one of ten million
 * runs.
 */
const chiSquared = (counts: readonly number[], expected: number) =>
  counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
/** Wilson and Hilferty's approximation of the quantile, 5.2 standard deviations out. */
const bound = (degrees: number) => degrees * (1 - 2 / (9 * degrees) + 5.2 * Math.sqrt(2 / (9 * degrees))) ** 3

const drawMany = async (db: Db, times: number, already: readonly number[] = []): Promise<number[][]> => {
  const draws: number[][] = []
  for (let done = 0; done < times; done += 10)
    draws.push(...(await Promise.all(upTo(10).map(async () => (await randomVideos(db, already)).map(song => song.id)))))
  return draws
}

const isEven = (t: Test, draws: readonly number[][], wanted: readonly number[]) => {
  for (const draw of draws) {
    if (draw.length !== 5 || new Set(draw).size !== 5) t.fail(`five different ones: ${draw}`)
    if (draw.some(id => !wanted.includes(id))) t.fail(`only wanted ones: ${draw}`)
  }
  const most = bound(wanted.length - 1)
  for (const [name, ids] of [
    ['all five', draws.flat()],
    ['the first', draws.map(draw => draw[0]!)],
    ['the last', draws.map(draw => draw[4]!)],
  ] as const) {
    const counts = wanted.map(id => ids.filter(drawn => drawn === id).length)
    const distance = chiSquared(counts, ids.length / wanted.length)
    t.ok(distance < most, `${name}: ${distance.toFixed(1)} < ${most.toFixed(1)}, ${counts}`)
  }
}

t.test('random videos are as likely as each other, whatever the gaps between their ids', async t => {
  const { db } = await testDatabase(t)
  const withVideo = [...upTo(6, 3), 50, 51, 400, ...upTo(805, 800), 2_000, 2_001, 2_900]
  await songs(db, withVideo)
  await songs(db, [...upTo(2), ...upTo(60, 52), ...upTo(850, 830), 3_000], false)
  isEven(t, await drawMany(db, 400), withVideo)
  const left = withVideo.filter(id => id % 4 !== 0)
  const already = [...withVideo.filter(id => id % 4 === 0), 1, 7, 999_999]
  isEven(t, await drawMany(db, 300, already), left)
})

t.test('nor does it matter that the draws meet too few, in a catalogue with one song in thousands of ids', async t => {
  const { db } = await testDatabase(t)
  const withVideo = [10, 11, 12, 13, 500_000, 500_001, 7_000_000, 90_000_000]
  await songs(db, withVideo)
  isEven(t, await drawMany(db, 300), withVideo)
})

t.test('where a few hits more or less decide how they are chosen, they are as likely too', async t => {
  const { db } = await testDatabase(t)
  // Six hits in all draws, give or take: some choices are made by them, some among all.
  const withVideo = [1, ...upTo(2_002, 2_000), 2_300, 2_400, 2_500]
  await songs(db, withVideo)
  await songs(db, upTo(1_500, 1_001), false)
  isEven(t, await drawMany(db, 300), withVideo)
})

t.test('a session meets each video once and then nothing', async t => {
  const { db } = await testDatabase(t)
  const withVideo = upTo(40).map(n => n * n)
  await songs(db, withVideo)
  await songs(db, [2, 3], false)
  const seen: number[] = []
  const sizes: number[] = []
  for (let round = 0; round < 10; round++) {
    const more = await randomVideos(db, seen)
    seen.push(...more.map(song => song.id))
    sizes.push(more.length)
  }
  t.strictSame(sizes, [5, 5, 5, 5, 5, 5, 5, 5, 0, 0])
  t.strictSame(
    seen.toSorted((a, b) => a - b),
    withVideo,
  )
  t.strictSame(
    (await randomVideos(db, withVideo.slice(0, 38))).map(song => song.id).sort((a, b) => a - b),
    [39 * 39, 1_600],
    'fewer at the end',
  )
  const { created_at, ...song } = (await randomVideos(db, withVideo.slice(1)))[0]!
  t.type(created_at, Date)
  t.strictSame(song, {
    id: 1,
    information: 'https://www.youtube.com/embed/__________1',
    singer: 'Singer',
    song: 'Song 1',
    thumbnail: 'https://i.ytimg.com/1',
  })
})

t.test('no songs, no songs with a video', async t => {
  const { db } = await testDatabase(t)
  t.strictSame(await randomVideos(db, []), [])
  await songs(db, [1, 2], false)
  t.strictSame(await randomVideos(db, []), [])
})
