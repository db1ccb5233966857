import { randomInt } from 'node:crypto'
import { connect } from 'node:net'
import { noteServing } from '@mudig/db/ledger/lanes'
import { ageServing, ageUpload, holdUpload } from '@mudig/db/testing/uploads'
import { expireUploads } from '@mudig/db/tracks/uploads'
import { until } from '@mudig/sandbox/servers/until'
import { RetryableError } from '@mudig/shared/core/errors'
import { tcpProxy } from '@mudig/shared/testing/tcp-proxy'
import t from 'tap'
import { Upload } from 'tus-js-client'
import { aListener } from '../testing/listeners.js'
import {
  type Answered,
  hashOf,
  mebibyte,
  noise,
  openPatch,
  type UploadApp,
  untilKept,
  uploadApp,
} from '../testing/uploads.js'

const outcome = ({ status, json }: Answered) => [status, json().code].filter(Boolean).join(' ')

const age = ({ db }: UploadApp, id: string, seconds: number) => ageUpload(db, id, seconds)

t.test('what was sent is what is kept, whatever its size and in whatever pieces it came', async t => {
  const test = await uploadApp(t)
  for (const size of [1, 5 * mebibyte - 1, 8 * mebibyte, 8 * mebibyte + 1, 17 * mebibyte]) {
    const bytes = noise(size)
    const id = await test.begin(size)
    const answer = await test.patch(id, 0, bytes)
    t.equal(answer.status, 204, `${size}: ${answer.body}`)
    t.equal(answer.headers['upload-offset'], String(size))
    t.match(answer.headers, { 'tus-resumable': '1.0.0', 'upload-expires': / GMT$/ })
    t.match(await test.rowOf(id), { received: size, stored: size, writer: null })
    t.equal(hashOf(await test.kept(id)), hashOf(bytes), `${size}`)
  }
  const bytes = noise(9 * mebibyte)
  const id = await test.begin(bytes.length)
  for (let offset = 0; offset < bytes.length; ) {
    const next = randomInt(3) === 0 ? randomInt(1, 2_000) : randomInt(1, mebibyte)
    const answer = await test.patch(id, offset, bytes.subarray(offset, offset + next))
    offset = Math.min(bytes.length, offset + next)
    if (answer.status !== 204 || answer.headers['upload-offset'] !== String(offset))
      return t.fail(`${answer.status} ${answer.headers['upload-offset']} at ${offset}`)
  }
  t.match(await test.rowOf(id), { received: bytes.length, stored: bytes.length })
  t.equal(hashOf(await test.kept(id)), hashOf(bytes))
  const pieces = await test.db.selectFrom('track_upload_pieces').select('starts_at').execute()
  t.strictSame(pieces, [], 'nothing is kept twice')
})

t.test('bytes that come one by one fill few rows', async t => {
  const test = await uploadApp(t)
  const bytes = noise(300)
  const id = await test.begin(5_000_000)
  for (let at = 0; at < bytes.length; at++) await test.patch(id, at, bytes.subarray(at, at + 1))
  const rows = await test.db.selectFrom('track_upload_pieces').select('bytes').execute()
  t.equal(rows.length, 1)
  t.ok(rows[0]?.bytes.equals(bytes))
})

t.test('tus-js-client comes to its end however often its connection breaks', async t => {
  const test = await uploadApp(t)
  const port = Number(new URL(test.url).port)
  const proxy = await tcpProxy({ host: '127.0.0.1', port })
  t.teardown(() => proxy.close())
  for (const chunkSize of [Number.POSITIVE_INFINITY, 3 * mebibyte]) {
    const bytes = noise(30 * mebibyte + 17)
    let cuts = 0
    let timer: NodeJS.Timeout | undefined
    const cutSoon = () => {
      timer = setTimeout(
        () => {
          if (proxy.connections() > 0) cuts += 1
          proxy.cut()
          if (cuts < 8) cutSoon()
        },
        randomInt(5, 120),
      )
    }
    cutSoon()
    const upload = await new Promise<Upload>((resolve, reject) => {
      const made: Upload = new Upload(bytes, {
        endpoint: `http://127.0.0.1:${proxy.port}/song/uploads`,
        chunkSize,
        // More than there are cuts: on a slow machine all of them may meet the same request.
        retryDelays: [0, 20, 50, 100, 200, 500, 1_000, 1_000, 1_000, 1_000],
        headers: test.me.bearer,
        metadata: { filename: '새벽 세 시.flac', filetype: 'audio/flac' },
        onError: reject,
        onSuccess: () => resolve(made),
      })
      made.start()
    })
    clearTimeout(timer)
    t.ok(cuts >= 2, `${cuts} cuts`)
    const id = upload.url?.split('/').at(-1) ?? ''
    t.match(await test.ask('HEAD', `/song/uploads/${id}`), {
      headers: { 'upload-offset': String(bytes.length), 'upload-metadata': /^filename / },
    })
    const { filename } = await test.db
      .selectFrom('track_uploads')
      .select('filename')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    t.equal(filename, '새벽 세 시.flac')
    t.equal(hashOf(await test.kept(id)), hashOf(bytes))
  }
})

t.test('of a connection that breaks everything is kept that arrived', async t => {
  const test = await uploadApp(t)
  const bytes = noise(20 * mebibyte)
  const id = await test.begin(bytes.length)
  const first = openPatch(test, id, 0, bytes.length)
  await first.write(bytes.subarray(0, 11 * mebibyte))
  await first.untilWriting()
  await until(async () => (await test.rowOf(id)).stored === 8 * mebibyte, { withinMs: 5_000 })
  first.cut()
  await until(async () => (await test.rowOf(id)).writer === null, { withinMs: 5_000 })
  const { received, stored } = await test.rowOf(id)
  t.equal(stored, 8 * mebibyte)
  t.ok(received > 8 * mebibyte, `${received}`)
  t.equal(await test.offsetOf(id), received)
  t.equal((await test.patch(id, received, bytes.subarray(received))).status, 204)
  t.equal(hashOf(await test.kept(id)), hashOf(bytes))
})

t.test('one connection writes at a time, and who is gone keeps nobody out for long', async t => {
  const test = await uploadApp(t)
  const id = await test.begin(1_000)
  const first = openPatch(test, id, 0, 500)
  await first.write(noise(100))
  await first.untilWriting()
  t.equal(outcome(await test.patch(id, 0, noise(10))), '423 upload_busy')
  t.equal((await test.ask('HEAD', `/song/uploads/${id}`)).headers['upload-offset'], '0')
  first.cut()
  await untilKept(test, id, 100)
  t.equal((await test.patch(id, 100, noise(10))).status, 204)

  await holdUpload(test.db, id, 300, 'a process that died')
  t.equal(outcome(await test.patch(id, 110, noise(10))), '423 upload_busy')
  t.ok(await until(async () => (await test.patch(id, 110, noise(10))).status === 204, { withinMs: 5_000 }))
  t.match(await test.rowOf(id), { received: 120, writer: null })
})

t.test('a writer whose place was taken while it was paused changes nothing', async t => {
  const test = await uploadApp(t)
  const bytes = noise(9 * mebibyte)
  const id = await test.begin(bytes.length)
  const { storage } = test.app
  const { sendPart } = storage
  const sent: number[] = []
  let go = () => {}
  const paused = new Promise<void>(resolve => {
    go = resolve
  })
  storage.sendPart = async (key, uploadId, number, body, options) => {
    sent.push(number)
    if (sent.length === 1) await paused
    return sendPart(key, uploadId, number, body, options)
  }
  const slow = test.patch(id, 0, Buffer.alloc(9 * mebibyte))
  t.ok(await until(() => sent.length === 1, { withinMs: 5_000 }))
  await holdUpload(test.db, id, -1_000)
  t.equal((await test.patch(id, 0, bytes)).status, 204)
  go()
  t.equal(outcome(await slow), '423 upload_busy')
  t.strictSame(sent, [1, 2, 3], 'each attempt at a part has a number of its own')
  t.equal(hashOf(await test.kept(id)), hashOf(bytes))
})

t.test('what the store or Postgres did not keep is not acknowledged', async t => {
  const test = await uploadApp(t)
  const bytes = noise(8 * mebibyte + 5)
  const id = await test.begin(bytes.length)
  t.equal((await test.patch(id, 0, bytes.subarray(0, 1_000))).status, 204)
  const { storage } = test.app
  const { sendPart } = storage
  storage.sendPart = async () => {
    throw new RetryableError('storage_unavailable', 'away')
  }
  t.equal(outcome(await test.patch(id, 1_000, bytes.subarray(1_000))), '503 unavailable')
  t.match(await test.rowOf(id), { received: 1_000, stored: 0, writer: null })
  storage.sendPart = sendPart
  t.equal((await test.patch(id, 1_000, bytes.subarray(1_000))).status, 204)
  t.equal(hashOf(await test.kept(id)), hashOf(bytes))
})

t.test('requests that do not fit', async t => {
  const test = await uploadApp(t, { TRACK_MAX_BYTES: '1000000' })
  const id = await test.begin(1_000)
  const { patch, ask } = test
  const other = await aListener(test)
  const unknown = 'A'.repeat(22)
  for (const [wanted, answer] of [
    ['409 upload_offset', await patch(id, 5, noise(5))],
    ['413 track_too_large', await patch(id, 0, noise(1_001))],
    ['413 track_too_large', await patch(id, 0, noise(1_001), { headers: { 'transfer-encoding': 'chunked' } })],
    ['404 upload_not_found', await patch(id, 0, noise(5), { who: other })],
    ['404 upload_not_found', await patch(unknown, 0, noise(5))],
    ['404 not_found', await patch('a', 0, noise(5))],
    ['415 unsupported_media_type', await patch(id, 0, noise(5), { headers: { 'content-type': 'audio/mpeg' } })],
    ['415 unsupported_media_type', await patch(id, 0, noise(5), { headers: { 'content-type': 'application/json' } })],
    ['412 tus_version', await patch(id, 0, noise(5), { headers: { 'tus-resumable': '0.2.2' } })],
    ['400 invalid_input', await patch(id, 0, noise(5), { headers: { 'upload-offset': '-1' } })],
    ['400 invalid_input', await patch(id, 0, noise(5), { headers: { 'upload-offset': '0x0' } })],
    ['400 invalid_input', await patch(id, 0, noise(5), { headers: { 'upload-offset': '' } })],
    ['401 not_signed_in', await patch(id, 0, noise(5), { headers: { authorization: '' } })],
    ['404 upload_not_found', await ask('DELETE', `/song/uploads/${id}`, { who: other })],
  ] as const) {
    t.equal(outcome(answer), wanted)
    t.equal(answer.headers['tus-resumable'], '1.0.0')
  }
  const coded = await patch(id, 0, noise(5), { headers: { 'content-encoding': 'gzip' } })
  t.equal(outcome(coded), '415 unsupported_media_type')
  t.equal((await ask('HEAD', `/song/uploads/${id}`, { who: other })).status, 404)
  t.match(await test.rowOf(id), { received: 0, writer: null })
  t.equal((await patch(id, 0, Buffer.alloc(0))).status, 204, 'nothing at all')
  t.equal((await patch(id, 0, noise(1_000))).status, 204)
  t.equal((await patch(id, 1_000, Buffer.alloc(0))).status, 204)
  t.equal(outcome(await patch(id, 1_000, noise(1))), '413 track_too_large')
})

t.test('beginning, as tus does and with JSON', async t => {
  const test = await uploadApp(t, { TRACK_MAX_BYTES: '1000000', TRACKS_PER_DAY: '3' })
  const create = (headers: Record<string, string>, body?: string) =>
    test.ask('POST', '/song/uploads', { headers: { 'tus-resumable': '1.0.0', ...headers }, body })
  const json = (body: object) => create({ 'content-type': 'application/json' }, JSON.stringify(body))
  const name = Buffer.from('노래.mp3').toString('base64')
  for (const [wanted, answer] of [
    ['400 invalid_input', await create({ 'upload-length': '0' })],
    ['400 invalid_input', await create({ 'upload-length': '1e3' })],
    ['400 invalid_input', await create({ 'upload-length': '-5' })],
    ['400 invalid_input', await create({ 'upload-length': '99999999999999999999' })],
    ['400 invalid_input', await create({ 'upload-defer-length': '1' })],
    ['413 track_too_large', await create({ 'upload-length': '1000001' })],
    ['400 invalid_input', await create({ 'upload-length': '5', 'upload-metadata': 'filename not*base64' })],
    ['400 malformed_body', await create({ 'upload-length': '5', 'upload-metadata': 'filename /w==' })],
    ['400 invalid_input', await create({ 'upload-length': '5', 'upload-metadata': `sha256 ${name}` })],
    ['412 tus_version', await create({ 'tus-resumable': '2', 'upload-length': '5' })],
    [
      '415 unsupported_media_type',
      await create({ 'upload-length': '5', 'content-type': 'application/offset+octet-stream' }, 'hello'),
    ],
    ['400 invalid_input', await json({})],
    ['400 invalid_input', await json({ filename: 'a', bytes: 0 })],
    ['400 invalid_input', await json({ filename: 'a', bytes: 1.5 })],
    ['400 invalid_input', await json({ filename: '\u0000', bytes: 1 })],
    ['400 invalid_input', await json({ filename: 'a', bytes: 1, sha256: 'zz' })],
    ['413 track_too_large', await json({ filename: 'a', bytes: 9e15 })],
    ['400 malformed_body', await create({ 'content-type': 'application/json' }, '{')],
    ['400 invalid_input', await create({})],
  ] as const)
    t.equal(outcome(answer), wanted)
  t.strictSame(await test.db.selectFrom('track_uploads').select('id').execute(), [])
  t.strictSame(await test.db.selectFrom('objects').select('key').execute(), [])

  const begun = await create({ 'upload-length': '5', 'upload-metadata': `filename ${name},is_it` })
  t.equal(begun.status, 201)
  t.match(begun.headers.location, /^\/song\/uploads\/[A-Za-z0-9_-]{22}$/)
  t.match(begun.json(), { part_size: 8 * mebibyte, offset: 0 })
  const again = await json({ filename: 'C:\\music\\노래.mp3', bytes: 5, sha256: 'AB'.repeat(32) })
  t.equal(again.status, 201)
  const third = await create({ 'upload-length': '5' })
  t.equal(third.status, 201, 'without a name')
  const refused = await create({ 'upload-length': '5' })
  t.equal(outcome(refused), '429 too_many_uploads')
  t.ok(Number(refused.headers['retry-after']) > 86_000)
  t.equal((await test.ask('DELETE', third.headers.location ?? '')).status, 204)
  t.equal((await create({ 'upload-length': '5' })).status, 201, 'its place in the day is free again')
})

t.test('of ten that are begun at once no more are let in than a day has', async t => {
  const test = await uploadApp(t, { TRACKS_PER_DAY: '3' })
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => test.ask('POST', '/song/uploads', { headers: { 'upload-length': '5' } })),
  )
  t.equal(answers.filter(({ status }) => status === 201).length, 3)
  t.equal(answers.filter(({ status }) => status === 429).length, 7)
})

t.test('what is not finished within a day is gone, and so is what was given up', async t => {
  const test = await uploadApp(t)
  const [old, given] = [await test.begin(9 * mebibyte), await test.begin(9 * mebibyte)]
  for (const id of [old, given]) await test.patch(id, 0, noise(8 * mebibyte + 100))
  t.equal(test.inStore().uploads, 2)
  t.equal(await expireUploads(test.db, 10), 0)
  await age(test, old, 86_401)
  t.equal(outcome(await test.patch(old, 8 * mebibyte + 100, noise(5))), '410 upload_expired')
  t.equal((await test.ask('HEAD', `/song/uploads/${old}`)).status, 410)
  t.equal((await test.ask('DELETE', `/song/uploads/${given}`)).status, 204)
  t.equal(outcome(await test.ask('DELETE', `/song/uploads/${given}`)), '404 upload_not_found')
  t.equal(await expireUploads(test.db, 10), 1)
  t.equal(await expireUploads(test.db, 10), 0)
  t.equal((await test.ask('HEAD', `/song/uploads/${old}`)).status, 404)
  t.strictSame(
    await test.db.selectFrom('track_uploads').select('id').execute(),
    [{ id: given }],
    'after so many bytes its place in the day stays taken',
  )
  t.strictSame(await test.db.selectFrom('track_upload_pieces').select('starts_at').execute(), [])
  t.equal((await test.ask('HEAD', `/song/uploads/${given}`)).status, 404)
  t.equal(outcome(await test.patch(given, 8 * mebibyte + 100, noise(5))), '404 upload_not_found')
  await age(test, given, 86_401)
  t.equal(await expireUploads(test.db, 10), 1)
  const objects = await test.db.selectFrom('objects').select(['state', 'upload_id']).execute()
  t.match(objects, [
    { state: 'gone', upload_id: /./ },
    { state: 'gone', upload_id: /./ },
  ])
  const jobs = await test.db.selectFrom('jobs').select('queue').execute()
  t.strictSame(
    jobs.map(({ queue }) => queue),
    ['media.remove', 'media.remove'],
    'what lies in the store is removed by jobs',
  )
})

t.test('an upload that is given up while it is written to stays given up', async t => {
  const test = await uploadApp(t)
  const id = await test.begin(1_000)
  const writer = openPatch(test, id, 0, 500)
  await writer.write(noise(100))
  await writer.untilWriting()
  t.equal((await test.ask('DELETE', `/song/uploads/${id}`)).status, 204)
  await writer.write(noise(400))
  writer.end()
  t.equal(await writer.answered, 423)
  t.strictSame(await test.db.selectFrom('track_upload_pieces').select('starts_at').execute(), [])
})

t.test('OPTIONS says what is spoken, and browsers may read and send its headers', async t => {
  const test = await uploadApp(t, { TRACK_MAX_BYTES: '1000000' })
  const origin = 'http://localhost:5173'
  for (const headers of [{}, { origin, 'access-control-request-method': 'PATCH' }]) {
    const { status, headers: said } = await test.ask('OPTIONS', '/song/uploads', { headers: headers as never })
    t.equal(status, 204)
    t.match(said, {
      'tus-version': '1.0.0',
      'tus-resumable': '1.0.0',
      'tus-extension': 'creation,expiration,termination',
      'tus-max-size': '1000000',
      'access-control-allow-methods': /PATCH/,
      'access-control-allow-headers': /tus-resumable, upload-length, upload-metadata, upload-offset/,
    })
  }
  const elsewhere = await test.ask('OPTIONS', '/song/home/1', { headers: { origin } })
  t.notOk(elsewhere.headers['tus-version'])
  const begun = await test.ask('POST', '/song/uploads', { headers: { origin, 'upload-length': '5' } })
  t.match(begun.headers['access-control-expose-headers'], /location.*upload-offset.*upload-expires/)
})

t.test('where no worker has ffmpeg nothing is begun, until one has', async t => {
  const test = await uploadApp(t, {}, { hasFfmpeg: false })
  const begin = () => test.ask('POST', '/song/uploads', { headers: { 'upload-length': '5' } })
  await noteServing(test.db, ['media'])
  const answer = await begin()
  t.equal(outcome(answer), '503 tracks_unavailable')
  t.ok(answer.headers['retry-after'])
  const form = await test.ask('POST', '/song/upload', { headers: { 'content-type': 'multipart/form-data' } })
  t.equal(outcome(form), '503 tracks_unavailable')
  await noteServing(test.db, ['ffmpeg'])
  t.equal((await begin()).status, 201)
  await ageServing(test.db, 'ffmpeg', 5)
  t.equal((await begin()).status, 201, 'a worker that is away for some minutes')
  await ageServing(test.db, 'ffmpeg', 6)
  t.equal(outcome(await begin()), '503 tracks_unavailable', 'one that does not come back')
})

t.test('when a process stops, what it was receiving is kept, and the client is sent to another one', async t => {
  const test = await uploadApp(t)
  const id = await test.begin(5_000)
  const writer = openPatch(test, id, 0, 1_000)
  await writer.write(noise(300))
  await writer.untilWriting()
  const closing = test.app.close()
  t.equal(await writer.answered, 503)
  await untilKept(test, id, 300)
  await closing
})

t.test('one account receives so many at once', async t => {
  const test = await uploadApp(t)
  const ids = await Promise.all(Array.from({ length: 5 }, () => test.begin(1_000)))
  const writers = ids.slice(0, 4).map(id => openPatch(test, id, 0, 500))
  for (const writer of writers) {
    await writer.write(noise(10))
    await writer.untilWriting()
  }
  const refused = await test.patch(ids[4]!, 0, noise(5))
  t.equal(outcome(refused), '503 unavailable')
  t.ok(refused.headers['retry-after'])
  writers[0]!.cut()
  await untilKept(test, ids[0]!, 10)
  t.ok(await until(async () => (await test.patch(ids[4]!, 0, noise(5))).status === 204, { withinMs: 5_000 }))
  for (const writer of writers) writer.cut()
})

t.test('finishing makes a track, once', async t => {
  const test = await uploadApp(t)
  const bytes = noise(9 * mebibyte)
  const id = await test.begin(bytes.length, { sha256: hashOf(bytes), filename: '새벽 세 시.flac' })
  const finish = (body: object = {}, options: object = {}, upload = id) =>
    test.ask('POST', `/song/uploads/${upload}/complete`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...options,
    })
  t.equal(outcome(await finish()), '409 upload_unfinished')
  await test.patch(id, 0, bytes.subarray(0, -1))
  t.equal(outcome(await finish()), '409 upload_unfinished')
  await test.patch(id, bytes.length - 1, bytes.subarray(-1))
  const other = await aListener(test)
  t.equal(outcome(await finish({}, { who: other })), '404 upload_not_found')
  t.equal(outcome(await finish({ tags: Array(11).fill('a') })), '400 invalid_input')
  const chapters = [0, 5].map(start_ms => ({ start_ms, title: `${start_ms}` }))
  t.equal(outcome(await finish({ chapters: chapters.toReversed() })), '400 wrong_chapters')
  const words = { tags: ['Lo-Fi', 'lo-fi', '밤'], is_public: false, is_downloadable: true, chapters }
  const both = await Promise.all([finish(words), finish(words)])
  const [first] = both
  for (const answer of both) {
    t.equal(answer.status, 202)
    t.strictSame(answer.json(), first!.json())
  }
  t.match(first!.json(), {
    song: {
      song_name: '새벽 세 시',
      status: 'processing',
      is_public: false,
      is_downloadable: true,
      song_tag: ['Lo-Fi', '밤'],
    },
    job: { version: 1, status: 'processing' },
  })
  const { job, song } = first!.json() as { job: { id: number }; song: { song_id: number } }
  t.match((await test.ask('GET', `/song/play/${song.song_id}`)).json(), { song: [{ chapters }] })
  t.equal(first!.headers.location, `/song/jobs/${job.id}`)
  t.match(await test.db.selectFrom('jobs').selectAll().execute(), [
    { id: job.id, queue: 'tracks.assemble', payload: { track_id: song.song_id, version: 1, upload_id: id } },
  ])
  t.match(await test.db.selectFrom('track_files').selectAll().execute(), [{ role: 'original', bytes: bytes.length }])
  t.equal(outcome(await test.ask('DELETE', `/song/uploads/${id}`)), '409 upload_done')
  t.equal((await test.patch(id, bytes.length, Buffer.alloc(0))).status, 204)

  await age(test, id, 90_000)
  t.equal(await expireUploads(test.db, 10), 0, 'it waits to be put together')
  await test.db
    .updateTable('objects')
    .set({ state: 'used', used_at: new Date(), content_type: 'a/b', bytes: 1 })
    .execute()
  t.equal(await expireUploads(test.db, 10), 1)
  t.match(await test.db.selectFrom('objects').select('state').execute(), [{ state: 'used' }])
})

t.test('a file takes the place of another one, by an upload', async t => {
  const test = await uploadApp(t)
  const upload = async () => {
    const id = await test.begin(10)
    await test.patch(id, 0, noise(10))
    return id
  }
  const finish = (path: string, body: object, who = test.me) =>
    test.ask('POST', path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), who })
  const first = await finish(`/song/uploads/${await upload()}/complete`, { name: '처음' })
  const { song_id } = first.json().song as { song_id: number }
  const id = await upload()
  const other = await aListener(test)
  t.equal(outcome(await finish(`/song/${song_id}/file`, { upload_id: id }, other)), '404 upload_not_found')
  t.equal(outcome(await finish('/song/999/file', { upload_id: id })), '404 track_not_found')
  t.equal(outcome(await finish(`/song/${song_id}/file`, {})), '400 invalid_input')
  t.equal(outcome(await test.ask('POST', `/song/${song_id}/file`)), '400 invalid_input', 'nothing at all')
  const replaced = await finish(`/song/${song_id}/file`, { upload_id: id })
  t.match(replaced.json(), { song: { song_id, song_name: '처음' }, job: { version: 2 } })
  t.strictSame((await finish(`/song/${song_id}/file`, { upload_id: id })).json(), replaced.json())
  t.equal(outcome(await finish(`/song/uploads/${id}/complete`, {})), '409 upload_done')
  t.equal(outcome(await finish('/song/999/file', { upload_id: id })), '409 upload_done')
})

t.test('garbage on the connection harms nobody', async t => {
  const test = await uploadApp(t)
  const id = await test.begin(1_000)
  const socket = connect(Number(new URL(test.url).port), '127.0.0.1')
  socket.on('error', () => {}).resume()
  socket.write(
    [
      `PATCH /song/uploads/${id} HTTP/1.1`,
      'host: a',
      `authorization: ${test.me.bearer.authorization}`,
      'content-type: application/offset+octet-stream',
      'upload-offset: 0',
      'transfer-encoding: chunked',
      '',
      '5\r\nhello\r\n',
    ].join('\r\n'),
  )
  t.ok(await until(async () => (await test.rowOf(id)).writer !== null, { withinMs: 5_000 }))
  socket.write('not a length\r\n')
  await untilKept(test, id, 5)
  socket.destroy()
  t.equal((await test.patch(id, 5, noise(995))).status, 204)
})
