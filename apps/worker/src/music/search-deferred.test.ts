import * as budgets from '@mudig/db/core/budgets'
import { addJobs } from '@mudig/db/ledger/add'
import { testDatabase } from '@mudig/db/testing/database'
import { matchMusic } from '@mudig/shared/music/queues'
import t, { type Test } from 'tap'
import { roomFor, searchDeferred } from './search-deferred.js'
import { quotaDay, searchBudget } from './youtube-projects.js'

const setUp = async (t: Test, songs = 100) => {
  const { db } = await testDatabase(t)
  const names = Array.from({ length: songs }, (_, index) => `${index}`)
  await db
    .insertInto('music')
    .values(
      names.map(song => ({
        singer: 'S',
        song,
        singer_key: 's',
        song_key: song,
        state: 'deferred',
        wanted_by: Number(song),
      })),
    )
    .execute()
  const youtubeProjects = ['one', 'two'].map(name => ({ name, keys: ['key'] }))
  const searchWith = (calls?: number) =>
    searchDeferred(
      db,
      { youtubeProjects, youtubeLimits: { search: calls === undefined ? [] : [{ ...quotaDay, calls }], units: [] } },
      1_000,
    )
  const searches = async () =>
    (await db.selectFrom('jobs').select('id').where('queue', '=', matchMusic.name).execute()).length
  return { db, searchWith, searches }
}

t.test('songs that wait get what digs have left of the part of the day that has passed', async t => {
  t.equal(roomFor({ calls: 100, spent: 0, passed: 1 / 86_400 }), 0, 'at 00:00:01 all calls are for digs')
  t.equal(roomFor({ calls: 100, spent: 0, passed: 0.02 }), 2)
  t.equal(roomFor({ calls: 100, spent: 47, passed: 0.5 }), 3)
  t.equal(roomFor({ calls: 100, spent: 60, passed: 0.5 }), 0, 'digs have used more than their time')
  t.equal(roomFor({ calls: 100_000, spent: 0, passed: 0.5 }), 8, 'a few at a time')
  t.equal(roomFor({ calls: 100, spent: 99, passed: 1 }), 1)
})

t.test('without a limit of ours a few at a time, until the vendor closes the day', async t => {
  const { db, searchWith, searches } = await setUp(t)
  t.equal(await searchWith(), 8)
  t.equal(await searchWith(), 0, 'not while so many are being searched')
  t.equal(await searches(), 8)
  await db.deleteFrom('jobs').execute()
  for (const project of ['one', 'two']) await budgets.close(db, { budget: searchBudget, project }, quotaDay)
  t.equal(await searchWith(), 0)
})

t.test('when digs leave nothing, now and then one; when the day is spent, none', async t => {
  const { db, searchWith, searches } = await setUp(t)
  for (const project of ['one', 'two']) {
    for (let call = 0; call < 4; call++)
      await budgets.reserve(db, { budget: searchBudget, project }, [{ ...quotaDay, calls: 1_000_000 }])
  }
  t.equal(await searchWith(4), 0, 'all eight calls are spent')
  // Of ten calls eight are spent, which is more than the part of the day that has passed unless it ends just now.
  t.equal(await searchWith(5), 1)
  await db.deleteFrom('jobs').execute()
  const [again] = [await searchWith(5)]
  t.ok(again <= 2, 'its turn comes again after some hours')
  t.equal(await searches(), again)
})

t.test('listeners who search are not disturbed', async t => {
  const { db, searchWith } = await setUp(t)
  await db.transaction().execute(trx =>
    addJobs(
      trx,
      matchMusic,
      Array.from({ length: 8 }, (_, index) => ({ payload: { v: 1, music_id: 1_000 + index } })),
    ),
  )
  t.equal(await searchWith(), 0)
})
