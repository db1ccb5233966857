import { connect } from 'node:net'
import { until } from '@mudig/sandbox/servers/until'
import sharp from 'sharp'
import t from 'tap'
import { aListener } from '../testing/listeners.js'
import { type Answered, hashOf, mebibyte, noise, type UploadApp, uploadApp } from '../testing/uploads.js'

const outcome = ({ status, json }: Answered) => [status, json().code].filter(Boolean).join(' ')

const trackOf = ({ json }: Answered) => (json().song as { song_id: number }).song_id

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

const send = (
  test: UploadApp,
  parts: readonly Part[],
  { path = '/song/upload', who = test.me, method = 'POST', headers = {} } = {},
) => test.ask(method, path, { who, headers: { 'content-type': contentType, ...headers }, body: encode(parts) })

const pictureOf = async (colour: string): Promise<Part> => ({
  name: 'image',
  filename: 'a.png',
  type: 'image/png',
  value: await sharp({ create: { width: 64, height: 64, channels: 3, background: colour } })
    .png()
    .toBuffer(),
})

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
  const image = await pictureOf('red')
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
  t.match(left, { uploads: 1, tracks: 0 }, 'but that so many bytes have come today')
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
  // Of more than four the place in the day stays taken, and how much has come by then is chance.
  socket.write(body.subarray(0, 3 * mebibyte))
  t.ok(await until(async () => (await rows(test)).uploads === 1, { withinMs: 20_000 }))
  socket.destroy()
  t.ok(await until(async () => (await rows(test)).uploads === 0, { withinMs: 20_000 }))
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

t.test('a track is changed by a form as well, and shows its new picture', async t => {
  const test = await uploadApp(t)
  const first = await send(test, [song(), await pictureOf('red'), { name: 'tag_name', value: '밤' }])
  const { song_id } = first.json().song as { song_id: number }
  const path = `/song/${song_id}`
  const shown = async () =>
    (await test.db.selectFrom('tracks').select('picture').where('id', '=', song_id).executeTakeFirstOrThrow()).picture
  const stateOf = async (key: string | null) =>
    (await test.db.selectFrom('objects').select('state').where('key', '=', key).executeTakeFirst())?.state
  const red = await shown()

  const change = { path, method: 'PUT' }
  const blue = await pictureOf('blue')
  const other = await aListener(test)
  t.equal(outcome(await send(test, [blue], { ...change, who: other })), '404 track_not_found')
  for (const [wanted, parts] of [
    ['400 invalid_input', []],
    ['400 invalid_input', [blue, { name: 'name', value: 'a'.repeat(101) }]],
    ['400 invalid_input', [blue, { name: 'tag_name', value: 'a,b,c,d,e,f,g,h,i,j,k' }]],
    ['400 invalid_input', [{ name: 'image', value: 'a text' }]],
    ['400 picture_not_usable', [{ ...blue, value: noise(100) }]],
  ] as const)
    t.equal(outcome(await send(test, parts, change)), wanted)
  t.equal(await shown(), red)
  const pictures = () =>
    test.db.selectFrom('objects').select('key').where('kind', '=', 'picture').where('state', '<>', 'gone').execute()
  t.strictSame(await pictures(), [{ key: red }], 'nothing of those is left')

  const words: Part[] = [
    { name: 'name', value: '새 이름' },
    { name: 'tag_name', value: 'lo-fi,새벽' },
    { name: 'is_public', value: 'false' },
  ]
  const changed = await send(test, [blue, ...words], change)
  t.match(changed.json(), { song: { song_id, song_name: '새 이름', is_public: false } }, changed.body)
  t.strictSame((changed.json().song as { song_tag: string[] }).song_tag.sort(), ['lo-fi', '새벽'])
  const now = await shown()
  t.match(now, /^track\/[A-Za-z0-9_-]{22}\.webp$/)
  t.not(now, red)
  t.strictSame([await stateOf(red), await stateOf(now)], ['gone', 'used'])
  t.equal((await test.ask('GET', `/media/${now}`)).status, 200)
  const removals = await test.db.selectFrom('jobs').select('payload').where('queue', '=', 'media.remove').execute()
  t.match(removals, [{ payload: { keys: [red] } }])

  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ description: '설명' }) }
  t.match((await test.ask('PUT', path, json)).json(), { song: { description: '설명', song_name: '새 이름' } })
  t.equal(await shown(), now, 'what is left out stays')
})

t.test('a form that is sent again with its key is one track', async t => {
  const test = await uploadApp(t, { TRACKS_PER_DAY: '3' })
  const bytes = noise(3 * mebibyte)
  const image = await pictureOf('green')
  const parts = [song(bytes), { name: 'name', value: '한 번' }, image]
  const keyed = { headers: { 'idempotency-key': 'first' } }
  const idsOf = (answer: Answered) => {
    const { song, job } = answer.json() as { song: { song_id: number }; job: { id: number } }
    return [answer.status, song?.song_id, job?.id]
  }
  const left = async () => {
    const { uploads, tracks, objects } = await rows(test)
    return { uploads, tracks, objects: objects.filter(state => state !== 'gone').length }
  }
  const one = { uploads: 1, tracks: 1, objects: 2 }

  const first = await send(test, parts, keyed)
  t.equal(first.status, 202, first.body)
  t.strictSame(await left(), one)
  // Where the fields stand says nothing about what was asked.
  t.strictSame(idsOf(await send(test, [...parts].reverse(), keyed)), idsOf(first))
  t.strictSame(await left(), one, 'nothing of the second is left')
  for (const other of [
    [song(noise(3 * mebibyte)), ...parts.slice(1)],
    [song(bytes.subarray(1)), ...parts.slice(1)],
    [song(bytes), { name: 'name', value: '두 번' }, image],
    [song(bytes), { name: 'name', value: '한 번' }, await pictureOf('blue')],
    parts.slice(0, 2),
  ])
    t.equal(outcome(await send(test, other, keyed)), '409 idempotency_key_reused')
  t.equal(outcome(await send(test, parts.slice(1), keyed)), '400 invalid_input')
  t.equal(outcome(await send(test, parts, { headers: { 'idempotency-key': 'a key' } })), '400 invalid_input')
  t.strictSame(await left(), one)

  const second = { headers: { 'idempotency-key': 'second' } }
  const both = await Promise.all([send(test, parts, second), send(test, parts, second)])
  t.equal(both[0].status, 202, both[0].body)
  t.strictSame(idsOf(both[0]), idsOf(both[1]), 'of two at the same moment one makes it')
  t.not(idsOf(both[0])[1], idsOf(first)[1])
  t.strictSame(await left(), { uploads: 2, tracks: 2, objects: 4 })

  const other = await aListener(test)
  t.equal((await send(test, parts, { ...keyed, who: other })).status, 202, 'keys are each one’s own')
  t.equal((await send(test, [song()])).status, 202)
  t.equal(outcome(await send(test, [song()], { headers: { 'idempotency-key': 'third' } })), '429 too_many_uploads')
  t.strictSame(idsOf(await send(test, parts, keyed)), idsOf(first), 'where the day has no place left as well')
  t.strictSame(await left(), { uploads: 4, tracks: 4, objects: 7 })
  t.equal(test.inStore().uploads, 0)

  const { song_id } = first.json().song as { song_id: number }
  t.equal((await test.ask('DELETE', `/song/${song_id}`)).status, 204)
  t.equal(outcome(await send(test, parts, keyed)), '404 track_not_found', 'it was removed since')
})

t.test('who prefers to wait is answered when processing has ended, or when the time is over', async t => {
  const test = await uploadApp(t)
  const waiting = (seconds: number) => send(test, [song()], { headers: { prefer: `wait=${seconds}` } })

  const late = await waiting(1)
  t.equal(late.status, 202)
  t.equal(late.headers['preference-applied'], 'wait=1')
  t.match(late.json(), { song: { status: 'processing' }, job: { status: 'processing' } })

  const answering = waiting(20)
  const versions = () => test.db.selectFrom('track_versions').select('track_id').where('track_id', '>', trackOf(late))
  t.ok(await until(async () => (await versions().execute()).length === 1, { withinMs: 10_000 }))
  await test.db
    .updateTable('track_versions')
    .set({ state: 'failed', error_code: 'not_audio', failed_step: 'probe' })
    .where('track_id', 'in', versions())
    .execute()
  const ended = await answering
  t.equal(ended.status, 200)
  t.match(ended.json(), { job: { status: 'failed', error: { code: 'not_audio' } } })

  t.match(await send(test, [song()], { headers: { prefer: 'respond-async' } }), {
    status: 202,
    headers: { 'preference-applied': 'respond-async' },
  })
})
