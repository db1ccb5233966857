import { addJob } from '@mudig/db/ledger/add'
import { queueMostWanted } from '@mudig/db/music/deferred'
import * as music from '@mudig/db/music/music'
import * as musicVideos from '@mudig/db/music/videos'
import { checkVideos } from '@mudig/shared/music/queues'
import t from 'tap'
import { searchDeferred } from '../../src/music/search-deferred.js'
import { type Pipeline, type PipelineOptions, pipeline } from './harness.js'

const songs = Array.from({ length: 8 }, (_, index) => ({ singer: 'Band', song: `Tune ${'ABCDEFGH'[index]}` }))

/** A ready playlist whose eight videos were just found. */
const setUp = async (t: { teardown: (end: () => Promise<void>) => void }, options: PipelineOptions = {}) => {
  const p = await pipeline(t, options)
  await p.sandbox.answer({ title: '노래', content: '', keywords: ['a', 'b', 'c'], image_prompt: 'Gouache', songs })
  const { id } = await p.dig('찾아 줘')
  await p.untilStatus(id)
  await p.sandbox.clearCalls()
  return { p, id, before: await p.songsOf(id) }
}

const aWeekLater = async (p: Pipeline) => {
  await p.db
    .updateTable('music')
    .set({ video_due_at: new Date(0) })
    .where('state', '=', 'matched')
    .execute()
  return musicVideos.queueChecks(p.db, 1_000)
}

t.test('lost videos are replaced without anybody asking', async t => {
  const { p, id, before } = await setUp(t)
  t.equal(await musicVideos.queueChecks(p.db, 1_000), 0, 'none is due yet')
  for (const [index, loss] of (
    ['gone', 'private', 'not_embeddable', 'age_restricted', 'region_blocked'] as const
  ).entries())
    await p.sandbox.loseVideo(before[index]!.video_id!, loss)
  t.equal(await aWeekLater(p), 8)
  t.equal(await aWeekLater(p), 8, 'a second look in the same moment does no harm')
  await p.untilIdle([checkVideos.name])
  t.equal(await searchDeferred(p.db, p.vendors, 1_000), 5)
  await p.untilIdle()

  const after = await p.songsOf(id)
  t.ok(
    after.every(song => song.state === 'matched' && song.video_id),
    'each song has a video',
  )
  for (const [index, song] of after.entries())
    t[index < 5 ? 'not' : 'equal'](
      song.video_id,
      before[index]!.video_id,
      `${song.position} ${index < 5 ? 'has another' : 'keeps its own'}`,
    )
  t.equal((await p.playlistOf(id)).status, 'ready')
  const calls = await p.sandbox.calls('youtube')
  const looks = calls.filter(call => call.path.startsWith('/youtube/v3/videos'))
  t.equal(
    looks.filter(call => before.every(song => call.query.includes(song.video_id!))).length,
    2,
    'one call for all of them, each time',
  )
  t.equal(calls.filter(call => call.path.startsWith('/youtube/v3/search')).length, 5, 'one search for each lost one')
  t.equal(await musicVideos.queueChecks(p.db, 1_000), 0)
})

t.test('with half of the day spent lost songs wait, without their dead video, and heal on the next', async t => {
  const { p, id, before } = await setUp(t, { env: { YOUTUBE_SEARCHES_PER_DAY: '16' } })
  await p.sandbox.loseVideo(before[0]!.video_id!, 'gone')
  await aWeekLater(p)
  await p.untilIdle([checkVideos.name])
  t.match(
    (await p.songsOf(id))[0],
    { state: 'deferred', video_id: null },
    'eight of sixteen searches went into the dig',
  )
  t.equal((await p.playlistOf(id)).status, 'ready')
  t.equal(await searchDeferred(p.db, p.vendors, 1_000), 0, 'the other half is for songs that somebody waits for')

  await p.db.deleteFrom('vendor_budgets').execute()
  t.equal(await queueMostWanted(p.db, 8, false), 0, 'not before songs that somebody has named')
  t.equal(await queueMostWanted(p.db, 8, true), 1)
  await p.untilIdle()
  t.match((await p.songsOf(id))[0], { state: 'matched' })
})

t.test('a call that fails takes no video away', async t => {
  const { p, id, before } = await setUp(t)
  for (const fault of ['500', 'malformed', 'quotaExceeded', 'keyInvalid'] as const) {
    await p.sandbox.fault({ vendor: 'youtube', fault })
    await aWeekLater(p)
    // A spent day is not hurried on.
    await p.untilIdle(fault === 'quotaExceeded' ? [] : [checkVideos.name])
    t.same(await p.songsOf(id), before, fault)
    await p.db.deleteFrom('vendor_budgets').execute()
  }
})

t.test('where YouTube knows none of many videos it is not believed', async t => {
  const { p } = await setUp(t)
  const ids = await Promise.all(
    Array.from({ length: 12 }, async (_, n) => {
      const name = { singer: 'Another', song: `Song ${n}` }
      const { id } = await p.db.transaction().execute(trx => music.claimSong(trx, name))
      await p.db
        .transaction()
        .execute(trx => music.settle(trx, id, { state: 'matched', video_id: `another-${100 + n}`, thumbnail: null }))
      await p.sandbox.loseVideo(`another-${100 + n}`, 'gone')
      return id
    }),
  )
  const { id: job } = await p.ledger.transaction(trx => addJob(trx, checkVideos, { v: 1, music_ids: ids }))
  t.match(await p.untilJob(job, ({ failures }) => failures > 0), { error_code: 'youtube_malformed' })
  t.equal((await musicVideos.findVideos(p.db, ids)).length, 12)
})

t.test('pictures follow the vendor, and a song that found another video meanwhile keeps it', async t => {
  const { p, id, before } = await setUp(t)
  const [first, second] = await musicVideos.findVideos(
    p.db,
    before.map(song => song.id),
  )
  await p.ledger.transaction(async trx => {
    await musicVideos.refreshThumbnails(trx, [
      { ...first!, thumbnail: 'https://i.ytimg.com/vi/other/default.jpg' },
      { ...second!, video_id: 'anotherone1', thumbnail: null },
    ])
    t.equal(await musicVideos.dropVideos(trx, [{ ...second!, video_id: 'anotherone1' }]), 0)
  })
  const after = await musicVideos.findVideos(
    p.db,
    before.map(song => song.id),
  )
  t.match(after[0], { video_id: first!.video_id, thumbnail: 'https://i.ytimg.com/vi/other/default.jpg' })
  t.same(after[1], second)
  t.equal((await p.playlistOf(id)).status, 'ready')
})
