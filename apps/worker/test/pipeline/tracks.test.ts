import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addJob } from '@mudig/db/ledger/add'
import { cancelActiveJobs } from '@mudig/db/ledger/cancel'
import { isServed } from '@mudig/db/ledger/lanes'
import { replayEndedJobs } from '@mudig/db/ledger/replay'
import { findJob } from '@mudig/db/testing/jobs'
import { aUser } from '@mudig/db/testing/rows'
import { discardOld } from '@mudig/db/tracks/discard-old'
import { failVersion } from '@mudig/db/tracks/fail'
import { removeOldHours } from '@mudig/db/tracks/hours'
import { writeProbed } from '@mudig/db/tracks/probed'
import { announceOnce } from '@mudig/db/tracks/ready'
import { deleteTrack } from '@mudig/db/tracks/remove'
import { until } from '@mudig/sandbox/servers/until'
import type { Probed } from '@mudig/shared/clients/ffmpeg/probe'
import { readWaveformDat } from '@mudig/shared/clients/ffmpeg/waveform'
import { readStored } from '@mudig/shared/clients/s3/storage'
import { PermanentError } from '@mudig/shared/core/errors'
import { makeSound, soundFolder, tone, withoutFfmpeg } from '@mudig/shared/testing/sounds'
import { analyseTrack, announceTrack, extractPicture, probeTrack, renderTrack } from '@mudig/shared/tracks/queues'
import t, { type Test } from 'tap'
import type { Vendors } from '../../src/vendors.js'
import { trackPipeline } from './tracks.js'

const skip = withoutFfmpeg
const at = soundFolder(t)
const song = at('song.flac')

t.test('something to upload, with tags and a picture', { skip }, async () => {
  await makeSound(
    ...tone(4),
    ...['-f', 'lavfi', '-i', 'testsrc=d=0.04:s=300x200', '-disposition:v', 'attached_pic'],
    ...['-metadata', 'title=새벽', song],
  )
})

/** Has temporary files lie in a folder of the test's own: other tests use the machine's at the same time. */
const ownFolder = (t: Test): string => {
  const { TMPDIR } = process.env
  const folder = mkdtempSync(join(tmpdir(), 'mudig-test-'))
  process.env.TMPDIR = folder
  t.teardown(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** A vendor whose renditions wait until the test lets them go on. */
const heldRendering = () => {
  let begin = () => {}
  let release = () => {}
  const begun = new Promise<void>(resolve => {
    begin = resolve
  })
  const gate = new Promise<void>(resolve => {
    release = resolve
  })
  return {
    begun,
    release: () => release(),
    vendors: ({ ffmpeg }: Vendors): Partial<Vendors> => ({
      ffmpeg: {
        ...ffmpeg,
        render: async (path, out, rendition, asked) => {
          begin()
          const aborted = new Promise<never>((_, reject) =>
            asked.signal.addEventListener('abort', () => reject(asked.signal.reason), { once: true }),
          )
          await Promise.race([gate, aborted])
          return ffmpeg.render(path, out, rendition, asked)
        },
      },
    }),
  }
}

t.test('from upload to everything that listeners get', { skip }, async t => {
  const p = await trackPipeline(t)
  const follower = await aUser(p.db)
  await p.db.insertInto('follows').values({ follower, followee: p.writer }).execute()
  const of = await p.upload(song)
  const version = await p.untilEnded(of)
  t.match(version, { state: 'ready', sample_rate: 44_100, channels: 2, codec: 'flac', warning: null, error_code: null })
  t.ok(Math.abs(version.duration_ms! - 4_000) <= 1)
  t.ok(version.loudness_lufs! < 0 && version.loudness_lufs! > -60)
  t.equal(version.wave!.length, 270)
  t.match(await p.trackOf(of.track_id), { status: 'ready', live_version: 1, state: 'ready' })
  await p.untilIdle()

  const files = await p.filesOf(of.track_id)
  t.strictSame(
    files.map(({ role }) => role),
    ['aac', 'mp3', 'opus', 'original', 'waveform'],
  )
  for (const file of files) t.match(file, { state: 'used', owner: p.writer, is_public: false })
  const { key, segments } = files.find(({ role }) => role === 'aac')!
  const { init, segments: parts } = segments as { init: number; segments: [number, number, number][] }
  const aac = (await readStored(p.vendors.storage, key))!
  t.equal(aac.toString('latin1', 4, 8), 'ftyp')
  t.ok(init > 100 && parts.length === 1)
  t.equal(parts.at(-1)![0] + parts.at(-1)![1] <= aac.byteLength, true)
  const peaks = readWaveformDat((await readStored(p.vendors.storage, files.find(f => f.role === 'waveform')!.key))!)
  t.equal(peaks.pairs.length, 160, '20 pixels a second')
  await p.storeAgrees(t)

  const events = await p.trackEvents(of.track_id)
  t.strictSame(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  )
  t.match(events[0], {
    type: 'probed',
    data: { version: 1, codec: 'flac', has_picture: true, tags: { title: '새벽' } },
  })
  // A decoder that takes longer than half a second tells of parts of the waveform before the whole one.
  const types = events.filter(({ type, data }) => type !== 'waveform' || data.is_whole).map(({ type }) => type)
  for (const type of ['waveform', 'loudness', 'done']) t.equal(types.filter(one => one === type).length, 1, type)
  t.match(events.find(({ type, data }) => type === 'waveform' && data.is_whole)!.data, { wave_data: version.wave })
  t.strictSame(events.flatMap(({ type, data }) => (type === 'rendition' ? [data.format] : [])).sort(), [
    'aac',
    'mp3',
    'opus',
  ])
  t.match(events.find(({ type }) => type === 'done')!.data, { status: 'ready', version: 1 })

  const { picture } = await p.trackOf(of.track_id)
  t.match(picture, /^track\/.+\.webp$/)
  t.match(await p.db.selectFrom('objects').selectAll().where('key', '=', picture!).executeTakeFirst(), {
    state: 'used',
    is_public: true,
    owner: p.writer,
    width: 300,
    height: 200,
  })
  t.strictSame(await p.noticesOf(p.writer), [`track_ready ${of.track_id}`])
  t.strictSame(await p.noticesOf(follower), [`new_track ${of.track_id}`])
  const left = await p.db.selectFrom('jobs').select(['queue', 'state']).where('state', '<>', 'done').execute()
  t.strictSame(left, [])

  const before = [files, await p.trackEvents(of.track_id), await p.trackOf(of.track_id)]
  const payload = { v: 1, track_id: of.track_id, version: 1 } as const
  const again = await p.ledger.transaction(trx =>
    Promise.all([
      addJob(trx, probeTrack, payload),
      addJob(trx, analyseTrack, payload),
      addJob(trx, extractPicture, payload),
      addJob(trx, announceTrack, { v: 1, track_id: of.track_id }),
      ...(['aac', 'opus', 'mp3'] as const).map(format => addJob(trx, renderTrack, { ...payload, format })),
    ]),
  )
  for (const job of again) t.match(await p.untilJob(job.id, ({ state }) => state === 'done'), { failures: 0 })
  t.strictSame(
    [await p.filesOf(of.track_id), await p.trackEvents(of.track_id), await p.trackOf(of.track_id)],
    before,
    'a second delivery of each step finds nothing to do',
  )
  t.strictSame(await p.noticesOf(follower), [`new_track ${of.track_id}`], 'and tells nobody twice')
  await p.storeAgrees(t)
})

t.test('what is no track ends with a reason for people', { skip }, async t => {
  const p = await trackPipeline(t, { env: { TRACK_MAX_SECONDS: '5' } })
  await writeFile(at('page.mp3'), '<!doctype html><title>no</title>'.repeat(200))
  await writeFile(at('noise.mp3'), Buffer.alloc(50_000, 'no sound at all '))
  await makeSound(...tone(0.2), at('click.wav'))
  await makeSound(...tone(7), at('long.flac'))
  await makeSound('-f', 'lavfi', '-i', 'testsrc=d=2:s=64x64', '-pix_fmt', 'yuv420p', at('film.mp4'))
  for (const [name, code, stage] of [
    ['page.mp3', 'not_audio', 'probe'],
    ['noise.mp3', 'not_audio', 'probe'],
    ['click.wav', 'too_short', 'analyse'],
    ['long.flac', 'too_long', 'probe'],
    ['film.mp4', 'no_audio', 'probe'],
  ] as const) {
    const of = await p.upload(at(name), { filename: name })
    t.match(await p.untilEnded(of), { state: 'failed', error_code: code, failed_step: stage, discard_at: Date }, name)
    t.match(await p.trackOf(of.track_id), { status: 'failed', live_version: null, state: 'failed' }, name)
    await p.untilIdle()
    const events = await p.trackEvents(of.track_id)
    t.strictSame(events.filter(({ type }) => type === 'failed').length, 1, `${name}: said once`)
    t.match(events.find(({ type }) => type === 'failed')!.data, { code, status: 'failed', reason: { ko: String } })
    t.ok((await p.noticesOf(p.writer)).includes(`track_failed ${of.track_id}`), name)
    t.strictSame(
      (await p.filesOf(of.track_id)).map(({ role }) => role),
      ['original'],
      `${name}: the other steps have left nothing`,
    )
    await p.storeAgrees(t)
  }
})

t.test('a file that is cut off is heard, and its owner is told', { skip }, async t => {
  const p = await trackPipeline(t)
  await makeSound(...tone(12), '-b:a', '128k', at('whole.mp3'))
  const whole = await readFile(at('whole.mp3'))
  await writeFile(at('cut.mp3'), whole.subarray(0, whole.byteLength / 3))
  const version = await p.untilEnded(await p.upload(at('cut.mp3')))
  t.match(version, { state: 'ready', warning: 'truncated' })
  t.ok(version.duration_ms! < 5_000)
})

t.test('hours of a day are counted, and a replay on another day goes on', { skip }, async t => {
  const p = await trackPipeline(t, { env: { TRACK_HOURS_PER_DAY: '1' } })
  const first = await p.upload(song)
  await p.untilEnded(first)
  const counted = await p.db.selectFrom('track_hours').select('ms').executeTakeFirstOrThrow()
  t.equal(counted.ms, (await p.versionOf(first.track_id)).duration_ms, 'as long as it really is')
  await p.db.updateTable('track_hours').set({ ms: 3_599_000 }).execute()
  await p.db.transaction().execute(trx => deleteTrack(trx, first.track_id, p.writer, {}))
  const of = await p.upload(song)
  t.match(
    await p.untilEnded(of),
    { state: 'failed', error_code: 'too_many_hours', probed: null },
    'deleting gives nothing back',
  )
  const other = await aUser(p.db)
  t.match(await p.untilEnded(await p.upload(song, { owner: other })), { state: 'ready' }, 'each account its own')

  await p.db
    .updateTable('track_hours')
    .set({ counted_at: new Date(Date.now() - 25 * 3_600_000) })
    .where('track_id', '=', first.track_id)
    .execute()
  t.equal(await removeOldHours(p.db, 10), 1)
  await p.ledger.transaction(trx => replayEndedJobs(trx, [of.job]))
  t.ok(await until(async () => (await p.versionOf(of.track_id)).state === 'ready', { withinMs: 60_000 }))
  t.match(await p.trackOf(of.track_id), { status: 'ready', state: 'ready' })
  t.match(await p.versionOf(of.track_id), { error_code: null, failed_step: null, discard_at: null })
})

t.test('a step that failed for good is replayed, with those that waited for nothing', { skip }, async t => {
  let breaks = true
  const p = await trackPipeline(t, {
    vendors: ({ ffmpeg }) => ({
      ffmpeg: {
        ...ffmpeg,
        analyse: async (...args) => {
          if (breaks) throw new PermanentError('audio_unreadable', 'it crashes')
          return ffmpeg.analyse(...args)
        },
      },
    }),
  })
  const of = await p.upload(song)
  t.match(await p.untilEnded(of), { state: 'failed', failed_step: 'analyse', error_code: 'audio_unreadable' })
  await p.untilIdle()
  breaks = false
  const job = await p.db
    .selectFrom('jobs')
    .select('id')
    .where('queue', '=', analyseTrack.name)
    .executeTakeFirstOrThrow()
  await p.ledger.transaction(trx => replayEndedJobs(trx, [job.id]))
  t.ok(await until(async () => (await p.trackOf(of.track_id)).status === 'ready', { withinMs: 60_000 }))
  await p.untilIdle()
  const events = await p.db.selectFrom('track_events').select('type').orderBy('seq').execute()
  t.notOk(
    events.some(({ type }) => type === 'failed'),
    'nobody is told of the failure that is past',
  )
  await p.storeAgrees(t)
})

t.test('a file of the same bytes is told to whoever has it already', { skip }, async t => {
  const p = await trackPipeline(t)
  const first = await p.upload(song)
  t.match(await p.untilEnded(first), { state: 'ready', duplicate_of: null, sha256: Buffer })
  t.match(await p.untilEnded(await p.upload(song)), { state: 'ready', duplicate_of: first.track_id })
  const other = await aUser(p.db)
  t.match(await p.untilEnded(await p.upload(song, { owner: other })), { duplicate_of: null })
})

t.test('a replacement that is no sound leaves the one before to become ready', { skip }, async t => {
  const held = heldRendering()
  const p = await trackPipeline(t, { vendors: held.vendors })
  const first = await p.upload(song)
  await held.begun
  // One account has one place among the slots: the second waits behind the first, and fails where other workers are.
  const second = await p.upload(song, { trackId: first.track_id })
  await p.ledger.transaction(trx => failVersion(trx, second, 'assemble', 'wrong_hash', undefined))
  t.match(await p.trackOf(first.track_id), { status: 'processing' })
  held.release()
  await p.untilIdle()
  t.match(await p.trackOf(first.track_id), { status: 'ready', live_version: 1, state: 'ready' })
})

t.test(
  'another file takes the place of the first, whose files go when nobody can hear it any longer',
  { skip },
  async t => {
    const p = await trackPipeline(t)
    const first = await p.upload(song)
    await p.untilEnded(first)
    await p.untilIdle()
    const old = await p.filesOf(first.track_id)
    const { ready_at, picture } = await p.trackOf(first.track_id)

    await writeFile(at('none.flac'), 'none')
    const broken = await p.upload(at('none.flac'), { trackId: first.track_id })
    t.match(await p.untilEnded(broken), { state: 'failed', error_code: 'not_audio' })
    t.match(await p.trackOf(first.track_id), { status: 'ready', live_version: 1, state: 'ready' }, 'the first is heard')

    await makeSound(...tone(2), at('next.flac'))
    const next = await p.upload(at('next.flac'), { trackId: first.track_id })
    t.match(await p.untilEnded(next), { state: 'ready', version: 3 })
    await p.untilIdle()
    t.match(await p.trackOf(first.track_id), { status: 'ready', live_version: 3, picture })
    t.equal((await p.trackOf(first.track_id)).ready_at!.getTime(), ready_at!.getTime())
    const later = (await p.versionOf(first.track_id)).discard_at!.getTime() - Date.now()
    t.ok(later > 8 * 3_600_000, 'whoever hears the first has links to it')
    t.equal(await discardOld(p.db, 10), 0)
    await p.db
      .updateTable('track_versions')
      .set({ discard_at: new Date(Date.now() - 1_000) })
      .where('version', '<', 3)
      .execute()
    t.equal(await discardOld(p.db, 10), 2)
    t.equal(await discardOld(p.db, 10), 0)
    await p.untilIdle()
    t.strictSame(new Set((await p.filesOf(first.track_id)).map(({ version }) => version)), new Set([3]))
    for (const { key } of old) t.equal(await p.vendors.storage.size(key), undefined, key)
    await p.storeAgrees(t)
    t.strictSame((await p.noticesOf(p.writer)).sort(), [
      `track_failed ${first.track_id}`,
      `track_ready ${first.track_id}`,
    ])
  },
)

t.test('a file that another one replaces before it is ready is worked on no further', { skip }, async t => {
  const held = heldRendering()
  const p = await trackPipeline(t, { vendors: held.vendors })
  const first = await p.upload(song)
  await held.begun
  const second = await p.upload(song, { trackId: first.track_id })
  const { probed } = await p.versionOf(first.track_id)
  const facts = { hoursPerDay: 12, maxSeconds: 10_800, requestId: 'test', sha256: Buffer.alloc(32) }
  // As another worker does, while this one is at work on the first.
  await p.ledger.transaction(trx => writeProbed(trx, second, probed as unknown as Probed, facts))
  held.release()
  t.match(await p.untilEnded(second), { state: 'ready', version: 2 })
  await p.untilIdle()
  t.match(await p.versionOf(first.track_id), { state: 'failed', error_code: 'replaced' })
  await discardOld(p.db, 10)
  await p.untilIdle()
  t.strictSame(new Set((await p.filesOf(first.track_id)).map(({ version }) => version)), new Set([2]))
  await p.storeAgrees(t)
})

t.test('a track that is removed while it is rendered leaves nothing', { skip }, async t => {
  const held = heldRendering()
  const p = await trackPipeline(t, { vendors: held.vendors })
  const of = await p.upload(song)
  await held.begun
  await t.rejects(
    p.ledger.transaction(async trx => deleteTrack(trx, of.track_id, await aUser(p.db))),
    { message: /no such track/ },
  )
  await p.ledger.transaction(trx => deleteTrack(trx, of.track_id, p.writer))
  held.release()
  await p.untilIdle()
  t.strictSame(await p.db.selectFrom('tracks').select('id').execute(), [])
  t.strictSame(await p.db.selectFrom('objects').select('key').where('state', '=', 'used').execute(), [])
  const jobs = await p.db.selectFrom('jobs').select(['queue', 'state']).where('state', '<>', 'done').execute()
  t.strictSame(jobs, [], 'every step has found nothing to do')
  await p.storeAgrees(t)
})

t.test('what takes long is told while it goes on, and ends when nobody wants it any longer', { skip }, async t => {
  let ended: unknown
  const p = await trackPipeline(t, {
    vendors: ({ ffmpeg }) => ({
      ffmpeg: {
        ...ffmpeg,
        analyse: async (path, asked) => {
          for (let from = 0; from < 14; from++) {
            asked.onProgress?.({ decodedMs: 50 * (from + 1), from, pairs: Int8Array.of(-from, from) })
            await sleep(100)
          }
          const { probed, signal } = asked
          return ffmpeg.analyse(path, { probed, signal })
        },
        render: async (_, __, ___, { signal, onProgress }) => {
          for (let renderedMs = 0; !signal.aborted; renderedMs += 100) {
            onProgress?.({ renderedMs })
            await sleep(100)
          }
          ended = signal.reason
          throw signal.reason
        },
      },
    }),
  })
  const of = await p.upload(song)
  const told = async (type: string) => (await p.trackEvents(of.track_id)).filter(event => event.type === type)
  t.ok(await until(async () => (await told('progress')).length >= 2, { withinMs: 60_000 }))
  const partial = (await told('waveform')).filter(({ data }) => data.is_whole === false)
  t.ok(partial.length >= 1 && partial.length <= 3, `${partial.length} parts of the waveform`)
  const pixels = partial.flatMap(({ data }) => data.data as number[])
  t.strictSame(
    pixels,
    Array.from({ length: pixels.length / 2 }, (_, n) => [-n || 0, n]).flat(),
    'each pixel once, in order',
  )
  const [first, second] = await told('progress')
  t.match(first!.data, { stage: 'aac', version: 1, status: 'processing' })
  t.ok(Number(second!.data.progress) > Number(first!.data.progress))
  await p.ledger.transaction(trx => deleteTrack(trx, of.track_id, p.writer))
  t.ok(await until(() => ended !== undefined, { withinMs: 5_000 }), 'it is noticed within a second or two')
  await p.untilIdle()
  const [job] = await p.db.selectFrom('jobs').selectAll().where('queue', '=', renderTrack.name).execute()
  t.match(job, { state: 'done', failures: 0 })
})

t.test('a cancelled rendition stops, and leaves nothing on the disk', { skip }, async t => {
  const folder = ownFolder(t)
  const held = heldRendering()
  const p = await trackPipeline(t, { vendors: held.vendors })
  await p.upload(song)
  await held.begun
  const [job] = await p.db.selectFrom('jobs').select('id').where('queue', '=', renderTrack.name).execute()
  await p.ledger.transaction(trx => cancelActiveJobs(trx, { id: job!.id }))
  t.ok(await until(() => p.runtime.leases.count() === 0, { withinMs: 10_000 }))
  t.match(await findJob(p.db, job!.id), { state: 'cancelled' })
  t.ok(
    await until(() => readdirSync(folder).every(name => !name.startsWith('mudig-track-')), { withinMs: 25_000 }),
    'its folders are gone',
  )
})

t.test('a worker without ffmpeg does everything else, and says so; it may come later', { skip }, async t => {
  let isThere = false
  const p = await trackPipeline(t, {
    vendors: ({ ffmpeg }) => ({ ffmpeg: { ...ffmpeg, isThere: async () => isThere } }),
  })
  const of = await p.upload(song)
  const { id: dig } = await p.dig('항구')
  t.match(await p.untilStatus(dig), { status: 'ready' })
  t.match(await findJob(p.db, of.job), { state: 'queued', attempt: 0 }, 'left for another worker')
  t.match(p.logs(), /"program":"ffmpeg".*program is missing; its jobs are left to others/)
  t.equal(await isServed(p.db, 'ffmpeg'), false)
  isThere = true
  t.match(await p.untilEnded(of), { state: 'ready' })
  t.ok(await until(() => isServed(p.db, 'ffmpeg'), { withinMs: 10_000 }))
})

t.test('followers are told of what is public, once, however many they are', { skip }, async t => {
  const p = await trackPipeline(t)
  const many = await p.db
    .insertInto('users')
    .values(Array.from({ length: 1_203 }, (_, n) => ({ email: `f${n}@test.local`, name: `f${n}`, name_key: `f${n}` })))
    .returning('id')
    .execute()
  await p.db
    .insertInto('follows')
    .values(many.map(({ id }) => ({ follower: id, followee: p.writer })))
    .execute()
  const [off, gone] = many
  await p.db
    .insertInto('notification_boxes')
    .values({ user_id: off!.id, switched: ['new_track'] })
    .execute()
  await p.db.updateTable('users').set({ is_active: false }).where('id', '=', gone!.id).execute()

  const of = await p.upload(song, { track: { isPublic: false } })
  await p.untilEnded(of)
  await p.untilIdle()
  const told = async () =>
    (await p.db.selectFrom('notifications').select('recipient').where('kind', '=', 'new_track').execute()).length
  t.equal(await told(), 0, 'of a private track nobody')

  const publish = () =>
    p.ledger.transaction(async trx => {
      await trx.updateTable('subjects').set({ visibility: 'public' }).where('id', '=', of.track_id).execute()
      await announceOnce(trx, { track_id: of.track_id, owner: p.writer }, 'made public')
    })
  await publish()
  await p.untilIdle()
  t.equal(await told(), 1_201, 'all but who wants no such notice and who has left')
  const [row] = await p.db.selectFrom('notifications').selectAll().where('kind', '=', 'new_track').limit(1).execute()
  t.match(row, { actor_count: 1, seq: 1, subject_id: of.track_id })
  await publish()
  await p.untilIdle()
  t.equal(await told(), 1_201)
  t.strictSame((await p.db.selectFrom('jobs').select('id').where('queue', '=', announceTrack.name).execute()).length, 1)
})

t.test('an announcement goes on where the last attempt stood', { skip }, async (t: Test) => {
  const p = await trackPipeline(t)
  const of = await p.upload(song)
  await p.untilEnded(of)
  await p.untilIdle()
  const followers = [await aUser(p.db), await aUser(p.db)]
  const rows = await p.db
    .insertInto('follows')
    .values(followers.map(follower => ({ follower, followee: p.writer })))
    .returning('id')
    .execute()
  const { id } = await p.ledger.transaction(async trx => {
    const job = await addJob(trx, announceTrack, { v: 1, track_id: of.track_id })
    await trx
      .updateTable('jobs')
      .set({ checkpoint: JSON.stringify({ after: rows[0]!.id }) })
      .where('id', '=', job.id)
      .execute()
    return job
  })
  await p.untilJob(id, ({ state }) => state === 'done')
  t.strictSame(await Promise.all(followers.map(p.noticesOf)), [[], [`new_track ${of.track_id}`]])
})
