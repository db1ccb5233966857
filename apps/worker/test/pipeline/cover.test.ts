import { addJob } from '@mudig/db/ledger/add'
import { cancelActiveJobs } from '@mudig/db/ledger/cancel'
import { replayEndedJobs } from '@mudig/db/ledger/replay'
import { describePlaylist } from '@mudig/db/playlists/compose'
import { findJob } from '@mudig/db/testing/jobs'
import { shownPictures } from '@mudig/db/testing/objects'
import { until } from '@mudig/sandbox/servers/until'
import type { FaultRule } from '@mudig/sandbox/vendors/wire'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { RetryableError } from '@mudig/shared/core/errors'
import { isOriginalKey, thumbnailKeys } from '@mudig/shared/objects/keys'
import { makeThumbnails, removePictures } from '@mudig/shared/objects/queues'
import { placeholderCoverKey } from '@mudig/shared/objects/shipped'
import { drawCover, paintCover } from '@mudig/shared/playlists/queues'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { type Pipeline, type PipelineOptions, pipeline } from './harness.js'

const signal = new AbortController().signal
const paintings = [paintCover.name]

/** Seven songs that everybody shares: covers are what these tests are about. */
const composition = (imagePrompt = 'Watercolour of a harbour in grey') => ({
  title: '항구',
  content: '',
  keywords: ['a', 'b', 'c'],
  image_prompt: imagePrompt,
  songs: Array.from({ length: 7 }, (_, index) => ({ singer: 'Harbour', song: `Wave ${'ABCDEFG'[index]}` })),
})

const setUp = async (t: Test, options: PipelineOptions = {}) => {
  const p = await pipeline(t, { songs: 7, ...options })
  await p.sandbox.answer(composition(), 'always')
  /** What the store holds under the cover's key, as a picture. */
  const coverOf = async (id: number) => {
    const { thumbnail } = await p.playlistOf(id)
    const stored = await readStored(p.vendors.storage, thumbnail, { signal })
    return { key: thumbnail, stored, ...(stored && (await sharp(stored).metadata())) }
  }
  /** The moment of the drawing has come. */
  const deadline = (drawing: number) =>
    p.ledger.transaction(async trx => {
      await trx.updateTable('jobs').set({ run_at: new Date() }).where('id', '=', drawing).execute()
      await cancelActiveJobs(trx, { id: drawing })
      await replayEndedJobs(trx, [drawing])
    })
  return { ...p, coverOf, deadline }
}

/** One picture, its thumbnails, and nothing that was left behind. */
const oneCover = async (t: Test, p: Pipeline, id: number) => {
  const { thumbnail } = await p.playlistOf(id)
  t.ok(isOriginalKey(thumbnail), thumbnail)
  t.same(
    (await shownPictures(p.db).select('key').execute()).map(row => row.key),
    [thumbnail],
  )
  for (const key of Object.values(thumbnailKeys(thumbnail)))
    t.ok(await readStored(p.vendors.storage, key, { signal }), key)
}

t.test('a painting is stored without metadata, in three more sizes', async t => {
  const p = await setUp(t)
  const { id } = await p.dig('항구')
  await p.untilStatus(id)
  await p.untilIdle()
  t.match(await p.playlistOf(id), { cover: 'painted' })
  const cover = await p.coverOf(id)
  t.match(cover, { format: 'webp', width: 1024, height: 1024 })
  t.equal(cover.exif ?? cover.xmp ?? cover.icc, undefined)
  await oneCover(t, p, id)
  await p.sandbox.clearCalls()
  const again = await p.ledger.transaction(trx => addJob(trx, paintCover, { v: 1, playlist_id: id }))
  const drawn = await p.ledger.transaction(trx => addJob(trx, drawCover, { v: 1, playlist_id: id }))
  for (const job of [again, drawn]) await p.untilJob(job.id, row => row.state === 'done')
  t.same(await p.sandbox.calls(), [], 'a second delivery paints and draws nothing')
  t.equal((await p.coverOf(id)).key, cover.key)
})

for (const fault of ['rate_limit', '500', 'timeout', 'delay'] as const) {
  t.test(`${fault} once: it is painted by the next attempt`, async t => {
    const p = await setUp(t)
    await p.sandbox.fault({ vendor: 'karlo', fault })
    const { id } = await p.dig('항구')
    t.match(await p.untilStatus(id, undefined, paintings), { status: 'ready', cover: 'painted' })
    const [painting] = await p.jobsOf(id, paintCover.name)
    t.match(painting, { state: 'done', failures: ['rate_limit', 'delay'].includes(fault) ? 0 : 1 })
  })
}

const lasting: [FaultRule<'karlo' | 'download'>, number][] = [
  [{ vendor: 'karlo', fault: '500' }, 3],
  [{ vendor: 'karlo', fault: 'nsfw' }, 1],
  [{ vendor: 'karlo', fault: 'invalid' }, 1],
  [{ vendor: 'karlo', fault: 'private_url' }, 1],
  [{ vendor: 'karlo', fault: 'redirect' }, 1],
  [{ vendor: 'karlo', fault: 'oversized' }, 1],
  [{ vendor: 'karlo', fault: 'broken' }, 1],
  [{ vendor: 'karlo', fault: 'not_an_image' }, 1],
  [{ vendor: 'karlo', fault: 'bomb' }, 1],
  [{ vendor: 'download', fault: '500' }, 3],
  [{ vendor: 'download', fault: 'slow_loris' }, 3],
  [{ vendor: 'download', fault: 'cut' }, 3],
]
t.test('whatever is wrong with the painting for good, a cover is drawn', async t => {
  const p = await setUp(t)
  for (const [fault, calls] of lasting) {
    await p.sandbox.clearFaults()
    await p.sandbox.clearCalls()
    await p.sandbox.fault({ ...fault, times: 'always' } as FaultRule)
    const { id } = await p.dig('항구')
    const name = `${fault.vendor} ${fault.fault}`
    t.match(await p.untilStatus(id, undefined, paintings), { status: 'ready', cover: 'drawn' }, name)
    const [painting] = await p.jobsOf(id, paintCover.name)
    t.match(
      painting,
      { state: 'failed', error_code: String, error_message: String },
      `${name}: ${painting?.error_code}`,
    )
    const paid = (await p.sandbox.calls('karlo')).length
    t.ok(paid >= 1 && paid <= calls, `${name}: ${paid} paid calls`)
    t.match(await p.coverOf(id), { format: 'webp' })
  }
})

t.test('a painter who asks for patience is not waited for: drawn at the deadline, painted later', async t => {
  const p = await setUp(t)
  await p.sandbox.fault({ vendor: 'karlo', fault: 'rate_limit', retry_after_seconds: 300 })
  const { id, drawing } = await p.dig('항구')
  const created = (await p.playlistOf(id)).created_at.getTime()
  const planned = (await findJob(p.db, drawing))!.run_at.getTime() - created
  t.ok(planned > 30_000 && planned < 55_000, `drawn ${planned} ms after the start`)
  await p.untilStatus(id, ['matching'])
  const [painting] = await p.jobsOf(id, paintCover.name)
  const waiting = await p.untilJob(painting!.id, row => row.state === 'queued' && row.attempt === 1)
  t.match(waiting, { failures: 0, error_code: 'image_rate_limited' })
  t.match(await p.playlistOf(id), { status: 'matching', cover: 'none' })
  await p.deadline(drawing)
  t.match(await p.untilStatus(id), { status: 'ready', cover: 'drawn' })
  await p.untilIdle()
  const drawn = await p.coverOf(id)
  await oneCover(t, p, id)
  await p.untilIdle(paintings)
  t.match(await p.playlistOf(id), { status: 'ready', cover: 'painted' })
  const painted = await p.coverOf(id)
  t.not(painted.key, drawn.key, 'under a key of its own')
  await oneCover(t, p, id)
  for (const key of [drawn.key, ...Object.values(thumbnailKeys(drawn.key))]) {
    t.equal(await readStored(p.vendors.storage, key, { signal }), undefined, 'the drawn one is gone')
  }
  t.same((await p.eventsOf(id)).filter(event => event.type === 'done').length, 1)
})

t.test("a late painting does not touch a listener's own picture", async t => {
  const p = await setUp(t)
  await p.sandbox.fault({ vendor: 'karlo', fault: 'rate_limit', retry_after_seconds: 300 })
  const { id, drawing } = await p.dig('항구')
  await p.untilStatus(id, ['matching'])
  await p.deadline(drawing)
  await p.untilStatus(id)
  await p.sandbox.hold({ vendor: 'karlo' })
  const [painting] = await p.jobsOf(id, paintCover.name)
  await p.ledger.transaction(async trx => {
    await cancelActiveJobs(trx, { id: painting!.id })
    await replayEndedJobs(trx, [painting!.id])
  })
  await p.sandbox.untilHeld('karlo')
  await p.db
    .updateTable('playlists')
    .set({ cover: 'own', thumbnail: 'playlist/of-the-listener' })
    .where('id', '=', id)
    .execute()
  await p.sandbox.release()
  await p.untilIdle()
  t.match(await p.playlistOf(id), { cover: 'own', thumbnail: 'playlist/of-the-listener' })
  const stored = (await shownPictures(p.db).select('key').execute()).map(row => row.key)
  t.equal(stored.length, 1, 'of the painting nothing stays')
})

t.test('our own limit per minute is kept, and costs neither a call nor an attempt', async t => {
  const p = await setUp(t, { env: { KARLO_PER_MINUTE: '2' } })
  const digs = await Promise.all([1, 2, 3].map(() => p.dig('항구')))
  for (const { id } of digs) await p.untilStatus(id, ['matching', 'ready'])
  const all = async () => (await Promise.all(digs.map(({ id }) => p.jobsOf(id, paintCover.name)))).flat()
  for (const { id } of await all()) await p.untilJob(id, row => row.attempt > 0 && row.state !== 'running')
  const waiting = (await all()).filter(job => job.error_code === 'image_budget')
  // The three may fall into two minutes.
  t.ok(waiting.length <= 1)
  for (const job of waiting) {
    t.equal(job.failures, 0)
    t.ok(job.run_at.getTime() % 60_000 < 10_000, 'until the minute is over')
  }
  t.equal((await p.sandbox.calls('karlo')).length, 3 - waiting.length)
})

t.test('OpenAI paints where it is chosen, and its faults lead to a drawn cover as well', async t => {
  const p = await setUp(t, { env: { IMAGE_PROVIDER: 'openai' } })
  const { id } = await p.dig('항구')
  t.match(await p.untilStatus(id), { status: 'ready', cover: 'painted' })
  t.equal((await p.sandbox.calls('images')).length, 1)
  t.equal((await p.sandbox.calls('karlo')).length, 0)
  for (const fault of ['500', 'nsfw', 'invalid', 'broken', 'not_an_image', 'bomb', 'private_url'] as const) {
    await p.sandbox.clearFaults()
    await p.sandbox.fault({ vendor: 'images', fault, times: 'always' })
    const other = await p.dig('항구')
    const ended = await p.untilStatus(other.id, undefined, paintings)
    t.equal(ended.status, 'ready', `${fault}: ${ended.cover}`)
  }
})

t.test('a store that is away: retried, and without any store the dig still ends', async t => {
  let away = 0
  const p = await setUp(t, {
    vendors: ({ storage }) => ({
      storage: {
        ...storage,
        put: async (...args) => {
          if (away-- > 0) throw new RetryableError('storage_unavailable', 'object store unreachable')
          return storage.put(...args)
        },
      },
    }),
  })
  away = 1
  const first = await p.dig('항구')
  t.match(await p.untilStatus(first.id, undefined, paintings), { status: 'ready', cover: 'painted' })
  await p.untilIdle()
  away = Number.POSITIVE_INFINITY
  const { id, drawing } = await p.dig('항구')
  await p.untilStatus(id, ['matching'])
  await p.deadline(drawing)
  t.match(await p.untilStatus(id, undefined, [paintCover.name, drawCover.name]), {
    status: 'ready',
    thumbnail: placeholderCoverKey,
  })
  await p.untilIdle([paintCover.name, drawCover.name])
  away = 0
  const [painting] = await p.jobsOf(id, paintCover.name)
  t.match(painting, { state: 'failed', error_code: 'storage_unavailable' })
  await p.ledger.transaction(trx => replayEndedJobs(trx, [painting!.id]))
  await p.untilIdle()
  t.match(await p.playlistOf(id), { cover: 'painted' }, 'replayed, the painting replaces the placeholder')
  await p.untilIdle()
  const removed = await p.db.selectFrom('jobs').select(['state']).where('queue', '=', removePictures.name).execute()
  t.ok(removed.every(job => job.state === 'done'))
})

t.test('while the store is away nothing is painted, and the painting waits without a failure', async t => {
  let away = true
  const p = await setUp(t, {
    vendors: ({ storage }) => ({
      storage: {
        ...storage,
        check: async () => {
          if (away) throw new RetryableError('storage_unavailable', 'object store unreachable')
        },
      },
    }),
  })
  const { id } = await p.dig('항구')
  const waits = async () =>
    (await p.jobsOf(id, paintCover.name)).some(job => job.error_code === 'storage_unavailable' && job.failures === 0)
  t.ok(await until(waits, { withinMs: 10_000 }))
  t.same(await p.sandbox.calls('karlo'), [], 'nothing was paid for')
  away = false
  t.match(await p.untilStatus(id, undefined, [paintCover.name]), { status: 'ready', cover: 'painted' })
})

t.test('thumbnails of a picture that cannot be read die alone and can be replayed', async t => {
  let broken = true
  const p = await setUp(t, {
    vendors: ({ storage }) => ({
      storage: {
        ...storage,
        get: (key, options) =>
          broken ? Promise.reject(new RetryableError('storage_unavailable', 'away')) : storage.get(key, options),
      },
    }),
  })
  const { id } = await p.dig('항구')
  t.match(await p.untilStatus(id), { status: 'ready', cover: 'painted' })
  t.same(await p.jobsOf(id, makeThumbnails.name), [], 'a cover comes with its thumbnails')
  // As a picture of somebody's own comes.
  const picture = await p.db
    .updateTable('objects')
    .set({ derived: null, derived_at: null })
    .where('state', '=', 'used')
    .returning('id')
    .executeTakeFirstOrThrow()
  await p.vendors.storage.remove(Object.values(thumbnailKeys((await p.playlistOf(id)).thumbnail)))
  const thumbs = await p.ledger.transaction(trx => addJob(trx, makeThumbnails, { v: 1, picture_id: picture.id }))
  await p.untilIdle([makeThumbnails.name])
  t.match(await findJob(p.db, thumbs.id), { state: 'failed', failures: makeThumbnails.attempts })
  broken = false
  await p.ledger.transaction(trx => replayEndedJobs(trx, [thumbs.id]))
  await p.untilIdle()
  await oneCover(t, p, id)
})

t.test('a dig is cancelled while it is painted: nothing of the painting stays', async t => {
  const p = await setUp(t)
  await p.sandbox.hold({ vendor: 'download' })
  const { id } = await p.dig('항구')
  await p.sandbox.untilHeld('download')
  const [painting] = await p.jobsOf(id, paintCover.name)
  await p.ledger.transaction(trx => cancelActiveJobs(trx, { id: painting!.id }))
  await p.sandbox.release()
  await p.untilIdle()
  t.match(await p.playlistOf(id), { cover: 'none' })
  t.same(await shownPictures(p.db).select('key').execute(), [])
  t.same(await p.attemptsOf(painting!.id), ['cancelled'])
})

t.test('a painting that finds no prompt does not end while a retried compose is about to write one', async t => {
  const p = await setUp(t)
  await p.sandbox.hold({ vendor: 'chat' })
  const { id, job: composing } = await p.dig('항구')
  await p.sandbox.untilHeld('chat')
  // From here on this test composes.
  await p.ledger.transaction(trx => cancelActiveJobs(trx, { id: composing }))
  const job = await p.ledger.transaction(async trx => {
    await describePlaylist(trx, id, { title: '항구', content: '', keywords: [], image_prompt: 'Ink in black' })
    const { id: painting } = await p.ledger.transaction(other => addJob(other, paintCover, { v: 1, playlist_id: id }))
    await p.untilBlocked()
    t.equal((await addJob(trx, paintCover, { v: 1, playlist_id: id })).id, painting, 'it counts on the active one')
    return painting
  })
  await p.untilJob(job, row => row.state === 'done')
  t.match(await p.playlistOf(id), { cover: 'painted' })
})
