import { connect } from 'node:net'
import { until } from '@mudig/sandbox/servers/until'
import sharp from 'sharp'
import t from 'tap'
import { aListener } from '../testing/listeners.js'
import { type Answered, hashOf, mebibyte, noise, type UploadApp, uploadApp } from '../testing/uploads.js'

const outcome = ({ status, json }: Answered) => [status, json().code].filter(Boolean).join(' ')

interface Part {
  name: string
  value: Buffer | string
  filename?: string
  type?: string
}

const boundary = 'a-boundary-around-a-song'
const encode = (parts: readonly Part[]) =>
  Buffer.concat([
    ...parts.flatMap(({ name, value, filename, type }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`,
      ),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])

const contentType = `multipart/form-data; boundary=${boundary}`

const send = (test: UploadApp, parts: readonly Part[], { path = '/song/upload', who = test.me } = {}) =>
  test.ask('POST', path, { who, headers: { 'content-type': contentType }, body: encode(parts) })

const song = (value: Buffer = noise(1_000), more: Partial<Part> = {}): Part => ({
  name: 'file',
  filename: '새벽.mp3',
  type: 'audio/mpeg',
  value,
  ...more,
})

const rows = async ({ db }: UploadApp) => ({
  uploads: (await db.selectFrom('track_uploads').select('id').execute()).length,
  tracks: (await db.selectFrom('tracks').select('id').execute()).length,
  objects: (await db.selectFrom('objects').select('state').execute()).map(({ state }) => state),
})

t.test('a form with a file is a track, wherever the file stands in it', async t => {
  const test = await uploadApp(t)
  const words: Part[] = [
    { name: 'name', value: '새벽 세 시' },
    { name: 'description', value: '첫 줄\r\n둘째 줄' },
    { name: 'tag_name', value: ' lo-fi , Lo-Fi,밤,' },
    { name: 'is_public', value: 'false' },
    { name: 'something_else', value: 'ignored' },
  ]
  for (const size of [1, 8 * mebibyte, 17 * mebibyte + 3])
    for (const parts of [
      (file: Part) => [file, ...words],
      (file: Part) => [...words, file],
      (file: Part) => [...words.slice(0, 2), file, ...words.slice(2)],
    ]) {
      const bytes = noise(size)
      const answer = await send(test, parts(song(bytes)))
      t.equal(answer.status, 202, answer.body)
      t.match(answer.json(), {
        song: {
          song_name: '새벽 세 시',
          description: '첫 줄\n둘째 줄',
          song_tag: ['lo-fi', '밤'],
          is_public: false,
          status: 'processing',
        },
        job: { version: 1, status: 'processing' },
      })
      const { job, song: made } = answer.json() as { job: { id: number }; song: { song_id: number } }
      t.equal(answer.headers.location, `/song/jobs/${job.id}`)
      t.match(await test.db.selectFrom('jobs').selectAll().where('id', '=', job.id).execute(), [
        { queue: 'tracks.probe', payload: { track_id: made.song_id, version: 1 }, user_id: test.me.id },
      ])
      const file = await test.db
        .selectFrom('track_files as f')
        .innerJoin('objects as o', 'o.key', 'f.key')
        .select(['f.key', 'f.bytes', 'o.state', 'o.owner', 'o.is_public'])
        .where('f.track_id', '=', made.song_id)
        .executeTakeFirstOrThrow()
      t.match(file, { bytes: size, state: 'used', owner: test.me.id, is_public: false })
      const object = await test.app.storage.get(file.key)
      t.equal(hashOf(Buffer.concat((await object?.body.toArray()) ?? [])), hashOf(bytes))
    }
})

t.test('a track needs no words, and may bring a picture', async t => {
  const test = await uploadApp(t)
  const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const image: Part = { name: 'image', filename: 'a.png', type: 'image/png', value: picture }
  for (const parts of [
    [song(), image],
    [image, song()],
  ]) {
    const answer = await send(test, parts)
    t.match(answer.json(), { song: { song_name: '새벽', song_tag: [], is_public: true } }, answer.body)
    const { song_id } = answer.json().song as { song_id: number }
    const track = await test.db
      .selectFrom('tracks')
      .select('picture')
      .where('id', '=', song_id)
      .executeTakeFirstOrThrow()
    t.match(track.picture, /^track\/[A-Za-z0-9_-]{22}\.webp$/)
    t.equal((await test.ask('GET', `/media/${track.picture}`)).status, 200)
  }
  const before = await rows(test)
  const broken = await send(test, [song(), { ...image, value: noise(100) }])
  t.equal(outcome(broken), '400 picture_not_usable')
  const after = await rows(test)
  t.equal(after.tracks, before.tracks)
  t.equal(after.uploads, before.uploads)
})

t.test('forms that are refused leave nothing', async t => {
  const test = await uploadApp(t, { TRACK_MAX_BYTES: String(9 * mebibyte) })
  for (const [wanted, parts] of [
    ['400 invalid_input', []],
    ['400 invalid_input', [{ name: 'name', value: 'a' }]],
    ['400 invalid_input', [{ name: 'file', value: 'a text' }]],
    ['400 invalid_input', [song(), song()]],
    ['400 invalid_input', [song(Buffer.alloc(0))]],
    ['400 invalid_input', [song(Buffer.alloc(0), { filename: '' })]],
    ['400 invalid_input', [song(), { name: 'name', value: 'a'.repeat(101) }]],
    ['400 invalid_input', [song(), { name: 'is_public', value: 'perhaps' }]],
    ['400 invalid_input', [song(), { name: 'tag_name', value: 'a,b,c,d,e,f,g,h,i,j,k' }]],
    ['400 invalid_input', [song(), { name: 'tag_name', value: 'a'.repeat(31) }]],
    ['400 invalid_input', [song(), { name: 'image', value: 'a text' }]],
    ['400 invalid_input', [song(), { name: 'name', filename: 'a.txt', value: 'a' }]],
    ['400 malformed_body', [song(), { name: 'name', value: Buffer.from([0xff, 0xfe]) }]],
    ['413 track_too_large', [song(noise(9 * mebibyte + 1))]],
    ['413 track_too_large', [song(noise(23 * mebibyte))]],
    ['415 unsupported_media_type', [song(noise(10), { type: 'image/png' })]],
    ['415 unsupported_media_type', [song(noise(10), { type: 'text/html' })]],
    ['413 body_too_large', [song(), ...Array.from({ length: 41 }, (_, n) => ({ name: `f${n}`, value: 'a' }))]],
  ] as const) {
    const answer = await send(test, parts as readonly Part[])
    t.equal(outcome(answer), wanted, answer.body)
  }
  const json = { headers: { 'content-type': 'application/json' }, body: '{}' }
  t.equal(outcome(await test.ask('POST', '/song/upload', json)), '415 unsupported_media_type')
  t.equal(outcome(await test.ask('POST', '/song/upload')), '415 unsupported_media_type')
  t.equal(
    outcome(await send(test, [song()], { who: { ...test.me, bearer: { authorization: '' } } })),
    '401 not_signed_in',
  )
  const left = await rows(test)
  t.match(left, { uploads: 0, tracks: 0 })
  t.notOk(
    left.objects.some(state => state !== 'gone'),
    'their objects are given up',
  )
})

t.test('a sender who goes leaves nothing', async t => {
  const test = await uploadApp(t)
  const socket = connect(Number(new URL(test.url).port), '127.0.0.1')
  socket.on('error', () => {})
  const body = encode([song(noise(20 * mebibyte))])
  socket.write(
    [
      'POST /song/upload HTTP/1.1',
      'host: a',
      `authorization: ${test.me.bearer.authorization}`,
      `content-type: ${contentType}`,
      `content-length: ${body.length}`,
      '',
      '',
    ].join('\r\n'),
  )
  socket.write(body.subarray(0, 12 * mebibyte))
  t.ok(await until(async () => (await rows(test)).uploads === 1, { withinMs: 5_000 }))
  socket.destroy()
  t.ok(await until(async () => (await rows(test)).uploads === 0, { withinMs: 5_000 }))
  t.match(await rows(test), { tracks: 0, objects: ['gone'] })
})

t.test('a form takes the place of a file, of one’s own track alone', async t => {
  const test = await uploadApp(t)
  const first = await send(test, [song(), { name: 'name', value: '처음' }])
  const { song_id } = first.json().song as { song_id: number }
  const path = `/song/${song_id}/file`
  const other = await aListener(test)
  t.equal(outcome(await send(test, [song()], { path, who: other })), '404 track_not_found')
  t.equal(outcome(await send(test, [], { path })), '400 invalid_input')
  const replaced = await send(test, [song(noise(500)), { name: 'name', value: 'ignored' }], { path })
  t.match(replaced.json(), { song: { song_id, song_name: '처음' }, job: { version: 2 } }, replaced.body)
  t.match(await rows(test), { tracks: 1, uploads: 2 })
})

t.test('a form counts as one of the day’s uploads', async t => {
  const test = await uploadApp(t, { TRACKS_PER_DAY: '2' })
  t.equal((await send(test, [song(), song()])).status, 400)
  t.equal((await send(test, [song()])).status, 202)
  t.equal((await send(test, [song()])).status, 202)
  t.equal(outcome(await send(test, [song()])), '429 too_many_uploads')
  t.equal(
    outcome(await test.ask('POST', '/song/uploads', { headers: { 'upload-length': '5' } })),
    '429 too_many_uploads',
  )
})
