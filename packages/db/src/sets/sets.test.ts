import { ApiError } from '@mudig/shared/core/errors'
import { sql } from 'kysely'
import t from 'tap'
import { setVisibility } from '../subjects/subjects.js'
import { testDatabase } from '../testing/database.js'
import { pagesRead, planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { aSet } from '../testing/sets.js'
import { aTrack, manyTracks } from '../testing/tracks.js'
import { deleteTrack } from '../tracks/remove.js'
import { nobody } from '../tracks/songs.js'
import { addSong, createSet, editSet, removeSong } from './edit.js'
import { findSet, findSharedSet, listSets, selectSet, selectSetList, selectSharedSet } from './sets.js'

const codeOf = async (doing: Promise<unknown>): Promise<string> => {
  try {
    await doing
    return 'none'
  } catch (error) {
    if (error instanceof ApiError) return error.declaration.code
    throw error
  }
}
const page = { limit: 50 }

t.test('a set holds tracks in their order, and nobody is shown what they may not see', async t => {
  const { db } = await testDatabase(t)
  const [owner, other, viewer] = [await aUser(db), await aUser(db), await aUser(db)]
  const tracks = [await aTrack(db, owner), await aTrack(db, other), await aTrack(db, owner)]
  const draft = await aTrack(db, owner, { state: 'draft' })
  const id = await inTransaction(db, trx =>
    createSet(trx, owner, { name: 'a', song_ids: [...tracks, draft].toReversed(), is_public: true }),
  )
  const seenBy = async (who: number) => {
    const found = (await findSet(db, id, who, page))!
    const listed = (await listSets(db, who, { limit: 20 })).sets[0]!
    t.strictSame(
      [found.songs.map(({ song_id }) => song_id), found.song_count, listed.song_count, found.next_cursor],
      [found.song_ids, found.song_ids.length, found.song_ids.length, null],
      'what is counted is what is shown',
    )
    return found.song_ids
  }
  const [first, second, third] = tracks as [number, number, number]
  t.strictSame(await seenBy(owner), [draft, third, second, first], 'their own in every state')
  t.strictSame(await seenBy(viewer), [third, second, first])
  t.strictSame(await seenBy(nobody), [third, second, first])

  await inTransaction(db, trx => setVisibility(trx, third, 'private'))
  t.strictSame(await seenBy(viewer), [second, first], 'private')
  await db.updateTable('subjects').set({ hidden_at: new Date() }).where('id', '=', first).execute()
  t.strictSame(await seenBy(viewer), [second], 'taken down')
  await db.insertInto('blocks').values({ blocker: other, blocked: viewer }).execute()
  t.strictSame(await seenBy(viewer), [], 'of somebody who has blocked the viewer')
  t.strictSame(await seenBy(nobody), [second])
  await inTransaction(db, trx => deleteTrack(trx, second, other))
  t.strictSame(await seenBy(nobody), [])
  t.strictSame(await seenBy(owner), [draft, third, first], 'a track that was deleted leaves its sets')
})

t.test('the picture is of the first track that the viewer may see and that has one', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  const tracks = [await aTrack(db, owner), await aTrack(db, owner, { visibility: 'private' }), await aTrack(db, owner)]
  await sql`update tracks set picture = 'picture/' || id where id <> ${tracks[0]}`.execute(db)
  const { id } = await aSet(db, owner, tracks)
  t.equal((await findSet(db, id, owner, page))!.picture, `picture/${tracks[1]}`)
  t.equal((await findSet(db, id, nobody, page))!.picture, `picture/${tracks[2]}`)
})

t.test('tracks come by the page', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  const tracks = await manyTracks(db, sql`select ${owner}::int8 as owner from generate_series(1, 7)`)
  const { id, slug } = await aSet(db, owner, tracks.toReversed())
  for (const read of [
    (after?: number) => findSet(db, id, nobody, { limit: 3, after }),
    (after?: number) => findSharedSet(db, slug, { limit: 3, after }),
  ]) {
    const found: number[] = []
    let pages = 0
    for (let after: number | null | undefined; after !== null; pages += 1) {
      const set = (await read(after))!
      found.push(...set.songs.map(({ song_id }) => song_id))
      t.equal(set.song_count, 7)
      after = set.next_cursor
    }
    t.strictSame(found, tracks.toReversed())
    t.equal(pages, 3)
  }
})

t.test('the order is changed as a whole; what its owner may not see at the moment stays', async t => {
  const { db } = await testDatabase(t)
  const [owner, other] = [await aUser(db), await aUser(db)]
  const a = await aTrack(db, owner)
  const b = await aTrack(db, other)
  const c = await aTrack(db, owner)
  const secret = await aTrack(db, other, { visibility: 'private' })
  const { id } = await aSet(db, owner, [a, b, c])
  const order = async () => (await findSet(db, id, owner, page))!.song_ids
  const edit = (song_ids: number[]) => inTransaction(db, trx => editSet(trx, id, owner, { song_ids }))
  await edit([c, b, a])
  t.strictSame(await order(), [c, b, a])
  await inTransaction(db, trx => setVisibility(trx, b, 'private'))
  await edit([a])
  t.strictSame(await order(), [a])
  await inTransaction(db, trx => setVisibility(trx, b, 'public'))
  t.strictSame(await order(), [a, b])
  t.equal(await codeOf(edit([a, secret])), 'track_not_found')
  t.equal(await codeOf(inTransaction(db, trx => addSong(trx, id, owner, secret))), 'track_not_found')
  t.strictSame(await order(), [a, b], 'all of it or nothing')
  await inTransaction(db, trx => addSong(trx, id, owner, c))
  await inTransaction(db, trx => addSong(trx, id, owner, a))
  t.strictSame(await order(), [a, b, c], 'one that is there stays where it is')
  await inTransaction(db, trx => removeSong(trx, id, owner, b))
  t.equal(await codeOf(inTransaction(db, trx => removeSong(trx, id, owner, b))), 'track_not_found')
  for (const doing of [
    () => inTransaction(db, trx => addSong(trx, id, other, b)),
    () => inTransaction(db, trx => removeSong(trx, id, other, a)),
    () => inTransaction(db, trx => editSet(trx, id, other, { name: 'mine' })),
  ])
    t.equal(await codeOf(doing()), 'set_not_found')
  t.strictSame(await order(), [a, c])
})

t.test('two who add at once are both heard, and a set does not grow past its bound', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  const tracks = await manyTracks(db, sql`select ${owner}::int8 as owner from generate_series(1, 502)`)
  const { id } = await aSet(db, owner, tracks.slice(0, 490))
  const added = tracks.slice(490)
  const codes = await Promise.all(added.map(one => codeOf(inTransaction(db, trx => addSong(trx, id, owner, one)))))
  t.equal(codes.filter(code => code === 'none').length, 10)
  t.equal(codes.filter(code => code === 'set_full').length, 2)
  const rows = await db.selectFrom('set_tracks').select('position').where('set_id', '=', id).execute()
  t.strictSame(
    [rows.length, new Set(rows.map(({ position }) => position)).size],
    [500, 500],
    'each at a place of its own',
  )
  const again = added.find((_, n) => codes[n] === 'none')!
  await inTransaction(db, trx => addSong(trx, id, owner, again))
  t.equal((await findSet(db, id, owner, page))!.song_count, 500)
})

t.test('a track that is removed while it is added is in no set', async t => {
  const { db } = await testDatabase(t)
  const owner = await aUser(db)
  const tracks = await manyTracks(db, sql`select ${owner}::int8 as owner from generate_series(1, 12)`)
  const sets = [await aSet(db, owner, tracks.slice(6)), await aSet(db, owner, tracks.slice(6))]
  await Promise.all([
    ...sets.flatMap(({ id }, n) => [
      codeOf(inTransaction(db, trx => editSet(trx, id, owner, { song_ids: n ? tracks : tracks.toReversed() }))),
      codeOf(inTransaction(db, trx => addSong(trx, id, owner, tracks[0]!))),
    ]),
    ...tracks.map(track => inTransaction(db, trx => deleteTrack(trx, track, owner))),
  ])
  t.strictSame(await db.selectFrom('set_tracks').selectAll().execute(), [])
})

t.test('lists: of all, of somebody, and my own', async t => {
  const { db } = await testDatabase(t)
  const [owner, other, apart] = [await aUser(db), await aUser(db), await aUser(db)]
  const made: number[] = []
  for (let n = 0; n < 3; n += 1) made.unshift((await aSet(db, owner, [])).id)
  const { id: secret, slug } = await aSet(db, owner, [], { visibility: 'private' })
  await aSet(db, owner, [], { state: 'removed' })
  const { id: others } = await aSet(db, other, [])
  await db.insertInto('blocks').values({ blocker: owner, blocked: apart }).execute()
  const ids = async (viewer: number, user_id?: number) => {
    const found: number[] = []
    for (let cursor: number | null | undefined; cursor !== null; ) {
      const { sets, next_cursor } = await listSets(db, viewer, { limit: 2, cursor, user_id })
      found.push(...sets.map(({ set_id }) => set_id))
      cursor = next_cursor
    }
    return found
  }
  t.strictSame(await ids(nobody), [others, ...made])
  t.strictSame(await ids(other, owner), made)
  t.strictSame(await ids(owner, owner), [secret, ...made])
  t.strictSame(await ids(apart), [others], 'of nobody who has blocked the viewer')
  t.strictSame(await ids(apart, owner), [])
  t.equal(await findSet(db, made[0]!, apart, page), undefined)
  t.equal(await findSet(db, secret, other, page), undefined)
  t.equal(await findSharedSet(db, slug, page), undefined)
  await db.updateTable('users').set({ is_active: false }).where('id', '=', owner).execute()
  t.strictSame(await ids(nobody), [others])
  t.strictSame(await ids(nobody, owner), [])
})

t.test('each read follows an index, also where there is nothing to be found', async t => {
  const { db } = await testDatabase(t)
  await sql`
    insert into users (email, name, name_key) select 's' || n || '@test.local', 's' || n, 's' || n from generate_series(1, 1000) n`.execute(
    db,
  )
  const { rows } = await sql<{ id: number }>`select id from users order by id`.execute(db)
  const [busy, lonely] = [rows[0]!.id, rows[1]!.id]
  await manyTracks(db, sql`select id as owner from users, generate_series(1, 3)`)
  await sql`
    with made as (
      insert into subjects (kind, owner, state, visibility)
      select 'set', case when n <= 900 then ${busy} else ${lonely} + n % 900 end, 'ready', case when n <= 850 then 'private' else 'public' end
      from generate_series(1, 3000) n returning id, owner
    ) insert into sets (id, owner, name) select id, owner, 'set' from made`.execute(db)
  await sql`
    insert into set_tracks (set_id, track_id, position)
    select l.id, t.id, t.place from sets l join (select id, row_number() over (order by id) as place from tracks) t
      on t.place between l.id % 2900 and l.id % 2900 + 9 and t.place > 0`.execute(db)
  const { id: large, slug } = await aSet(db, busy, [])
  await sql`insert into set_tracks (set_id, track_id, position)
    select ${large}, id, row_number() over (order by id desc) from tracks order by id desc limit 500`.execute(db)
  await sql`insert into follows (follower, followee) select id, ${busy} from users where id <> ${busy}`.execute(db)
  await sql`insert into blocks (blocker, blocked) select id, id - 1 from users where id > ${lonely} + 20`.execute(db)
  await sql`analyze`.execute(db)
  const list = { viewer: lonely, cursor: undefined, owner: undefined }
  const plans = {
    'a large set': selectSet(db, large, lonely, { limit: 51 }),
    'its last page': selectSet(db, large, lonely, { limit: 51, after: 490 }),
    'no set': selectSet(db, 999_999_999, lonely, { limit: 51 }),
    'a link': selectSharedSet(db, slug, { limit: 51 }),
    'sets of all': selectSetList(db, list, 21, 'all', true),
    'the end of all': selectSetList(db, { ...list, cursor: 1 }, 21, 'all', false),
    'sets of somebody': selectSetList(db, { ...list, owner: busy }, 21, 'owner', true),
    'sets of nobody': selectSetList(db, { ...list, owner: 999_999_999 }, 21, 'owner', true),
    'my own': selectSetList(db, { ...list, viewer: busy, owner: busy }, 21, 'mine', true),
  }
  for (const [name, query] of Object.entries(plans)) {
    const plan = await planOf(db, query)
    t.notMatch(
      plan,
      /Seq Scan on (users|subjects|sets|set_tracks|tracks|track_counts|track_versions|blocks|follows)/,
      `${name}: ${plan}`,
    )
    const blocks = await pagesRead(db, query)
    t.ok(blocks < (/large|link|last/.test(name) ? 20_000 : 10_000), `${name}: ${blocks} blocks`)
    t.comment(`${name}: ${blocks} blocks`)
    if (/^no set|^the end|nobody/.test(name)) t.ok(blocks < 100, `${name}: ${blocks} blocks for nothing`)
  }
  t.match(
    await planOf(db, plans['sets of somebody']),
    'subjects_shown_owner',
    'what is private does not lie in the way',
  )
})
