import { sql } from 'kysely'
import t from 'tap'
import { follow } from '../accounts/follows.js'
import { counters } from '../domains.js'
import { lockSubjects } from '../subjects/subjects.js'
import { testDatabase } from '../testing/database.js'
import { aLike, aPlaylist, changePlaylist } from '../testing/playlists.js'
import { aUser, inTransaction, waitingForLocks } from '../testing/rows.js'
import { aTrack } from '../testing/tracks.js'
import { findWrong, lastId, repair } from './counters.js'

const likes = counters.find(({ name }) => name === 'likes')!
const wrongOnes = async (db: Parameters<typeof findWrong>[0]) => {
  const found = await Promise.all(
    counters.map(async counter => [counter.name, await findWrong(db, counter, 0, await lastId(db, counter))]),
  )
  return Object.fromEntries(found.filter(([, rows]) => rows?.length !== 0))
}

t.test('what is kept is what is counted, or it is found and repaired', async t => {
  const { db } = await testDatabase(t)
  t.same(await wrongOnes(db), {}, 'of nothing')
  const [writer, fan] = [await aUser(db), await aUser(db)]
  const [first, second] = [await aPlaylist(db, writer), await aPlaylist(db, writer)]
  await inTransaction(db, trx => follow(trx, fan, writer))
  t.same(await wrongOnes(db), {})

  await aLike(db, fan, second)
  await db.insertInto('subject_comments').values({ subject_id: first, writer: fan, content: 'deleted later' }).execute()
  await db.updateTable('subject_comments').set({ is_active: false, content: '' }).execute()
  await changePlaylist(db, first, { comment_count: 1, song_count: 3 })
  const track = await aTrack(db, writer)
  await db.insertInto('reposts').values({ user_id: fan, track_id: track }).execute()
  for (const [day, plays] of [
    ['2026-01-01', 3],
    ['2026-01-02', 4],
  ] as const)
    await db.insertInto('track_days').values({ track_id: track, day, plays }).execute()
  await db.updateTable('users').set({ follower_count: 7, following_count: 8 }).where('id', '=', writer).execute()
  t.same(await wrongOnes(db), {
    likes: [{ id: second, kept: 0, counted: 1 }],
    comments: [{ id: first, kept: 1, counted: 0 }],
    songs: [{ id: first, kept: 3, counted: 0 }],
    followers: [{ id: writer, kept: 7, counted: 1 }],
    following: [{ id: writer, kept: 8, counted: 0 }],
    plays: [{ id: track, kept: 0, counted: 7 }],
    reposts: [{ id: track, kept: 0, counted: 1 }],
  })
  t.same(await findWrong(db, likes, 0, first), [], 'only within the ids that were asked for')

  for (const counter of counters) {
    const ids = (await findWrong(db, counter, 0, 1_000)).map(({ id }) => id)
    t.equal(await inTransaction(db, trx => repair(trx, counter, ids)), ids.length, counter.name)
    t.equal(await inTransaction(db, trx => repair(trx, counter, ids)), 0, `${counter.name}, again`)
  }
  t.same(await wrongOnes(db), {})
})

t.test('a repair waits for whoever is changing the counter, and counts what they did', async t => {
  const { db } = await testDatabase(t)
  const [writer, fan] = [await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, writer, { like_count: 5 })
  let repairing: Promise<number> | undefined
  await inTransaction(db, async trx => {
    await lockSubjects(trx, [id])
    await trx.updateTable('subjects').set({ like_count: sql`like_count + 1` }).where('id', '=', id).execute()
    await trx.insertInto('subject_likes').values({ subject_id: id, user_id: fan }).execute()
    repairing = inTransaction(db, other => repair(other, likes, [id]))
    while ((await waitingForLocks(db)) === 0);
  })
  t.equal(await repairing, 1)
  t.same(await wrongOnes(db), {})
})
