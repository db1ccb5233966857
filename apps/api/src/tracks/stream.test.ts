import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { waveformDat } from '@mudig/shared/clients/ffmpeg/waveform'
import t from 'tap'
import { testApp } from '../testing/app.js'
import { aListener, hide } from '../testing/listeners.js'

const s3 = await startStorage()
const test = await testApp(t, { S3_ENDPOINT: s3.endpoint })
t.teardown(() => s3.close())
t.jobs = 1
const { app, db } = test
const origin = await app.listen({ host: '127.0.0.1', port: 0 })
const size = 300_000
const bytes = Buffer.from(Array.from({ length: size }, (_, i) => (i * 31) % 251))
const aWaveform = waveformDat({ sampleRate: 44_100, samplesPerPixel: 2_205, pairs: Int8Array.of(-5, 7, -6, 8) })
const owner = await aListener(test)
const stranger = await aListener(test)

const put = async (
  track: number,
  role: Parameters<typeof aTrackFile>[2],
  body: Buffer,
  content_type: string,
  segments?: object,
) => {
  const key = await aTrackFile(db, track, role, { bytes: body.length, content_type, ...(segments && { segments }) })
  await app.storage.put(key, body, 'application/octet-stream')
  return key
}
const get = (path: string, init: RequestInit = {}) => fetch(`${origin}${path}`, { redirect: 'manual', ...init })
const bodyOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const codeOf = async (answer: Response) => `${answer.status} ${((await answer.json()) as { code: string }).code}`
const songOf = async (track: number, headers: Record<string, string> = {}) =>
  ((await (await get(`/song/play/${track}`, { headers })).json()) as { song: { song_path: string }[] }).song[0]!

t.test('every form of range, with exact lengths', async t => {
  const track = await aTrack(db, owner.id)
  await put(track, 'aac', bytes, 'audio/mp4')
  const { song_path } = await songOf(track)
  t.equal(song_path, `/song/${track}/stream?v=1`)
  const whole = await get(song_path)
  t.equal(whole.status, 200)
  t.match(Object.fromEntries(whole.headers), {
    'content-type': 'audio/mp4',
    'content-length': `${size}`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: /^"[^"]+"$/,
  })
  t.ok((await bodyOf(whole)).equals(bytes))
  const etag = whole.headers.get('etag')!
  for (const [range, first, last] of [
    ['bytes=0-1', 0, 1],
    ['bytes=0-', 0, size - 1],
    ['bytes=0-0', 0, 0],
    [`bytes=${size - 1}-`, size - 1, size - 1],
    ['bytes=100000-199999', 100_000, 199_999],
    [`bytes=5-${size * 3}`, 5, size - 1],
    ['bytes=-10', size - 10, size - 1],
    [`bytes=-${size + 1}`, 0, size - 1],
  ] as const)
    for (const ifRange of [undefined, etag]) {
      const answer = await get(song_path, { headers: { range, ...(ifRange && { 'if-range': ifRange }) } })
      t.equal(answer.status, 206, range)
      t.equal(answer.headers.get('content-range'), `bytes ${first}-${last}/${size}`)
      t.equal(answer.headers.get('content-length'), `${last - first + 1}`)
      t.equal(answer.headers.get('etag'), etag)
      t.ok((await bodyOf(answer)).equals(bytes.subarray(first, last + 1)), range)
    }
  for (const range of [`bytes=${size}-`, 'bytes=-0', `bytes=${size}-${size + 5}`]) {
    const answer = await get(song_path, { headers: { range } })
    t.equal(answer.status, 416, range)
    t.equal(answer.headers.get('content-range'), `bytes */${size}`)
  }
  for (const headers of [
    { range: 'bytes=0-1', 'if-range': '"another"' },
    { range: 'bytes=0-1,5-6' },
    { range: 'seconds=0-1' },
  ] as Record<string, string>[]) {
    const answer = await get(song_path, { headers })
    t.equal(answer.status, 200, JSON.stringify(headers))
    t.equal((await bodyOf(answer)).length, size)
  }
  t.equal((await get(song_path, { headers: { 'if-none-match': etag } })).status, 304)
  const head = await get(song_path, { method: 'HEAD', headers: { range: 'bytes=0-1' } })
  t.equal(head.status, 200, 'only GET has ranges')
  t.equal(head.headers.get('content-length'), `${size}`)
  t.equal(head.headers.get('etag'), etag)
  t.equal((await bodyOf(head)).length, 0)
  const bare = await get(`/song/${track}/stream`)
  t.equal(bare.headers.get('cache-control'), 'private, no-cache', 'without its version another file may follow')
  await bodyOf(bare)
  t.equal(await codeOf(await get(`/song/${track}/stream?format=opus`)), '404 track_file_not_found')
  t.equal(await codeOf(await get(`/song/${track}/stream?format=wav`)), '400 invalid_input')
})

t.test('a private track is heard by its owner, by a signature in the address', async t => {
  const track = await aTrack(db, owner.id, { visibility: 'private' })
  await put(track, 'aac', bytes, 'audio/mp4', { init: 100, segments: [[100, 200, 6_000]] })
  const other = await aTrack(db, owner.id, { visibility: 'private' })
  await put(other, 'aac', bytes, 'audio/mp4')
  const { song_path } = await songOf(track, owner.bearer)
  t.match(song_path, /^\/song\/\d+\/stream\?v=1&t=/)
  const heard = await get(song_path, { headers: { range: 'bytes=0-1' } })
  t.equal(heard.status, 206)
  t.match(heard.headers.get('cache-control'), /^private/)
  const t1 = new URL(song_path, origin).searchParams.get('t')!
  for (const [path, headers] of [
    [`/song/${track}/stream`, {}],
    [`/song/${track}/stream`, stranger.bearer],
    [`/song/${track}/stream?t=${t1.slice(0, -1)}`, stranger.bearer],
    [`/song/${other}/stream?t=${t1}`, {}],
    [`/song/${track}/hls.m3u8`, stranger.bearer],
    [`/song/${track}/waveform`, stranger.bearer],
    [`/song/playview/${track}/0`, {}],
  ] as [string, Record<string, string>][])
    t.equal(await codeOf(await get(path, { headers })), '404 track_not_found', path)
  const playlist = await (await get(`/song/${track}/hls.m3u8`, { headers: owner.bearer })).text()
  t.match(playlist, /#EXT-X-MAP:URI="stream\.m4a\?v=1&t=[^"]+",BYTERANGE="100@0"/)
  t.match(playlist, '#EXT-X-BYTERANGE:200@100')
  const segment = /^stream\.m4a\?.+$/m.exec(playlist)![0]
  t.equal((await get(`/song/${track}/${segment}`, { headers: { range: 'bytes=100-299' } })).status, 206)

  const leaver = await aListener(test)
  const theirs = await aTrack(db, leaver.id, { visibility: 'private' })
  await put(theirs, 'aac', bytes, 'audio/mp4')
  const path = (await songOf(theirs, leaver.bearer)).song_path
  t.equal((await get(path, { headers: { range: 'bytes=0-1' } })).status, 206)
  await hide(test, leaver)
  t.equal(await codeOf(await get(path)), '404 track_not_found', 'a link does not outlive its account')
})

t.test('what was uploaded is for its owner, unless they say otherwise; nothing runs in it', async t => {
  const html = Buffer.from('<script>alert(1)</script>')
  const track = await aTrack(db, owner.id)
  await put(track, 'original', html, 'text/html')
  const path = `/song/${track}/stream?format=original`
  t.equal(await codeOf(await get(path)), '404 track_file_not_found')
  t.equal(await codeOf(await get(path, { headers: stranger.bearer })), '404 track_file_not_found')
  const mine = await get(path, { headers: owner.bearer })
  t.equal(mine.status, 200)
  t.match(Object.fromEntries(mine.headers), {
    'content-disposition': `attachment; filename="__ _ _.flac"; filename*=UTF-8''${encodeURIComponent('새벽 세 시.flac')}`,
    'content-security-policy': /sandbox/,
    'x-content-type-options': 'nosniff',
  })
  t.ok((await bodyOf(mine)).equals(html))
  await db.updateTable('tracks').set({ is_downloadable: true }).where('id', '=', track).execute()
  t.equal((await get(path, { headers: stranger.bearer })).status, 200)
})

t.test('whoever hears a file that is replaced meanwhile hears it to its end', async t => {
  const track = await aTrack(db, owner.id)
  await put(track, 'aac', bytes, 'audio/mp4')
  const newer = Buffer.from(bytes).reverse()
  await db.insertInto('track_versions').values({ track_id: track, version: 2, filename: 'b.flac' }).execute()
  const key = await aTrackFile(db, track, 'aac', { bytes: size, content_type: 'audio/mp4', version: 2 })
  await app.storage.put(key, newer, 'application/octet-stream')
  const range = { headers: { range: 'bytes=1000-1999' } }
  const partOf = async (path: string) => bodyOf(await get(`/song/${track}/${path}`, range))
  t.ok((await partOf('stream?v=2')).equals(bytes.subarray(1_000, 2_000)), 'what is not ready is not heard')
  await db.updateTable('track_versions').set({ state: 'ready' }).where('track_id', '=', track).execute()
  await db.updateTable('tracks').set({ live_version: 2, last_version: 2 }).where('id', '=', track).execute()
  for (const path of ['stream?v=1', 'stream.m4a?v=1'])
    t.ok((await partOf(path)).equals(bytes.subarray(1_000, 2_000)), path)
  for (const path of ['stream', 'stream?v=2', 'stream.m4a?v=2', 'stream?v=3'])
    t.ok((await partOf(path)).equals(newer.subarray(1_000, 2_000)), path)
  const cachingOf = async (v: number) => (await get(`/song/${track}/stream?v=${v}`)).headers.get('cache-control')
  t.match(await cachingOf(1), /immutable/)
  await db.deleteFrom('track_files').where('track_id', '=', track).where('version', '=', 1).execute()
  t.ok((await partOf('stream?v=1')).equals(newer.subarray(1_000, 2_000)), 'once it is gone, what is there')
  t.equal(await cachingOf(1), 'private, no-cache')
})

t.test('the first clients get MP3 from a second on, or are sent to the whole', async t => {
  const track = await aTrack(db, owner.id)
  await put(track, 'aac', bytes, 'audio/mp4')
  const before = await get(`/song/playview/${track}/7`)
  t.equal(before.status, 302)
  t.equal(before.headers.get('location'), `/song/${track}/stream?v=1#t=7`)
  await put(track, 'mp3', bytes, 'audio/mpeg')
  for (const seconds of [0, 7]) {
    const answer = await get(`/song/playview/${track}/${seconds}`)
    const first = Math.floor((seconds * 125) / 3) * 384
    t.equal(answer.status, 200)
    t.equal(answer.headers.get('content-type'), 'audio/mpeg')
    t.equal(answer.headers.get('content-length'), `${size - first}`)
    t.ok((await bodyOf(answer)).equals(bytes.subarray(first)))
  }
  const head = await get(`/song/playview/${track}/7`, { method: 'HEAD' })
  t.equal(head.headers.get('content-length'), `${size - 291 * 384}`)
})

t.test('before it is ready a track exists for its owner, and cannot be heard', async t => {
  const track = await aTrack(db, owner.id, { state: 'draft' })
  await put(track, 'aac', bytes, 'audio/mp4')
  await put(track, 'waveform', aWaveform, 'application/octet-stream')
  t.equal(await codeOf(await get(`/song/${track}/stream`)), '404 track_not_found')
  t.equal(await codeOf(await get(`/song/${track}/stream`, { headers: owner.bearer })), '409 track_unfinished')
  t.equal((await get(`/song/${track}/waveform`, { headers: owner.bearer })).status, 200, 'its waveform comes first')
  t.equal(await codeOf(await get(`/song/${track}/waveform`)), '404 track_not_found')
})

t.test('the waveform as JSON and in binary', async t => {
  const track = await aTrack(db, owner.id)
  t.equal(await codeOf(await get(`/song/${track}/waveform`)), '404 track_file_not_found')
  await put(track, 'waveform', aWaveform, 'application/octet-stream')
  const json = await get(`/song/${track}/waveform?bits=8&pps=20`)
  t.same(await json.json(), {
    version: 2,
    channels: 1,
    sample_rate: 44_100,
    samples_per_pixel: 2_205,
    bits: 8,
    length: 2,
    data: [-5, 7, -6, 8],
  })
  const etag = json.headers.get('etag')!
  t.equal((await get(`/song/${track}/waveform`, { headers: { 'if-none-match': etag } })).status, 304)
  t.match(await (await get(`/song/${track}/waveform?pps=10`)).json(), { length: 1, data: [-6, 8] })
  for (const path of ['waveform', 'waveform.dat']) {
    t.equal((await get(`/song/${track}/${path}`)).headers.get('cache-control'), 'private, no-cache')
    t.match((await get(`/song/${track}/${path}?v=1`)).headers.get('cache-control'), /immutable/)
  }
  const long = await aTrack(db, owner.id, { duration_ms: 10_800_000 })
  await put(long, 'waveform', aWaveform, 'application/octet-stream')
  t.match(await (await get(`/song/${long}/waveform`)).json(), { length: 1 }, 'of hours fewer pixels a second')
  t.match(await (await get(`/song/${long}/waveform?pps=20`)).json(), { length: 2 }, 'unless more are asked for')
  t.equal(await codeOf(await get(`/song/${track}/waveform?bits=16`)), '400 invalid_input')
  const binary = await get(`/song/${track}/waveform.dat`)
  t.ok((await bodyOf(binary)).equals(aWaveform))
})

t.test('where the store is away, or has lost a file, that is said', async t => {
  const track = await aTrack(db, owner.id)
  const key = await put(track, 'aac', bytes, 'audio/mp4')
  await app.storage.remove([key])
  t.equal(await codeOf(await get(`/song/${track}/stream`)), '404 not_found')
})
