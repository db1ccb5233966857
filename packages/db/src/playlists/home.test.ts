import { sql } from 'kysely'
import t from 'tap'
import { follow } from '../accounts/follows.js'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { aLike, aPlaylist } from '../testing/playlists.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { findHome, listMine } from './home.js'

const home = async (db: Db, viewer: number) => {
  const sections = await findHome(db, viewer)
  return Object.fromEntries(
    Object.entries(sections).map(([section, rows]) => [section, rows.map(row => row.id)]),
  ) as Record<keyof typeof sections, number[]>
}
const inTurn = async <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> => {
  const made: T[] = []
  for (let index = 0; index < count; index++) made.push(await make(index))
  return made
}
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
const likes = (genre: string) => ({ genre })
const setGenre = (db: Db, id: number, genre: string) =>
  db.updateTable('users').set(likes(genre)).where('id', '=', id).execute()
const leave = (db: Db, id: number) => db.updateTable('users').set({ is_active: false }).where('id', '=', id).execute()

/**
 * Ten that fill the newest and the most liked, so that what else there is can only be recommended. Returned newest
 * first.
 */
const fillers = async (db: Db) => {
  const writer = await aUser(db)
  const liked = await inTurn(5, n =>
    aPlaylist(db, writer, { genre: '국악', like_count: 1_000_000 + n, created_at: daysAgo(3_000) }),
  )
  return {
    writer,
    liked: liked.toReversed(),
    newest: () => inTurn(5, () => aPlaylist(db, writer, { genre: '국악', created_at: daysAgo(3_000) })),
  }
}

t.test('nobody has anything', async t => {
  const { db } = await testDatabase(t)
  const empty = { playlist_all: [], my_playlist: [], recommend_pli: [], liked_playlist: [] }
  t.strictSame(await home(db, await aUser(db)), empty)
  t.strictSame(await home(db, 987_654), empty)
})

t.test('the newest, the most liked and one’s own, each in its order and number', async t => {
  const { db } = await testDatabase(t)
  const [me, writer] = [await aUser(db), await aUser(db)]
  const theirs = await inTurn(7, n => aPlaylist(db, writer, { like_count: n === 2 ? 9 : n === 0 ? 3 : 1 }))
  const mine = await inTurn(5, () => aPlaylist(db, me))
  const seen = await home(db, me)
  t.strictSame(seen.playlist_all, mine.toReversed(), 'mine are among the newest of all')
  t.strictSame(seen.my_playlist, mine.toReversed().slice(0, 4))
  t.strictSame(seen.liked_playlist, [theirs[2], theirs[0], theirs[6], theirs[5], theirs[4]])
  t.strictSame(seen.recommend_pli, [theirs[3], theirs[1]], 'the rest of the others’')
})

t.test(
  'private, unfinished, hidden and those of who left are shown to nobody else, whatever speaks for them',
  async t => {
    const { db } = await testDatabase(t)
    const [me, writer, gone] = [await aUser(db), await aUser(db), await aUser(db)]
    await setGenre(db, me, 'K-POP')
    for (const who of [writer, gone]) await inTransaction(db, trx => follow(trx, me, who))
    const hidden = [
      { is_public: false },
      { is_active: false },
      ...['queued', 'composing', 'matching', 'failed', 'cancelled'].map(status => ({ status })),
    ]
    for (const fields of hidden) await aPlaylist(db, writer, { ...fields, like_count: 100 })
    await aPlaylist(db, gone, { like_count: 100 })
    await leave(db, gone)
    const seen = { playlist_all: [], my_playlist: [], recommend_pli: [], liked_playlist: [] }
    t.strictSame(await home(db, me), seen)

    const [, inactive, queued, composing, matching] = await inTurn(hidden.length, n => aPlaylist(db, me, hidden[n]))
    t.ok(inactive)
    t.strictSame(
      (await home(db, me)).my_playlist,
      [matching, composing, queued, inactive! - 1],
      'my own are shown while there is hope',
    )
    t.strictSame(
      await home(db, writer),
      { ...seen, my_playlist: (await home(db, writer)).my_playlist },
      'and mine not to others',
    )
  },
)

t.test(
  'recommended: one’s genres, then people one follows, then what is popular; never one’s own, nothing twice',
  async t => {
    const { db } = await testDatabase(t)
    const [me, friend, stranger, gone] = [await aUser(db), await aUser(db), await aUser(db), await aUser(db)]
    await setGenre(db, me, 'k - pop,Ｒ＆Ｂ,,  인디 ')
    await inTransaction(db, trx => follow(trx, me, friend))
    await inTransaction(db, trx => follow(trx, me, gone))
    const other = await fillers(db)
    const ofGenre = [
      await aPlaylist(db, stranger, { genre: 'K-Pop', created_at: daysAgo(50) }),
      await aPlaylist(db, stranger, { genre: 'r & b', created_at: daysAgo(40) }),
    ]
    const byFriend = await inTurn(3, n => aPlaylist(db, friend, { genre: 'OST', created_at: daysAgo(100 - n) }))
    const popular = await aPlaylist(db, stranger, { genre: 'OST', like_count: 999_999 })
    await aPlaylist(db, me, { genre: 'K-POP', like_count: 999_998 })
    await aPlaylist(db, gone, { genre: 'K-POP', like_count: 999_998 })
    await leave(db, gone)
    const newest = await other.newest()
    const seen = await home(db, me)
    t.strictSame(seen.playlist_all, newest.toReversed())
    t.strictSame(seen.liked_playlist, other.liked)
    t.strictSame(
      seen.recommend_pli,
      [ofGenre[1], ofGenre[0], byFriend[2], byFriend[1], popular],
      'two at most of each person one follows',
    )

    await setGenre(db, me, '')
    t.strictSame(
      (await home(db, me)).recommend_pli,
      [byFriend[2], byFriend[1], popular, ofGenre[1], ofGenre[0]],
      'who names no genre',
    )
    await db.deleteFrom('follows').execute()
    t.strictSame(
      (await home(db, me)).recommend_pli,
      [popular, ofGenre[1], ofGenre[0], byFriend[2], byFriend[1]],
      'and follows nobody',
    )

    await setGenre(db, me, '국악')
    const six = await inTurn(6, n => aPlaylist(db, stranger, { genre: '국악', created_at: daysAgo(n) }))
    await other.newest()
    t.strictSame((await home(db, me)).recommend_pli, six.slice(0, 5), 'genres may fill it alone')
  },
)

t.test('a playlist that is in two ways recommended is recommended once', async t => {
  const { db } = await testDatabase(t)
  const [me, friend] = [await aUser(db), await aUser(db)]
  await setGenre(db, me, 'OST,ost,O S T')
  await inTransaction(db, trx => follow(trx, me, friend))
  const other = await fillers(db)
  const both = await aPlaylist(db, friend, { genre: 'ost' })
  await other.newest()
  t.strictSame((await home(db, me)).recommend_pli, [both])
})

t.test('likes fade: ten times as many weigh a week', async t => {
  const { db } = await testDatabase(t)
  const [me, writer] = [await aUser(db), await aUser(db)]
  const other = await fillers(db)
  const old = await aPlaylist(db, writer, { like_count: 9_999, created_at: daysAgo(35) })
  const young = await aPlaylist(db, writer, { like_count: 0, created_at: daysAgo(6) })
  const middle = await aPlaylist(db, writer, { like_count: 999, created_at: daysAgo(20) })
  await other.newest()
  t.strictSame((await home(db, me)).recommend_pli, [middle, young, old])
  const hotter = sql<number>`playlist_hotness(99, now()) - playlist_hotness(9, now() - interval '7 days')`
  const { rows } = await sql<{ weeks: number }>`select ${hotter} as weeks`.execute(db)
  t.ok(Math.abs(rows[0]!.weeks - 2) < 1e-6)
})

t.test('rows are those of any list: my like, my address, the words of a dig', async t => {
  const { db } = await testDatabase(t)
  const [me, writer] = [await aUser(db), await aUser(db)]
  const theirs = await aPlaylist(db, writer, { like_count: 1 })
  await aLike(db, me, theirs)
  await aPlaylist(db, me, { status: 'composing', situations: '말', title: '제목' })
  const { playlist_all, my_playlist } = await findHome(db, me)
  t.match(playlist_all, [
    { id: theirs, like_playlist: true, writer, writer_profile: { id: writer, email: null }, music: [] },
  ])
  t.match(my_playlist, [{ title: '말', status: 'composing', writer: me, writer_profile: { id: me, email: /@/ } }])
  t.notHas(my_playlist[0], 'section')
})

t.test('my playlists: public and ready ones, page by page', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  const mine = (await inTurn(5, n => aPlaylist(db, me, { title: `${n}` }))).toReversed()
  for (const fields of [{ is_public: false }, { is_active: false }, { status: 'matching' }, { status: 'failed' }])
    await aPlaylist(db, me, fields)
  await aPlaylist(db, other)
  const first = await listMine(db, me, { limit: 2 })
  t.strictSame(first.myplaylist[0], { id: mine[0], thumbnail: 'karlo/placeholder.webp', title: '4' })
  const pages = [first]
  while (pages.at(-1)!.next_cursor !== null)
    pages.push(await listMine(db, me, { limit: 2, cursor: pages.at(-1)!.next_cursor! }))
  t.strictSame(
    pages.map(page => page.myplaylist.map(row => row.id)),
    [mine.slice(0, 2), mine.slice(2, 4), mine.slice(4)],
  )
  t.strictSame(await listMine(db, me, { limit: 5 }), {
    myplaylist: pages.flatMap(page => page.myplaylist),
    next_cursor: null,
  })
})
