import { sql } from 'kysely'
import t from 'tap'
import { follow } from '../accounts/follows.js'
import { setVisibility } from '../subjects/subjects.js'
import { testDatabase } from '../testing/database.js'
import { pagesRead, planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { aTrack, manyTracks } from '../testing/tracks.js'
import { countTrackTags, writeCharts } from './charts.js'
import {
  findTagHome,
  listChart,
  listFeed,
  listSongs,
  listStream,
  listTags,
  selectChart,
  selectFeed,
  selectList,
  selectStream,
  selectTagHome,
} from './lists.js'
import { setRepost } from './reposts.js'
import { nobody } from './songs.js'

type Found = readonly { song_id: number }[]
const ids = (songs: Found) => songs.map(({ song_id }) => song_id)

/** One of each that others do not see. */
const hidden = async (db: Parameters<typeof aTrack>[0], owner: number, tags: string[] = []) => {
  const made: number[] = []
  for (const state of ['draft', 'failed', 'removed'] as const) made.push(await aTrack(db, owner, { state, tags }))
  made.push(await aTrack(db, owner, { visibility: 'private', tags }))
  const taken = await aTrack(db, owner, { tags })
  await db.updateTable('subjects').set({ hidden_at: new Date() }).where('id', '=', taken).execute()
  return [...made, taken]
}

t.test('the stream has what everybody may see, ten at a time', async t => {
  const { db } = await testDatabase(t)
  const [owner, left] = [await aUser(db), await aUser(db)]
  const many = await manyTracks(db, sql`select ${owner}::int8 as owner from generate_series(1, 23)`)
  await hidden(db, owner)
  await aTrack(db, owner, { visibility: 'followers' })
  await aTrack(db, left)
  await db.updateTable('users').set({ is_active: false }).where('id', '=', left).execute()
  const newest = many.toReversed()
  t.strictSame(ids(await listStream(db, nobody, 0)), newest.slice(0, 10))
  t.strictSame(ids(await listStream(db, owner, 10)), newest.slice(10, 20))
  t.strictSame(ids(await listStream(db, nobody, 20)), newest.slice(20))
  t.strictSame(await listStream(db, nobody, 30), [])
})

t.test('lists of a tag and of somebody, page by page', async t => {
  const { db } = await testDatabase(t)
  const [owner, fan, other] = [await aUser(db), await aUser(db), await aUser(db)]
  const tagged: number[] = []
  for (let n = 0; n < 5; n += 1) tagged.unshift(await aTrack(db, owner, { tags: ['Lo-Fi', 'night'] }))
  const plain = await aTrack(db, owner)
  const secret = await hidden(db, owner, ['lo-fi'])
  const forFans = await aTrack(db, owner, { visibility: 'followers', tags: ['lo-fi'] })
  const others = await aTrack(db, other, { tags: ['LO-FI'] })
  await inTransaction(db, trx => follow(trx, fan, owner))

  const pages = async (viewer: number, page: { tag?: string; user_id?: number }) => {
    const found: number[] = []
    for (let cursor: number | null | undefined; cursor !== null; ) {
      const { songs, next_cursor } = await listSongs(db, viewer, { limit: 2, cursor, ...page })
      t.ok(songs.length <= 2)
      found.push(...ids(songs))
      cursor = next_cursor
    }
    return found
  }
  t.strictSame(await pages(nobody, { tag: 'lo-fi' }), [others, ...tagged], 'a tag is one whatever its case')
  t.strictSame(await pages(nobody, { tag: 'nothing has this' }), [])
  t.strictSame(await pages(nobody, {}), [others, plain, ...tagged])
  t.strictSame(await pages(nobody, { user_id: owner }), [plain, ...tagged])
  t.strictSame(await pages(fan, { user_id: owner }), [forFans, plain, ...tagged])
  t.strictSame(await pages(fan, { user_id: owner, tag: 'lo-fi' }), [forFans, ...tagged])
  t.strictSame(
    await pages(owner, { user_id: owner }),
    [forFans, ...secret.filter((_, n) => n !== 2).toReversed(), plain, ...tagged],
    'my own are there in every state but removed',
  )
  t.strictSame(await pages(owner, { user_id: owner, tag: 'lo-fi' }), [
    forFans,
    ...secret.filter((_, n) => n !== 2).toReversed(),
    ...tagged,
  ])

  await inTransaction(db, trx => setVisibility(trx, tagged[0]!, 'private'))
  t.strictSame(await pages(nobody, { tag: 'lo-fi' }), [others, ...tagged.slice(1)], 'what was hidden leaves its tags')
  await inTransaction(db, trx => setVisibility(trx, tagged[0]!, 'public'))
  t.strictSame(await pages(nobody, { tag: 'lo-fi' }), [others, ...tagged])
})

t.test('the feed is what those whom one follows publish and repost, in one order', async t => {
  const { db } = await testDatabase(t)
  const [me, friend, fan, stranger] = [await aUser(db), await aUser(db), await aUser(db), await aUser(db)]
  for (const followee of [friend, fan]) await inTransaction(db, trx => follow(trx, me, followee))
  const first = await aTrack(db, friend)
  const strange = await aTrack(db, stranger)
  await aTrack(db, me)
  const second = await aTrack(db, friend, { visibility: 'followers' })
  await inTransaction(db, trx => setRepost(trx, strange, fan))
  await inTransaction(db, trx => setRepost(trx, first, stranger))
  await hidden(db, friend)
  const third = await aTrack(db, fan)
  const gone = await aTrack(db, stranger)
  await inTransaction(db, trx => setRepost(trx, gone, fan))
  await inTransaction(db, trx => setVisibility(trx, gone, 'private'))

  const { songs, next_cursor } = await listFeed(db, me, { limit: 10 })
  t.strictSame(
    songs.map(({ song_id, reposted_by }) => [song_id, reposted_by?.id ?? null]),
    [
      [third, null],
      [strange, fan],
      [second, null],
      [first, null],
    ],
  )
  t.equal(next_cursor, null)
  const found: number[] = []
  for (let cursor: number | null | undefined; cursor !== null; ) {
    const page = await listFeed(db, me, { limit: 1, cursor })
    found.push(...ids(page.songs))
    cursor = page.next_cursor
  }
  t.strictSame(found, [third, strange, second, first], 'page by page the same')
  await inTransaction(db, trx => setRepost(trx, strange, fan, false))
  t.notOk(ids((await listFeed(db, me, { limit: 10 })).songs).includes(strange), 'a repost that was taken back is gone')
  t.strictSame((await listFeed(db, stranger, { limit: 10 })).songs, [], 'of nobody whom one follows')
})

t.test('the first page has popular tags: what is heard, then what is new', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  t.equal((await findTagHome(db, nobody)).size, 0)
  const old = await aTrack(db, owner, { tags: ['재즈'] })
  const young = await aTrack(db, owner, { tags: ['재즈', 'rain'] })
  await hidden(db, owner, ['secret', '재즈'])
  t.strictSame(
    [...(await findTagHome(db, nobody))].map(([tag, songs]) => [tag, ids(songs)]),
    [
      ['재즈', [young, old]],
      ['rain', [young]],
    ],
    'before any chart was written',
  )
  await sql`insert into track_days (track_id, day, plays, listeners) values (${old}, (now() at time zone 'utc')::date, 9, 7)`.execute(
    db,
  )
  await writeCharts(db)
  await countTrackTags(db)
  t.strictSame(
    [...(await findTagHome(db, nobody))].map(([tag, songs]) => [tag, ids(songs)]),
    [
      ['재즈', [old, young]],
      ['rain', [young]],
    ],
  )
  t.strictSame(await listTags(db, 10), [
    { name: '재즈', track_count: 2 },
    { name: 'rain', track_count: 1 },
  ])
  t.strictSame(ids(await listChart(db, nobody, { days: 7 })), [old])
  t.strictSame(ids(await listChart(db, nobody, { days: 7, tag: '재즈' })), [old])
  t.strictSame(ids(await listChart(db, nobody, { days: 7, tag: 'rain' })), [])
  await inTransaction(db, trx => setVisibility(trx, old, 'private'))
  t.strictSame(ids(await listChart(db, nobody, { days: 7 })), [], 'private at once, whatever the chart says')
  await writeCharts(db)
  await countTrackTags(db)
  t.equal((await db.selectFrom('charts').selectAll().execute()).length, 0)
})

t.test('each list follows an index, also where there is nothing to be found', async t => {
  const { db } = await testDatabase(t)
  await sql`
    insert into users (email, name, name_key) select 'm' || n || '@test.local', 'm' || n, 'm' || n from generate_series(1, 1000) n`.execute(
    db,
  )
  const { rows } = await sql<{ id: number }>`select id from users order by id`.execute(db)
  const [busy, lonely] = [rows[0]!.id, rows[1]!.id]
  const many = await manyTracks(db, sql`select id as owner from users, generate_series(1, 5)`)
  // Of one person, thousands that nobody else sees.
  const secret = await manyTracks(db, sql`select ${busy}::int8 as owner from generate_series(1, 3000)`)
  await sql`insert into tags (name, folded) select 't' || n, 't' || n from generate_series(1, 200) n`.execute(db)
  await sql`insert into track_tags (tag_id, track_id) select 1 + id % 200, id from tracks`.execute(db)
  await sql`update subjects set visibility = 'private' where id = any(${secret}::int8[])`.execute(db)
  await sql`insert into reposts (user_id, track_id) select u.id, ${many[0]} from users u`.execute(db)
  await sql`insert into follows (follower, followee) select ${busy}, id from users where id <> ${busy}`.execute(db)
  await sql`insert into follows (follower, followee) select ${lonely}, ${busy}`.execute(db)
  await sql`
    insert into track_days (track_id, day, plays, listeners)
    select id, (now() at time zone 'utc')::date - n, 2, 1 from tracks, generate_series(0, 2) n`.execute(db)
  await writeCharts(db)
  await countTrackTags(db)
  await sql`analyze`.execute(db)
  const plans = {
    'the stream': selectStream(db, busy, 0),
    'the end of the stream': selectStream(db, busy, 10_000),
    'the first page': selectTagHome(db, busy),
    'a feed of many': selectFeed(db, { viewer: busy, cursor: undefined }, 21, true),
    'the end of a feed': selectFeed(db, { viewer: busy, cursor: 1 }, 21, false),
    'an empty feed': selectFeed(db, { viewer: 999_999, cursor: undefined }, 21, true),
    'the chart': selectChart(db, { viewer: busy, tag: undefined, days: 7 }, true),
    'the chart of a tag': selectChart(db, { viewer: busy, tag: 't7', days: 7 }, false),
    'the chart of no tag': selectChart(db, { viewer: busy, tag: 'nothing', days: 7 }, false),
    'of somebody': selectList(
      db,
      { viewer: lonely, cursor: undefined, tag: undefined, owner: busy },
      21,
      'owner',
      true,
    ),
    'of a tag': selectList(db, { viewer: lonely, cursor: undefined, tag: 't7', owner: undefined }, 21, 'tag', true),
    'all that follow': selectList(
      db,
      { viewer: lonely, cursor: 9_999, tag: undefined, owner: undefined },
      21,
      'all',
      false,
    ),
  }
  for (const [name, query] of Object.entries(plans)) {
    const plan = await planOf(db, query)
    // Two hundred rows of eight thousand: reading these whole costs no more than looking each one up.
    const read = name === 'the first page' ? plan.replaceAll('Seq Scan on tracks t', '') : plan
    t.notMatch(
      read,
      /Seq Scan on (users|subjects|tracks|track_counts|track_versions|track_tags|reposts|follows|charts)/,
      `${name}: ${plan}`,
    )
    const blocks = await pagesRead(db, query)
    t.ok(blocks < 30_000, `${name}: ${blocks} blocks`)
    t.comment(`${name}: ${blocks} blocks`)
  }
  t.ok((await pagesRead(db, plans['of somebody'])) < 500, 'what is private does not lie in the way')
})
