import { addJob } from '@mudig/db/ledger/add'
import { expedite } from '@mudig/db/ledger/expedite'
import { replayEndedJobs } from '@mudig/db/ledger/replay'
import { queueMostWanted } from '@mudig/db/music/deferred'
import * as music from '@mudig/db/music/music'
import * as musicVideos from '@mudig/db/music/videos'
import { findJob } from '@mudig/db/testing/jobs'
import { matchMusic } from '@mudig/shared/music/queues'
import t, { type Test } from 'tap'
import { searchDeferred } from '../../src/music/search-deferred.js'
import { type Pipeline, type PipelineOptions, pipeline } from './harness.js'

const hurry = [matchMusic.name]
let series = 0

/** Eight songs that nobody named before. */
const newSongs = () => {
  series += 1
  return Array.from({ length: 8 }, (_, index) => ({ singer: `Band ${series}`, song: `Tune ${'ABCDEFGH'[index]}` }))
}
const compositionOf = (songs: object[]) => ({
  title: '노래',
  content: '',
  keywords: ['a', 'b', 'c'],
  image_prompt: 'Gouache in green',
  songs,
})

const digFor = async (p: Pipeline, songs: object[]) => {
  await p.sandbox.answer(compositionOf(songs))
  return p.dig('찾아 줘')
}

/** Calls of search.list; each that finds something is followed by one of videos.list. */
const searches = async (p: Pipeline) =>
  (await p.sandbox.calls('youtube')).filter(call => call.path.startsWith('/youtube/v3/search'))

const setUp = (t: Test, options: PipelineOptions = {}) => pipeline(t, options)

t.test('the catalogue first: songs that are known are not searched again', async t => {
  const p = await setUp(t)
  const songs = newSongs()
  await p.untilStatus((await digFor(p, songs)).id)
  t.equal((await searches(p)).length, 8)
  await p.sandbox.clearCalls()
  const otherwise = songs.map(({ singer, song }) => ({
    singer: singer.toUpperCase(),
    song: `${song} (feat. Somebody)`,
  }))
  const second = await digFor(p, otherwise)
  t.equal((await p.untilStatus(second.id)).status, 'ready')
  t.same(await p.sandbox.calls('youtube'), [])
  t.ok((await p.songsOf(second.id)).every(song => song.video_id))
})

t.test('a song that is not found keeps its place without a video, for everybody', async t => {
  const p = await setUp(t)
  const songs = newSongs()
  await p.sandbox.unknownSong(songs[3]!.song)
  const { id } = await digFor(p, songs)
  t.equal((await p.untilStatus(id)).status, 'ready')
  const named = await p.songsOf(id)
  t.match(named[3], { position: 3, state: 'missing', video_id: null })
  t.equal(named.filter(song => song.state === 'matched').length, 7)
  await p.sandbox.clearCalls()
  await p.untilStatus((await digFor(p, songs)).id)
  t.same(await p.sandbox.calls('youtube'), [], 'nor is it searched again')
})

t.test('a spent project is closed for the day and the next one goes on', async t => {
  const p = await setUp(t, { env: { YOUTUBE_API_KEYS: 'one:key-one,one:key-uno,two:key-two' } })
  await p.sandbox.quota({
    youtube: { projects: { one: { keys: ['key-one', 'key-uno'], limit: 3 }, two: { keys: ['key-two'], limit: null } } },
  })
  const { id } = await digFor(p, newSongs())
  t.equal((await p.untilStatus(id)).status, 'ready')
  t.ok((await p.songsOf(id)).every(song => song.state === 'matched'))
  const closed = await p.db.selectFrom('vendor_budgets').selectAll().where('closed', '=', true).execute()
  t.same(
    closed.map(row => row.project),
    ['one'],
  )
  t.equal(
    new Intl.DateTimeFormat('en', { timeZone: 'America/Los_Angeles', hour: 'numeric', hourCycle: 'h23' }).format(
      closed[0]!.ends_at,
    ),
    '00',
  )
  await p.sandbox.clearCalls()
  await p.untilStatus((await digFor(p, newSongs())).id)
  t.ok(
    (await searches(p)).every(call => call.key === 'key-two'),
    'whatever key of it',
  )
})

t.test('when every project is spent the songs wait for the next day and the playlist does not', async t => {
  const p = await setUp(t, { env: { YOUTUBE_API_KEYS: 'one:key-one,two:key-two', YOUTUBE_SEARCHES_PER_DAY: '3' } })
  const songs = newSongs()
  const { id } = await digFor(p, songs)
  t.equal((await p.untilStatus(id)).status, 'ready')
  await p.untilIdle()
  const named = await p.songsOf(id)
  t.equal(
    named.filter(song => song.state === 'matched').length,
    6,
    'our own count bounds us, whatever the vendor would allow',
  )
  t.equal(named.filter(song => song.state === 'deferred' && song.video_id === null).length, 2)
  const searchJobs = () => p.db.selectFrom('jobs').select('state').where('queue', '=', matchMusic.name).execute()
  t.same(
    (await searchJobs()).map(job => job.state),
    Array(8).fill('done'),
    'nothing wakes at midnight',
  )
  const second = await digFor(p, songs)
  t.equal((await p.untilStatus(second.id)).status, 'ready', 'nor does the next playlist with the same songs')
  await p.untilIdle()
  t.equal((await searches(p)).length, 6)
  t.ok((await searchJobs()).every(job => job.state === 'done'))
  const wanted = await p.db
    .selectFrom('music')
    .select(['wanted_by', 'wanted_at', 'healing'])
    .where('state', '=', 'deferred')
    .execute()
  t.match(
    wanted,
    [1, 2].map(() => ({ wanted_by: 2, wanted_at: Date, healing: false })),
  )

  // Midnight.
  await p.db.deleteFrom('vendor_budgets').execute()
  t.equal(await queueMostWanted(p.db, 8, false), 2)
  await p.untilIdle()
  for (const playlist of [id, second.id])
    t.ok(
      (await p.songsOf(playlist)).every(song => song.video_id),
      'both are healed',
    )
  t.equal((await searches(p)).length, 8)
  const ends = (await p.eventsOf(id)).filter(event => event.type === 'done')
  t.equal(ends.length, 1)
})

t.test('rateLimitExceeded: the song waits for a moment, the playlist does not', async t => {
  const p = await setUp(t)
  const songs = newSongs()
  await p.sandbox.fault({ vendor: 'youtube', fault: 'rateLimitExceeded', match: songs[0]!.song })
  const { id } = await digFor(p, songs)
  t.equal((await p.untilStatus(id)).status, 'ready')
  t.match((await p.songsOf(id))[0], { state: 'deferred' })
  t.same(
    await p.db.selectFrom('vendor_budgets').select('project').where('closed', '=', true).execute(),
    [],
    'a burst is no spent day',
  )
  await p.ledger.transaction(trx => expedite(trx, { queue: matchMusic.name }, 10))
  await p.untilIdle()
  t.match((await p.songsOf(id))[0], { state: 'matched' })
})

for (const fault of ['500', 'timeout', 'malformed'] as const) {
  t.test(`${fault}: the next attempt finds the song`, async t => {
    const p = await setUp(t)
    const songs = newSongs()
    await p.sandbox.fault({ vendor: 'youtube', fault, match: songs[2]!.song })
    const { id } = await digFor(p, songs)
    t.equal((await p.untilStatus(id, undefined, hurry)).status, 'ready')
    t.ok((await p.songsOf(id)).every(song => song.state === 'matched'))
    t.equal((await searches(p)).length, 9)
  })
}

t.test('a key that is not accepted leaves the search to the other projects', async t => {
  const p = await setUp(t, { env: { YOUTUBE_API_KEYS: 'one:key-one,two:key-two' } })
  for (const fault of ['keyInvalid', 'accessNotConfigured'] as const) {
    await p.sandbox.fault({ vendor: 'youtube', fault, times: 1 })
    const { id } = await digFor(p, newSongs())
    t.equal((await p.untilStatus(id, undefined, hurry)).status, 'ready')
    t.ok(
      (await p.songsOf(id)).every(song => song.state === 'matched'),
      fault,
    )
  }
})

t.test('a search that fails for good leaves the song without a video; replayed, it heals', async t => {
  const p = await setUp(t)
  const songs = newSongs()
  await p.sandbox.fault({ vendor: 'youtube', fault: 'keyInvalid', times: 'always' })
  const { id } = await digFor(p, songs)
  t.equal((await p.untilStatus(id)).status, 'ready')
  t.ok((await p.songsOf(id)).every(song => song.state === 'failed'))
  const dead = await p.db
    .selectFrom('jobs')
    .selectAll()
    .where('queue', '=', matchMusic.name)
    .where('state', '=', 'failed')
    .execute()
  t.equal(dead.length, 8)
  t.match(dead[0], { error_code: 'youtube_key', error_message: /key/, failures: 1 })
  t.notMatch(p.logs(), /key-one/, 'no key in the log')
  await p.sandbox.clearFaults()
  await p.ledger.transaction(trx => replayEndedJobs(trx, [dead[0]!.id]))
  await p.untilIdle()
  t.equal((await p.songsOf(id)).filter(song => song.state === 'matched').length, 1, 'a replayed search searches')
  await p.sandbox.clearCalls()
  const again = await digFor(p, songs)
  t.equal((await p.untilStatus(again.id)).status, 'ready')
  t.ok(
    (await p.songsOf(again.id)).every(song => song.state === 'matched'),
    'and who names such a song has it searched again',
  )
  t.equal((await searches(p)).length, 7)
})

t.test('a second delivery of a search asks nobody', async t => {
  const p = await setUp(t)
  const { id } = await digFor(p, newSongs())
  await p.untilStatus(id)
  const [song] = await p.songsOf(id)
  await p.sandbox.clearCalls()
  const { id: job } = await p.ledger.transaction(trx => addJob(trx, matchMusic, { v: 1, music_id: song!.id }))
  await p.untilJob(job, row => row.state === 'done')
  t.same(await p.sandbox.calls(), [])
  const nobody = await p.ledger.transaction(trx => addJob(trx, matchMusic, { v: 1, music_id: 999_999 }))
  await p.untilJob(nobody.id, row => row.state === 'done')
})

t.test('a dying search and a dig that names its song do not lock each other out', async t => {
  const p = await setUp(t)
  const name = { singer: 'Knot', song: 'Deadlock' }
  await p.sandbox.hold({ vendor: 'youtube' })
  await p.sandbox.fault({ vendor: 'youtube', fault: 'keyInvalid' })
  const { song, job } = await p.ledger.transaction(async trx => {
    const song = await music.claimSong(trx, name)
    return { song, job: await addJob(trx, matchMusic, { v: 1, music_id: song.id }) }
  })
  await p.sandbox.untilHeld('youtube')
  await p.ledger.transaction(async trx => {
    await music.claimSong(trx, name)
    await p.sandbox.release()
    // It is about to fail the job and waits for the song, which this transaction holds.
    await p.untilJob(job.id, () => true)
    const waiting = async () =>
      (await p.db.selectFrom('music').select('id').where('id', '=', song.id).forUpdate().skipLocked().execute()).length
    t.equal(await waiting(), 0)
    for (let calls = 0; calls === 0; )
      calls = (await p.sandbox.calls('youtube')).filter(call => call.outcome === 'answered').length
    await p.untilBlocked()
    t.equal((await addJob(trx, matchMusic, { v: 1, music_id: song.id })).id, job.id)
  })
  await p.untilJob(job.id, row => row.state === 'failed')
  t.notMatch(p.logs(), /40P01|deadlock/)
})

/** The video that a search for the song gives first. */
const firstVideo = async (p: Pipeline, { singer, song }: { singer: string; song: string }) =>
  (await p.vendors.youtube.search({
    singer,
    song,
    key: 'key-two',
    signal: new AbortController().signal,
    requestId: 'test',
  }))!.video_id

t.test('a video that does not play is never shown: the next one of the same search is', async t => {
  const p = await setUp(t)
  const songs = newSongs()
  const losses = ['age_restricted', 'region_blocked', 'region_not_allowed', 'rejected', 'upcoming', 'live'] as const
  const lost: string[] = []
  for (const [n, loss] of losses.entries()) {
    lost.push(await firstVideo(p, songs[n]!))
    await p.sandbox.loseVideo(lost[n]!, loss)
  }
  await p.sandbox.clearCalls()
  const { id } = await digFor(p, songs)
  t.equal((await p.untilStatus(id)).status, 'ready')
  for (const [n, song] of (await p.songsOf(id)).entries()) {
    t.equal(song.state, 'matched', `${losses[n]}`)
    t.not(song.video_id, lost[n], `${losses[n]}`)
  }
  const calls = await p.sandbox.calls('youtube')
  t.equal((await searches(p)).length, 8, 'one search a song')
  t.equal(calls.length, 16, 'and one look')
  const shown = (await p.eventsOf(id)).map(event => JSON.stringify(event.data)).join()
  for (const video of lost) t.notMatch(shown, video)
})

t.test('when units are spent or the look fails, the best video is shown and looked at soon', async t => {
  const p = await setUp(t, {
    vendors: made => ({
      youtubeLimits: { ...made.youtubeLimits, units: [{ period: 'day', calls: 2, timeZone: 'UTC' }] },
    }),
  })
  const { id } = await digFor(p, newSongs())
  t.equal((await p.untilStatus(id)).status, 'ready')
  t.ok((await p.songsOf(id)).every(song => song.state === 'matched'))
  const due = () => p.db.selectFrom('music').select('id').where('video_due_at', '<=', new Date()).execute()
  t.equal((await due()).length, 6)
  t.equal(await musicVideos.queueChecks(p.db, 100), 6)
  t.equal((await due()).length, 0)
})

t.test('a song that loses its video just when its search is about to end is searched again', async t => {
  const p = await setUp(t)
  const { id } = await digFor(p, newSongs())
  await p.untilStatus(id)
  await p.untilIdle()
  const [song] = await p.songsOf(id)
  await p.sandbox.clearCalls()
  const job = await p.ledger.transaction(async trx => {
    await trx.selectFrom('music').select('id').where('id', '=', song!.id).forNoKeyUpdate().execute()
    const { id: job } = await p.ledger.transaction(other => addJob(other, matchMusic, { v: 1, music_id: song!.id }))
    // It has seen that there is nothing to do, and wants to end.
    await p.untilBlocked()
    t.equal(await musicVideos.dropVideos(trx, [{ id: song!.id, video_id: song!.video_id!, thumbnail: null }]), 1)
    t.equal((await addJob(trx, matchMusic, { v: 1, music_id: song!.id })).id, job, 'who adds it now counts on it')
    return job
  })
  await p.untilJob(job, row => row.state === 'done')
  const [after] = await p.songsOf(id)
  t.match(after, { state: 'matched' })
  t.not(after!.video_id, song!.video_id)
  t.same(await p.attemptsOf(job), ['done'], 'in the same attempt')
})

t.test(
  'a search that waits for another day, as the previous release leaves it, ends; its song waits by itself',
  async t => {
    const p = await setUp(t)
    const { waiting, other } = await p.ledger.transaction(async trx => {
      const song = await music.claimSong(trx, { singer: 'Band of old', song: 'Postponed' })
      await music.settle(trx, song.id, { state: 'deferred' })
      const another = await music.claimSong(trx, { singer: 'Band of old', song: 'Not deferred' })
      const day = { delay_ms: 36_000_000 }
      return {
        waiting: await addJob(trx, matchMusic, { v: 1, music_id: song.id }, day),
        other: await addJob(trx, matchMusic, { v: 1, music_id: another.id }, day),
      }
    })
    t.equal(await searchDeferred(p.db, p.vendors, 1_000), 1)
    t.match(await findJob(p.db, waiting.id), { state: 'cancelled', error_code: 'deferred' })
    t.match(await findJob(p.db, other.id), { state: 'queued' })
    await p.untilIdle()
    t.match(await p.db.selectFrom('music').select('state').where('song', '=', 'Postponed').execute(), [
      { state: 'matched' },
    ])
  },
)

t.test('a look that fails or takes too long costs no second search', async t => {
  const p = await setUp(t)
  const songs = newSongs()
  for (const [n, fault] of (['500', 'timeout', 'malformed'] as const).entries())
    await p.sandbox.fault({ vendor: 'youtube', fault, match: await firstVideo(p, songs[n]!) })
  await p.sandbox.clearCalls()
  const { id } = await digFor(p, songs)
  t.equal((await p.untilStatus(id)).status, 'ready')
  t.ok((await p.songsOf(id)).every(song => song.state === 'matched'))
  t.equal((await searches(p)).length, 8)
  t.equal(await musicVideos.queueChecks(p.db, 100), 3)
})
