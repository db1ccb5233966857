import { randomUUID } from 'node:crypto'
import * as music from '@mudig/db/music/music'
import { addComposedSong, beginComposing, describePlaylist, finishComposing } from '@mudig/db/playlists/compose'
import { setCover } from '@mudig/db/playlists/cover'
import { failDig } from '@mudig/db/playlists/end-dig'
import { settleSong } from '@mudig/db/playlists/match'
import { subjectOf } from '@mudig/db/playlists/steps'
import { until } from '@mudig/sandbox/servers/until'
import { composePlaylist } from '@mudig/shared/playlists/queues'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import t, { type Test } from 'tap'
import { outcome, type SignedUp, signUp, startApp, type TestApp, testApp } from '../testing/app.js'

const wish = { situations: '비 오는 밤 드라이브', genre: 'K-POP', year: '2010년대' }
const async = { prefer: 'respond-async' }

const test = await testApp(t, { DIGS_IN_FLIGHT: '3', DIGS_PER_HOUR: '10000', DIGS_PER_DAY: '10000' })
const { app, db } = test
t.jobs = 1

let people = 0
const somebody = () => signUp(test, `Person${++people}`)

const call = (method: 'GET' | 'POST' | 'DELETE', url: string, who?: SignedUp, extra: Partial<InjectOptions> = {}) =>
  app.inject({ method, url, ...extra, headers: { ...who?.bearer, ...extra.headers } })
const dig = (who: SignedUp, headers: Record<string, string> = {}, payload: unknown = wish, from = app) =>
  from.inject({
    method: 'POST',
    url: '/playlist/create',
    headers: { ...who.bearer, ...async, ...headers },
    payload: payload as object,
  })

/** Steps of a worker, as far as a route can see them. */
const compose = (playlist: number, songs = 7) =>
  test.app.ledger.transaction(async trx => {
    await beginComposing(trx, playlist, 1)
    await describePlaylist(trx, playlist, {
      title: '제목',
      content: '본문',
      keywords: ['a', 'b', 'c'],
      image_prompt: 'Oil',
    })
    for (let position = 0; position < songs; position++) {
      const { id } = await music.claimSong(trx, { singer: 'Route', song: `Number ${position}` })
      await addComposedSong(trx, playlist, id, position, 1)
    }
    await finishComposing(trx, playlist)
  })
const finish = async (playlist: number) => {
  await compose(playlist)
  await test.app.ledger.transaction(async trx => {
    const pending = await trx.selectFrom('music').select('id').where('state', '=', 'pending').execute()
    for (const { id } of pending)
      await settleSong(trx, id, { state: 'matched', video_id: 'abcdefghijk', thumbnail: null })
    await setCover(trx, playlist, { key: 'karlo/AAAAAAAAAAAAAAAAAAAAAA.webp', by: 'painted' })
  })
}
const fail = (playlist: number, code: string) => app.ledger.transaction(trx => failDig(trx, playlist, code))
const forget = (who: SignedUp) =>
  db.updateTable('playlists').set({ status: 'failed' }).where('writer', '=', who.user.id).execute()

const errorShape = (
  t: Test,
  answer: { statusCode: number; json: () => unknown; body: string; headers: object },
  name = '',
) => {
  const body = answer.json() as Record<string, unknown>
  const documented =
    typeof body.error === 'string' &&
    body.error !== '' &&
    /^[a-z_]+$/.test(String(body.code)) &&
    typeof body.request_id === 'string'
  const unknown = Object.keys(body).filter(key => !['error', 'code', 'request_id', 'details'].includes(key))
  t.ok(documented && unknown.length === 0, `${name} ${answer.statusCode} ${answer.body.slice(0, 200)}`)
}

t.test('no token, a broken one: 401 on every route, before anything else is looked at', async t => {
  for (const [method, url] of [
    ['POST', '/playlist/create'],
    ['GET', '/playlist/jobs/1'],
    ['GET', '/playlist/jobs/1/events'],
    ['DELETE', '/playlist/jobs/1'],
    ['GET', '/playlist/detail/1'],
  ] as const) {
    const nobody = await call(method, url, undefined, method === 'POST' ? { payload: {} } : {})
    t.equal(outcome(nobody), '401 not_signed_in', url)
    errorShape(t, nobody)
    for (const authorization of [
      'Bearer x',
      'Bearer a.b.c',
      'Basic eDp5',
      'Bearer',
      `Bearer ${'a'.repeat(3_000)}.b.c`,
      'bearer  ',
    ]) {
      const answer = await call(method, url, undefined, { headers: { authorization } })
      t.match(outcome(answer), /^401 /, `${url} ${authorization.slice(0, 20)}`)
    }
  }
})

t.test('a dig is accepted, seen, found ready and read', async t => {
  const me = await somebody()
  const accepted = await dig(me)
  t.equal(accepted.statusCode, 202)
  t.equal(accepted.headers['preference-applied'], 'respond-async')
  const { job, playlist } = accepted.json()
  t.equal(accepted.headers.location, `/playlist/jobs/${job.id}`)
  t.match(job, {
    status: 'queued',
    progress: 0,
    stage: 'queued',
    playlist: playlist.id,
    error: null,
    finished_at: null,
  })
  t.match(playlist, {
    status: 'queued',
    title: wish.situations,
    thumbnail: 'karlo/placeholder.webp',
    thumbnails: null,
    music: [],
  })
  t.equal(playlist.created_at, playlist.updated_at)
  for (const slash of ['', '/']) {
    t.match((await call('GET', `/playlist/jobs/${job.id}${slash}`, me)).json(), job)
    t.match((await call('GET', `/playlist/detail/${playlist.id}${slash}`, me)).json(), {
      playlist,
      music: [],
      comments: [],
      user: { id: me.user.id },
    })
  }
  await compose(playlist.id)
  t.match((await call('GET', `/playlist/jobs/${job.id}`, me)).json(), { status: 'matching', stage: 'match' })
  await finish(playlist.id)
  t.match((await call('GET', `/playlist/jobs/${job.id}`, me)).json(), {
    status: 'ready',
    stage: 'done',
    progress: 100,
    error: null,
  })
  const detail = (await call('GET', `/playlist/detail/${playlist.id}`, me)).json()
  t.equal(detail.music.length, 7)
  t.same(
    detail.playlist.music,
    detail.music.map((song: { id: number }) => song.id),
  )
  t.match(detail.music[0], { information: 'https://www.youtube.com/embed/abcdefghijk', singer: 'Route' })
})

t.test('a request that waits is answered by what it waited for', async t => {
  const me = await somebody()
  const ended = async (end: (playlist: number) => Promise<unknown>) => {
    const answering = dig(me, { prefer: 'wait=20' })
    const find = () =>
      db
        .selectFrom('playlists')
        .select('id')
        .where('writer', '=', me.user.id)
        .where('status', '=', 'queued')
        .executeTakeFirst()
    await until(async () => (await find()) !== undefined, { withinMs: 5_000 })
    await end((await find())!.id)
    return answering
  }
  const ready = await ended(finish)
  t.equal(ready.statusCode, 200)
  t.equal(ready.headers['preference-applied'], 'wait=20')
  t.same(Object.keys(ready.json()).sort(), ['message', 'playlist', 'playlist_music_list'])
  t.match(ready.json(), { playlist: { status: 'ready' } })
  const refused = await ended(id => fail(id, 'refused'))
  t.equal(outcome(refused), '400 dig_refused')
  t.match(refused.json().error, /다른 말로/)
  errorShape(t, refused)
  const unknown = await ended(id => fail(id, 'who_knows'))
  t.match(unknown.json(), { code: 'dig_failed', error: /다시 시도/ })
  const cancelled = await ended(async id => {
    const job = await db
      .selectFrom('jobs')
      .select('id')
      .where('subject', '=', subjectOf(id))
      .where('queue', '=', composePlaylist.name)
      .executeTakeFirstOrThrow()
    t.match((await call('DELETE', `/playlist/jobs/${job.id}`, me)).json(), { status: 'cancelled' })
  })
  t.equal(outcome(cancelled), '502 dig_failed')
  const late = await dig(me, { prefer: 'wait=1' })
  t.equal(late.statusCode, 202, 'not done in time')
  await forget(me)
})

t.test('strangers find neither job nor events nor an unfinished or private playlist', async t => {
  const [me, stranger] = [await somebody(), await somebody()]
  const { job, playlist } = (await dig(me)).json()
  const looks = async (status: string, detail: string) => {
    for (const [method, url, code] of [
      ['GET', `/playlist/jobs/${job.id}`, '404 job_not_found'],
      ['GET', `/playlist/jobs/${job.id}/events`, '404 job_not_found'],
      ['DELETE', `/playlist/jobs/${job.id}`, '404 job_not_found'],
      ['GET', `/playlist/detail/${playlist.id}`, detail],
    ] as const) {
      t.equal(outcome(await call(method, url, stranger)), code, `${status}: ${method} ${url}`)
    }
  }
  await looks('queued', '404 playlist_not_found')
  t.match((await call('GET', `/playlist/jobs/${job.id}`, me)).json(), { status: 'queued' }, 'and nobody cancelled it')
  await finish(playlist.id)
  await looks('ready', '200')
  const seen = (await call('GET', `/playlist/detail/${playlist.id}`, stranger)).json()
  t.equal(seen.user.email, null)
  t.equal(seen.playlist.writer_profile.email, null)
  await db.updateTable('playlists').set({ is_public: false }).where('id', '=', playlist.id).execute()
  await looks('private', '404 playlist_not_found')
  t.equal((await call('GET', `/playlist/detail/${playlist.id}`, me)).statusCode, 200)
  await db.updateTable('playlists').set({ is_public: true }).where('id', '=', playlist.id).execute()
  await db.updateTable('users').set({ is_active: false }).where('id', '=', me.user.id).execute()
  await looks('of somebody who left', '404 playlist_not_found')
})

t.test('jobs of other kinds are no digs', async t => {
  const me = await somebody()
  const { playlist } = (await dig(me)).json()
  const others = await db
    .selectFrom('jobs')
    .select('id')
    .where('user_id', '=', me.user.id)
    .where('queue', '<>', composePlaylist.name)
    .execute()
  t.ok(others.length > 0)
  for (const { id } of others) t.equal(outcome(await call('GET', `/playlist/jobs/${id}`, me)), '404 job_not_found')
  await fail(playlist.id, 'refused')
})

t.test('cancelling: once, again, after the end', async t => {
  const me = await somebody()
  const { job, playlist } = (await dig(me)).json()
  t.match((await call('DELETE', `/playlist/jobs/${job.id}/`, me)).json(), {
    id: job.id,
    status: 'cancelled',
    stage: 'cancelled',
    error: { code: 'cancelled' },
  })
  t.match((await call('DELETE', `/playlist/jobs/${job.id}`, me)).json(), { status: 'cancelled' })
  const left = await db.selectFrom('jobs').select('state').where('subject', '=', subjectOf(playlist.id)).execute()
  t.ok(left.length >= 2 && left.every(row => row.state === 'cancelled'))
  const other = (await dig(me)).json()
  await finish(other.playlist.id)
  t.match(
    (await call('DELETE', `/playlist/jobs/${other.job.id}`, me)).json(),
    { status: 'ready' },
    'what has ended is left as it is',
  )
})

t.test('a cancel that meets the finish: one of them wins, wholly', async t => {
  const me = await somebody()
  for (let round = 0; round < 8; round++) {
    const { job, playlist } = (await dig(me)).json()
    await compose(playlist.id)
    await Promise.all([finishing(playlist.id), call('DELETE', `/playlist/jobs/${job.id}`, me)])
    const { status } = (await call('GET', `/playlist/jobs/${job.id}`, me)).json()
    const { music: songs } = (await call('GET', `/playlist/detail/${playlist.id}`, me)).json()
    t.ok(
      (status === 'ready' && songs.length === 7) || (status === 'cancelled' && songs.length === 0),
      `${status} ${songs.length}`,
    )
    const ends = await db
      .selectFrom('playlist_events')
      .select('type')
      .where('playlist_id', '=', playlist.id)
      .where('type', 'in', ['done', 'failed'])
      .execute()
    t.equal(ends.length, 1)
  }
})
const finishing = (playlist: number) =>
  app.ledger.transaction(async trx => {
    await setCover(trx, playlist, { key: `karlo/${'B'.repeat(22)}.webp`, by: 'painted' })
  })

t.test('more digs at a time than allowed: 429 with Retry-After, also when they come together', async t => {
  const me = await somebody()
  const answers = await Promise.all(Array.from({ length: 12 }, () => dig(me)))
  const codes = answers.map(answer => answer.statusCode).sort()
  t.same(codes, [202, 202, 202, ...Array(9).fill(429)])
  const refused = answers.find(answer => answer.statusCode === 429)!
  t.equal(outcome(refused), '429 too_many_in_flight')
  t.ok(Number(refused.headers['retry-after']) > 0)
  errorShape(t, refused)
  const [first] = answers.filter(answer => answer.statusCode === 202)
  await call('DELETE', `/playlist/jobs/${first!.json().job.id}`, me)
  t.equal((await dig(me)).statusCode, 202, 'when one has ended there is room')
  t.equal((await dig(await somebody())).statusCode, 202, 'others have a count of their own')
})

t.test('Idempotency-Key', async t => {
  const me = await somebody()
  const key = { 'idempotency-key': randomUUID() }
  const answers = await Promise.all(Array.from({ length: 10 }, () => dig(me, key)))
  t.same(new Set(answers.map(answer => answer.statusCode)), new Set([202]))
  t.equal(new Set(answers.map(answer => answer.json().job.id)).size, 1, 'ten at once are one dig')
  t.equal(
    (await dig(me, key, { ...wish, situations: `  ${wish.situations}\u0020` })).statusCode,
    202,
    'the same text in another dress',
  )
  const other = await dig(me, key, { ...wish, year: '2020년대' })
  t.equal(outcome(other), '409 idempotency_key_reused')
  errorShape(t, other)

  const second = { 'idempotency-key': 'second' }
  for (const headers of [second, { 'idempotency-key': 'third' }]) t.equal((await dig(me, headers)).statusCode, 202)
  t.equal((await dig(me, { 'idempotency-key': 'fourth' })).statusCode, 429)
  t.equal((await dig(me, second)).statusCode, 202, 'looked at before the count of digs in flight')
  t.equal(outcome(await dig(me, second, { ...wish, genre: 'POP' })), '409 idempotency_key_reused')
  t.equal((await db.selectFrom('playlists').select('id').where('writer', '=', me.user.id).execute()).length, 3)

  const stranger = await somebody()
  const theirs = await dig(stranger, key, { ...wish, genre: 'POP' })
  t.equal(theirs.statusCode, 202, 'per user')
  t.not(theirs.json().job.id, answers[0]!.json().job.id)

  await forget(me)
  await db
    .updateTable('idempotency_keys')
    .set({ created_at: new Date(Date.now() - 25 * 3_600_000) })
    .where('user_id', '=', me.user.id)
    .execute()
  const afterwards = await Promise.all(Array.from({ length: 5 }, () => dig(me, key, { ...wish, year: '2020년대' })))
  t.same(new Set(afterwards.map(answer => answer.statusCode)), new Set([202]), 'expired, it is a new key')
  t.equal(new Set(afterwards.map(answer => answer.json().job.id)).size, 1)
  for (const bad of ['', 'x'.repeat(256), 'with space', '\u00e9', 'tab\t']) {
    const answer = await dig(me, { 'idempotency-key': bad })
    t.equal(outcome(answer), '400 invalid_input', JSON.stringify(bad.slice(0, 12)))
    t.match(answer.json().details, [{ field: 'idempotency-key' }])
  }
  await forget(me)
})

t.test('a failed dig stays the answer to its key', async t => {
  const me = await somebody()
  const key = { 'idempotency-key': randomUUID() }
  const { playlist } = (await dig(me, key)).json()
  await fail(playlist.id, 'refused')
  t.equal(outcome(await dig(me, key)), '400 dig_refused')
})

t.test('bad input: the field and the rule are named', async t => {
  const me = await somebody()
  const long = 'ㄱ'.repeat(201)
  const cases: [unknown, string, string][] = [
    [{}, 'situations', 'required'],
    [{ ...wish, situations: '' }, 'situations', 'minLength'],
    [{ ...wish, situations: ' \u3000\u00a0\ufeff ' }, 'situations', 'minLength'],
    [{ ...wish, situations: long }, 'situations', 'maxLength'],
    [{ ...wish, situations: 'x'.repeat(20_000) }, 'situations', 'maxLength'],
    [{ ...wish, situations: 'a\u0000b' }, 'situations', 'x-text'],
    [{ ...wish, situations: 'a\u0007b' }, 'situations', 'x-text'],
    [{ ...wish, situations: 'a\nb' }, 'situations', 'x-text'],
    [{ ...wish, situations: 'a\u2028b' }, 'situations', 'x-text'],
    [{ ...wish, situations: 'a\u009fb' }, 'situations', 'x-text'],
    [{ ...wish, situations: '\ud800' }, 'situations', 'x-text'],
    [{ ...wish, situations: 'ok \udc00' }, 'situations', 'x-text'],
    [{ ...wish, situations: ['a'] }, 'situations', 'type'],
    [{ ...wish, situations: { a: 1 } }, 'situations', 'type'],
    [{ ...wish, genre: 'g'.repeat(51) }, 'genre', 'maxLength'],
    [{ ...wish, genre: undefined }, 'genre', 'required'],
    [{ ...wish, year: 'y'.repeat(21) }, 'year', 'maxLength'],
    [{ ...wish, year: [] }, 'year', 'type'],
    [[], 'body', 'type'],
    ['text', 'body', 'type'],
    [7, 'body', 'type'],
    [null, 'body', 'type'],
    [true, 'body', 'type'],
  ]
  for (const [body, field, rule] of cases) {
    const answer = await call('POST', '/playlist/create', me, {
      payload: JSON.stringify(body),
      headers: { ...async, 'content-type': 'application/json' },
    })
    const name = encodeURI(JSON.stringify(body)).slice(0, 60)
    t.equal(outcome(answer), '400 invalid_input', name)
    t.match(answer.json().details?.[0], { field, rule, message: String }, name)
    errorShape(t, answer, name)
  }
  const none = await db.selectFrom('playlists').select('id').where('writer', '=', me.user.id).execute()
  t.same(none, [])
  const english = await dig(me, { 'accept-language': 'en-GB,en;q=0.9' }, {})
  t.match(english.json(), { error: /situations/, details: [{ message: 'is required.' }, {}, {}] })
})

t.test('unusual texts are texts', async t => {
  for (const situations of [
    '👨‍👩‍👧‍👦 가족과 🏳️‍🌈',
    'مساء ممطر مع القهوة',
    'גשם \u202bבלילה\u202c',
    `e${'\u0301'.repeat(150)}`,
    'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘',
    "'; drop table playlists; --",
    '<script>alert(1)</script>',
    '#{7*7} {{7*7}} %00 %s \\u0000',
    '🎵'.repeat(200),
    'NaN',
    '__proto__',
  ]) {
    const me = await somebody()
    const answer = await dig(me, {}, { ...wish, situations })
    t.equal(answer.statusCode, 202, situations.slice(0, 30))
    // Marks that override the direction of what follows are not kept.
    t.equal(answer.json().playlist?.title, situations.normalize('NFC').replace(/[\u202A-\u202E\u2066-\u2069]/gu, ''))
  }
})

t.test('unknown fields are ignored', async t => {
  const me = await somebody()
  const answer = await call('POST', '/playlist/create?x=1', me, {
    payload: `{"situations":"a","genre":"b","year":"c","writer":1,"status":"ready","__proto2__":{},"song_goal":99}`,
    headers: { ...async, 'content-type': 'application/json' },
  })
  t.equal(answer.statusCode, 202)
  t.match(answer.json().playlist, { status: 'queued', writer: me.user.id, writer_profile: { id: me.user.id } })
  await forget(me)
})

t.test('what is no text in JSON is not taken for one', async t => {
  const me = await somebody()
  for (const odd of [1, true, null, ['a'], { a: 'b' }]) {
    const answer = await dig(me, { 'accept-language': 'en' }, { situations: odd, genre: 'K-POP', year: '2010년대' })
    t.equal(outcome(answer), '400 invalid_input', JSON.stringify(odd))
    t.strictSame(answer.json().details, [{ field: 'situations', rule: 'type', message: 'must be of type string.' }])
  }
})

t.test('bodies that are none: 400, 413, 415', async t => {
  const me = await somebody()
  const send = (payload: string | Buffer, type?: string, headers: Record<string, string> = {}) =>
    call('POST', '/playlist/create', me, { payload, headers: { ...(type && { 'content-type': type }), ...headers } })
  const json = 'application/json'
  const cases: [ReturnType<typeof send>, string][] = [
    [send('{"situations": ', json), '400'],
    [send('', json), '400'],
    [send('nonsense', json), '400'],
    [send('{"__proto__":{"x":1},"situations":"a","genre":"b","year":"c"}', json), '400'],
    [send('{"constructor":{"prototype":{"x":1}},"situations":"a","genre":"b","year":"c"}', json), '400'],
    [send(Buffer.from([0xff, 0xfe, 0x00]), json), '400'],
    [send(`{"situations":"${'x'.repeat(1_048_576)}"}`, json), '413'],
    [send(JSON.stringify(wish), 'text/plain'), '415'],
    [send(JSON.stringify(wish), 'application/xml'), '415'],
    [send(JSON.stringify(wish), 'garbage'), '415'],
    [send('situations=a&genre=b&year=c', 'application/x-www-form-urlencoded'), '415'],
    [send('--x--', 'multipart/form-data; boundary=x'), '415'],
    [send(JSON.stringify(wish)), '415'],
  ]
  for (const [answering, status] of cases) {
    const answer = await answering
    t.match(outcome(answer), new RegExp(`^${status} `), answer.body.slice(0, 120))
    errorShape(t, answer)
  }
  const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
  t.ok((await send(deep, json)).statusCode < 500)
  t.equal((await call('POST', '/playlist/create', me)).statusCode < 500, true, 'no body at all')
  await forget(me)
})

t.test('ids that name nothing: 404 in the documented shape', async t => {
  const me = await somebody()
  for (const id of [
    '0',
    '-1',
    '1.5',
    `${2 ** 53}`,
    '9223372036854775808',
    '1e999',
    'abc',
    '1'.repeat(20),
    '%00',
    '%F0%9F%8E%B5',
    'null',
    '1%2F2',
    "1'--",
    '%',
    '%zz',
    'x'.repeat(400),
    '999999999',
  ]) {
    for (const url of [
      `/playlist/jobs/${id}`,
      `/playlist/jobs/${id}/events`,
      `/playlist/detail/${id}`,
      `/playlist/detail/${id}/`,
    ]) {
      const answer = await call('GET', url, me)
      t.equal(answer.statusCode, 404, url.slice(0, 60))
      errorShape(t, answer, url.slice(0, 60))
    }
    t.equal((await call('DELETE', `/playlist/jobs/${id}`, me)).statusCode, 404)
  }
})

t.test('somebody whose account is gone is not signed in', async t => {
  const me = await somebody()
  await db.deleteFrom('users').where('id', '=', me.user.id).execute()
  const answer = await dig(me)
  t.match(outcome(answer), /^401 /, answer.body)
})

t.test('whatever is sent, the answer is documented and never a 500', { timeout: 120_000 }, async t => {
  const me = await somebody()
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 220 }),
    fc.constantFrom('', ' ', '\u0000', '\ud800', 'K-POP'),
  )
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text)
  const body = fc.oneof(
    fc.record({ situations: anything, genre: anything, year: anything }, { requiredKeys: [] }),
    fc.record({ situations: text, genre: text, year: text }),
    anything,
  )
  const headers = fc.record(
    {
      prefer: fc.oneof(
        fc.constantFrom('respond-async', 'wait=0', 'wait=x', ''),
        fc.stringMatching(/^[\x20-\x7e]{0,80}$/),
      ),
      'idempotency-key': fc.stringMatching(/^[\x20-\x7e]{0,40}$/),
      'accept-language': fc.stringMatching(/^[\x20-\x7e]{0,40}$/),
      'x-request-id': fc.stringMatching(/^[\x20-\x7e]{0,80}$/),
      'content-type': fc.constantFrom(
        'application/json',
        'application/json; charset=utf-8',
        'application/json;charset=latin1',
        'text/json',
        'application/problem+json',
      ),
    },
    { requiredKeys: [] },
  )
  const known = new Set([200, 202, 400, 404, 409, 413, 415, 429, 502])
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(
      body,
      headers,
      fc.constantFrom('', '/', '?x=%00', '?a[]=1&a=2', '?%'),
      async (value, given, suffix) => {
        const answer = await call('POST', `/playlist/create${suffix}`, me, {
          payload: JSON.stringify(value) ?? '',
          headers: {
            'content-type': 'application/json',
            ...given,
            prefer: `wait=0, ${given.prefer ?? ''}`,
          },
        })
        seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1)
        if (!known.has(answer.statusCode)) throw new Error(`${answer.statusCode} ${answer.body}`)
        const parsed = answer.json()
        if (answer.statusCode >= 400 && !(parsed.error && parsed.code && parsed.request_id))
          throw new Error(answer.body)
        if (answer.statusCode === 202) await forget(me)
      },
    ),
    { numRuns: 400, interruptAfterTimeLimit: 40_000 },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'DELETE', 'POST', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'),
      fc.constantFrom('jobs', 'detail', 'create', ''),
      fc.array(
        fc.oneof(
          fc.string({ maxLength: 30 }).map(encodeURIComponent),
          fc.webSegment(),
          fc.integer().map(String),
          fc.constantFrom('%', '..', '%2e%2e', 'events', '', ' '),
        ),
        { maxLength: 3 },
      ),
      fc.webQueryParameters(),
      async (method, first, rest, query) => {
        const answer = await app.inject({
          method: method as 'GET',
          url: `/playlist/${[first, ...rest].join('/')}?${query}`,
          headers: me.bearer,
        })
        if (answer.statusCode >= 500) throw new Error(`${answer.statusCode} ${answer.body}`)
        if (
          answer.statusCode >= 400 &&
          method !== 'HEAD' &&
          answer.body !== '' &&
          !(answer.json().error && answer.json().code)
        )
          throw new Error(answer.body)
      },
    ),
    { numRuns: 400, interruptAfterTimeLimit: 30_000 },
  )
  t.ok((seen.get(202) ?? 0) > 0 && (seen.get(400) ?? 0) > 0, JSON.stringify([...seen]))
  t.equal(test.logs().match(/"level":[56]0.*/)?.[0], undefined, 'nor did anything else break')
})

t.test('events', async t => {
  const me = await somebody()
  const watch = (job: number, headers: Record<string, string> = {}) =>
    call('GET', `/playlist/jobs/${job}/events`, me, { headers })
  const parse = (body: string) =>
    body
      .split('\n\n')
      .map(block =>
        Object.fromEntries(
          block.split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
        ),
      )
      .filter(fields => fields.event)
  const { job, playlist } = (await dig(me)).json()
  const early = watch(job.id)
  await finish(playlist.id)
  const first = await early
  t.match(first.headers['content-type'], /^text\/event-stream/)
  const all = parse(first.body)
  t.equal(all.at(-1)?.event, 'done')
  t.same(
    all.map(event => Number(event.id)),
    all.map((_, index) => index + 1),
  )

  await t.test('resumed after any number, or garbage', async t => {
    for (const [id, from] of [
      [all.at(2)!.id!, 3],
      ['0', 0],
      ['-1', 0],
      ['abc', 0],
      ['1; drop', 0],
      ['99999999999999999999', 0],
      ['1.5', 0],
      ['', 0],
    ] as const) {
      t.same(parse((await watch(job.id, { 'last-event-id': id })).body), all.slice(from), id)
    }
    const beyond = parse((await watch(job.id, { 'last-event-id': '999999' })).body)
    t.match(beyond, [{ event: 'done' }], 'one that we never gave: how it stands')
    t.match(parse((await watch(job.id, { 'last-event-id': all.at(-1)!.id! })).body), [{ event: 'done' }])
  })

  await t.test('after its events were removed the end is still told', async t => {
    await db.deleteFrom('playlist_events').where('playlist_id', '=', playlist.id).execute()
    const told = parse((await watch(job.id)).body)
    t.equal(told.length, 1)
    t.match(JSON.parse(told[0]!.data!), { status: 'ready', progress: 100 })
    t.equal(told[0]!.event, 'done')
  })

  await t.test('a failed and a cancelled dig say why', async t => {
    const failed = (await dig(me)).json()
    await fail(failed.playlist.id, 'refused')
    const [last] = parse((await watch(failed.job.id, { 'accept-language': 'en' })).body).slice(-1)
    t.equal(last?.event, 'failed')
    t.match(JSON.parse(last!.data!), { code: 'refused', error: /another way/ })
    await db.deleteFrom('playlist_events').where('playlist_id', '=', failed.playlist.id).execute()
    const [after] = parse((await watch(failed.job.id)).body).slice(-1)
    t.match(JSON.parse(after!.data!), { status: 'failed', code: 'refused', error: /다른 말/ })
    const cancelled = (await dig(me)).json()
    const watching = watch(cancelled.job.id)
    await call('DELETE', `/playlist/jobs/${cancelled.job.id}`, me)
    t.match(JSON.parse(parse((await watching).body).at(-1)!.data!), { code: 'cancelled' })
  })

  await t.test('a dig that was replayed after its failure is told to its end', async t => {
    const { job, playlist } = (await dig(me)).json()
    await fail(playlist.id, 'chat_unavailable')
    await app.ledger.transaction(trx => beginComposing(trx, playlist.id, 2))
    const watching = watch(job.id)
    await finish(playlist.id)
    const told = parse((await watching).body)
    t.equal(told.at(-1)?.event, 'done')
  })

  await t.test('a stream ends with its session, here and at another process', async t => {
    const elsewhere = await startApp(t, test.config)
    for (const at of [app, elsewhere.app]) {
      const watcher = await somebody()
      const { job } = (await dig(watcher)).json()
      const streaming = at.inject({ method: 'GET', url: `/playlist/jobs/${job.id}/events`, headers: watcher.bearer })
      let ended: number | undefined
      const end = streaming.then(() => {
        ended = performance.now()
      })
      const out = await app.inject({ method: 'POST', url: '/user/logout', headers: watcher.bearer })
      t.equal(out.statusCode, 200)
      const since = performance.now()
      await end
      t.ok(ended! - since < 5_000, `${Math.round(ended! - since)} ms`)
      t.match(
        outcome(await at.inject({ method: 'GET', url: `/playlist/jobs/${job.id}`, headers: watcher.bearer })),
        /^401 /,
      )
    }
  })

  await t.test('only as an event stream', async t => {
    const answer = await watch(job.id, { accept: 'application/json' })
    t.ok(answer.statusCode < 500)
  })
})

t.test('a writer whose words are huge in every field is answered quickly', async t => {
  const me = await somebody()
  const since = performance.now()
  const answer = await dig(
    me,
    {},
    { situations: 'a\u0301'.repeat(9_000), genre: ' '.repeat(10_000), year: '😀'.repeat(3_000) },
  )
  t.equal(answer.statusCode, 400)
  t.ok(performance.now() - since < 1_000)
})

t.test('while the database is away: 503 in the documented shape', async t => {
  const me = await somebody()
  const away: TestApp = await startApp(t, {
    ...test.config,
    database: { ...test.config.database, url: 'postgres://nobody@127.0.0.1:9/nothing', poolSize: 1 },
  })
  for (const url of ['/playlist/jobs/1', '/playlist/detail/1', '/playlist/jobs/1/events']) {
    const answer = await away.app.inject({ method: 'GET', url, headers: me.bearer })
    t.equal(answer.statusCode, 503, url)
    t.ok(answer.headers['retry-after'])
    errorShape(t, answer)
  }
  const answer = await dig(me, {}, wish, away.app)
  t.equal(answer.statusCode, 503)
})
