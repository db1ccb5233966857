import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { follow } from '../accounts/follows.js'
import type { Db, Trx } from '../core/client.js'
import { erase } from '../personal-data.js'
import { playlistSubject } from '../playlists/subject.js'
import { testDatabase } from '../testing/database.js'
import { aPlaylist, changePlaylist } from '../testing/playlists.js'
import { aUser, inTransaction, waitingForLocks } from '../testing/rows.js'
import { setLike } from './likes.js'
import { lockSubjects } from './subjects.js'

const toggle = (db: Db, playlist: number, user: number) =>
  inTransaction(db, trx => setLike(trx, playlistSubject, playlist, user))
const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'fulfilled' ? 'done' : (outcome.reason.declaration?.code ?? String(outcome.reason))
const refused = async (t: Test, done: Promise<unknown>, code: string, why: string) =>
  t.equal(codeOf((await Promise.allSettled([done]))[0]), code, why)

/** The counter and the rows that it counts. */
const countOf = async (db: Db, id: number) => {
  const { rows } = await sql<{ counted: number; there: number }>`
    select like_count as counted, (select count(*) from subject_likes where subject_id = s.id) as there from subjects s where id = ${id}`.execute(
    db,
  )
  const { counted, there } = rows[0]!
  return counted === there ? counted : `counted ${counted}, there are ${there}`
}

const users = (db: Db, count: number) => Promise.all(Array.from({ length: count }, () => aUser(db)))

t.test('a like, and the same again', async t => {
  const { db } = await testDatabase(t)
  const [writer, one, other] = [await aUser(db), await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, writer)
  const before = await db.selectFrom('playlists').select('updated_at').where('id', '=', id).executeTakeFirstOrThrow()
  t.strictSame(await toggle(db, id, one), { is_liked: true, like_count: 1, has_changed: true, owner: writer })
  t.strictSame(await toggle(db, id, other), { is_liked: true, like_count: 2, has_changed: true, owner: writer })
  t.strictSame(await toggle(db, id, writer), { is_liked: true, like_count: 3, has_changed: true, owner: writer })
  t.strictSame(await toggle(db, id, one), { is_liked: false, like_count: 2, has_changed: true, owner: writer })
  t.equal(await countOf(db, id), 2)
  t.same(
    await db.selectFrom('playlists').select('updated_at').where('id', '=', id).executeTakeFirstOrThrow(),
    before,
    'a like is no edit',
  )
})

t.test('what is wanted is said: again and again it changes nothing, also at once', async t => {
  const { db } = await testDatabase(t)
  const [writer, fan] = [await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, writer)
  for (const wanted of [true, false]) {
    const set = () => inTransaction(db, trx => setLike(trx, playlistSubject, id, fan, wanted))
    const all = await Promise.all(Array.from({ length: 6 }, set))
    t.ok(all.every(({ is_liked, like_count }) => is_liked === wanted && like_count === Number(wanted)))
    t.equal(all.filter(({ has_changed }) => has_changed).length, 1)
    t.strictSame(await set(), { is_liked: wanted, like_count: Number(wanted), has_changed: false, owner: writer })
    t.equal(await countOf(db, id), Number(wanted))
  }
})

t.test('many who like and unlike at once are counted right', async t => {
  const { db } = await testDatabase(t)
  const id = await aPlaylist(db, await aUser(db))
  const fans = await users(db, 12)
  await Promise.all(fans.map(fan => toggle(db, id, fan)))
  t.equal(await countOf(db, id), 12)
  await Promise.all(fans.flatMap((fan, i) => Array.from({ length: (i % 3) + 1 }, () => toggle(db, id, fan))))
  // Twice is never; once and three times is a change of mind.
  t.equal(await countOf(db, id), 4)
})

t.test('of many clicks of one person each turns the one before', async t => {
  const { db } = await testDatabase(t)
  const [id, fan] = [await aPlaylist(db, await aUser(db)), await aUser(db)]
  const odd = await Promise.all(Array.from({ length: 15 }, () => toggle(db, id, fan)))
  t.equal(odd.filter(({ is_liked }) => is_liked).length, 8)
  t.equal(await countOf(db, id), 1)
})

t.test('only what can be seen can be liked', async t => {
  const { db } = await testDatabase(t)
  const [writer, stranger, gone] = await users(db, 3)
  const secret = await aPlaylist(db, writer!, { is_public: false })
  const hidden = await aPlaylist(db, writer!, { is_active: false })
  const ofGone = await aPlaylist(db, gone!)
  const shown = await aPlaylist(db, writer!)
  await db.updateTable('users').set({ is_active: false }).where('id', '=', gone!).execute()
  t.match(await toggle(db, secret, writer!), { is_liked: true })
  for (const status of ['queued', 'composing', 'matching', 'failed', 'cancelled'] as const) {
    const digging = await aPlaylist(db, writer!, { status })
    for (const who of [writer!, stranger!]) await refused(t, toggle(db, digging, who), 'playlist_not_found', status)
  }
  for (const [what, id] of Object.entries({
    private: secret,
    hidden,
    'of somebody who left': ofGone,
    unknown: 987_654,
  }))
    await refused(t, toggle(db, id, stranger!), 'playlist_not_found', what)
  await refused(t, toggle(db, hidden, writer!), 'playlist_not_found', 'hidden also from its writer')
  await refused(t, toggle(db, shown, gone!), 'token_invalid', 'somebody who left')
  t.equal((await db.selectFrom('subject_likes').selectAll().execute()).length, 1)
})

/** Begins a like while `change` holds the playlist, and lets go when the like waits. */
const likeDuring = async (db: Db, id: number, fan: number, change: (trx: Db) => Promise<unknown>) => {
  let like: Promise<PromiseSettledResult<unknown>[]> | undefined
  await inTransaction(db, async trx => {
    await lockSubjects(trx as Trx, [id], { forRemoval: true })
    await change(trx)
    like = Promise.allSettled([toggle(db, id, fan)])
    while ((await waitingForLocks(db)) === 0);
  })
  return codeOf((await like!)[0]!)
}

t.test('a like that meets a change of the playlist comes after it', async t => {
  const { db } = await testDatabase(t)
  const [writer, fan] = [await aUser(db), await aUser(db)]
  const [turning, going, renamed, last] = [
    await aPlaylist(db, writer),
    await aPlaylist(db, writer),
    await aPlaylist(db, writer),
    await aPlaylist(db, writer),
  ]
  const set = (id: number, fields: object) => (trx: Db) => changePlaylist(trx, id, fields)
  t.equal(await likeDuring(db, turning, fan, set(turning, { is_public: false })), 'playlist_not_found')
  t.equal(
    await likeDuring(db, going, fan, trx => trx.deleteFrom('subjects').where('id', '=', going).execute()),
    'playlist_not_found',
  )
  t.equal(await likeDuring(db, renamed, fan, set(renamed, { title: 'another' })), 'done')
  const leaving = (trx: Db) => trx.updateTable('users').set({ is_active: false }).where('id', '=', writer).execute()
  t.equal(await likeDuring(db, last, fan, leaving), 'playlist_not_found')
  t.strictSame([await countOf(db, turning), await countOf(db, renamed), await countOf(db, last)], [0, 1, 0])
})

t.test('people who follow and like each other are erased at once, while others go on liking', async t => {
  const { db } = await testDatabase(t)
  const [leaving, staying] = [await users(db, 5), await users(db, 3)]
  const everybody = [...leaving, ...staying]
  const playlists = new Map<number, number>()
  for (const user of everybody) playlists.set(user, await aPlaylist(db, user))
  for (const one of everybody)
    for (const other of everybody) {
      if (one === other) continue
      await toggle(db, playlists.get(other)!, one)
      await inTransaction(db, trx => follow(trx, one, other))
    }
  await db
    .updateTable('users')
    .set({ is_active: false, name_key: null, withdrawn_at: new Date(0), erase_after: new Date(1) })
    .where('id', 'in', leaving)
    .execute()
  const kept = staying.map(user => playlists.get(user)!)
  const newcomers = await users(db, 6)
  const outcomes = await Promise.allSettled([
    ...leaving.map(user => inTransaction(db, trx => erase(trx, user))),
    ...newcomers.flatMap(fan => kept.map(id => toggle(db, id, fan))),
    ...leaving.map(user => inTransaction(db, trx => erase(trx, user))),
  ])
  t.strictSame([...new Set(outcomes.map(codeOf))], ['done'])
  for (const id of kept) t.equal(await countOf(db, id), 2 + 6)
  t.strictSame(
    (await db.selectFrom('playlists').select('id').orderBy('id').execute()).map(({ id }) => id),
    kept,
  )
  for (const row of await db
    .selectFrom('users')
    .select(['follower_count', 'following_count'])
    .where('id', 'in', staying)
    .execute())
    t.same(row, { follower_count: 2, following_count: 2 })
})
