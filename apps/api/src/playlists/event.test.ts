import { randomUUID } from 'node:crypto'
import { beginComposing, describePlaylist, finishComposing } from '@mudig/db/playlists/compose'
import { setCover } from '@mudig/db/playlists/cover'
import { failDig } from '@mudig/db/playlists/end-dig'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { outcome, post, startApp, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const test = await testApp(t, {
  DIGS_IN_FLIGHT: '3',
  DIGS_PER_HOUR: '10000',
  DIGS_PER_DAY: '10000',
  DIG_WAIT_SECONDS: '1',
})
const { app, db } = test
t.jobs = 1

const situations = '첫눈 오는 날'
const async = { prefer: 'respond-async' }
const event = (who: Listener, headers: Record<string, string> = {}, body: object = { situations }) =>
  post(app, '/playlist/event', body, { ...who.bearer, ...headers })
const aFan = async (genre = '') => {
  const fan = await aListener(test)
  await db.updateTable('users').set({ genre }).where('id', '=', fan.id).execute()
  return fan
}
const rowsOf = (who: Listener) =>
  db
    .selectFrom('playlists')
    .select(['id', 'situations', 'genre', 'year', 'status'])
    .where('writer', '=', who.id)
    .orderBy('id')
    .execute()
const makeRoom = (who: Listener) =>
  db.updateTable('playlists').set({ status: 'failed' }).where('writer', '=', who.id).execute()

t.test('the genre is one of the listener’s own, of any decade', async t => {
  const me = await aFan(' K-POP,,인디 ,OST, ')
  const drawn = new Set<string>()
  // That one of three stays away has a chance of one in ten million.
  for (let n = 0; n < 45; n++) {
    const answer = await event(me, async)
    t.equal(answer.statusCode, 202)
    drawn.add(answer.json().playlist.genre)
    await makeRoom(me)
  }
  t.strictSame([...drawn].sort(), ['K-POP', 'OST', '인디'])
  t.match((await rowsOf(me))[0], { situations, year: '상관없음' })
})

t.test('who names none gets the usual one, and what no dig takes is no genre', async t => {
  for (const genre of ['', ' , ,', 'g'.repeat(51)]) {
    const me = await aFan(genre)
    await event(me, async)
    t.match(await rowsOf(me), [{ genre: 'K-POP', status: 'queued' }], genre.slice(0, 3))
  }
  const me = await aFan(`${'g'.repeat(51)},${'🎵'.repeat(50)}`)
  await event(me, async)
  t.match(await rowsOf(me), [{ genre: '🎵'.repeat(50) }])
})

t.test('a repeated key leads to the same dig, whatever would have been drawn', async t => {
  const me = await aFan(Array.from({ length: 30 }, (_, n) => `genre ${n}`).join())
  const key = { ...async, 'idempotency-key': randomUUID() }
  const answers = await Promise.all(Array.from({ length: 10 }, () => event(me, key)))
  t.strictSame(new Set(answers.map(answer => answer.statusCode)), new Set([202]))
  t.equal(new Set(answers.map(answer => answer.json().job.id)).size, 1, 'ten at once')
  const again = await event(me, key, { situations: ` ${situations} ` })
  t.equal(again.json().job.id, answers[0]!.json().job.id)
  await db.updateTable('users').set({ genre: 'another' }).where('id', '=', me.id).execute()
  t.equal(
    (await event(me, key)).json().job.id,
    answers[0]!.json().job.id,
    'nor does it matter that the profile has changed',
  )
  t.equal((await rowsOf(me)).length, 1)
  t.equal(outcome(await event(me, key, { situations: '다른 날' })), '409 idempotency_key_reused')
  const [row] = await rowsOf(me)
  const create = await post(
    app,
    '/playlist/create',
    { situations, genre: row!.genre, year: row!.year },
    { ...me.bearer, ...key },
  )
  t.equal(create.statusCode, 202)
  t.not(create.json().job.id, again.json().job.id, 'a key of another route is another key')
})

t.test('at the bound it answers 200 with the playlist as it stands, unless Prefer asks otherwise', async t => {
  const me = await aFan('OST')
  const late = await event(me)
  t.equal(late.statusCode, 200)
  t.strictSame(Object.keys(late.json()).sort(), ['message', 'playlist', 'playlist_music_list'])
  t.match(late.json(), {
    playlist: { status: 'queued', title: situations, genre: 'OST', writer: me.id, writer_profile: { id: me.id } },
    playlist_music_list: [],
  })
  t.match(late.headers.location, /^\/playlist\/jobs\/\d+$/)
  const watched = await app.inject({ url: late.headers.location as string, headers: me.bearer })
  t.match(watched.json(), { playlist: late.json().playlist.id, status: 'queued' })
  for (const prefer of ['wait=0', 'wait=1', 'respond-async']) {
    await makeRoom(me)
    const answer = await event(me, { prefer })
    t.equal(answer.statusCode, 202, prefer)
    t.equal(answer.headers['preference-applied'], prefer)
    t.match(answer.json(), { job: { status: 'queued' } })
  }
})

t.test('what ends while one waits: 200 with the playlist, or 502', async t => {
  const patient = await startApp(t, { ...test.config, digWaitSeconds: 30 })
  const ended = async (end: (playlist: number) => Promise<unknown>) => {
    const me = await aFan('OST')
    const answering = post(patient.app, '/playlist/event', { situations }, me.bearer)
    t.ok(await until(async () => (await rowsOf(me)).length === 1, { withinMs: 20_000 }))
    await end((await rowsOf(me))[0]!.id)
    return answering
  }
  const refused = await ended(id => app.ledger.transaction(trx => failDig(trx, id, 'refused')))
  t.equal(outcome(refused), '400 dig_refused')
  t.match(refused.json().error, /다른 말로/)
  const ready = await ended(id =>
    app.ledger.transaction(async trx => {
      await beginComposing(trx, id, 1)
      await describePlaylist(trx, id, {
        title: '제목',
        content: '본문',
        keywords: ['a', 'b', 'c'],
        image_prompt: 'Oil',
      })
      await finishComposing(trx, id)
      await setCover(trx, id, { key: `karlo/${'A'.repeat(22)}.webp`, by: 'painted' })
    }),
  )
  t.equal(ready.statusCode, 200)
  t.match(ready.json(), { playlist: { status: 'ready', title: '제목' }, playlist_music_list: [] })
  t.equal(ready.headers.location, undefined)
})

t.test('refused as any dig is', async t => {
  const me = await aFan()
  for (const [body, field, rule] of [
    [{}, 'situations', 'required'],
    [{ situations: '' }, 'situations', 'minLength'],
    [{ situations: 'x'.repeat(201) }, 'situations', 'maxLength'],
    [{ situations: 1 }, 'situations', 'type'],
    [[], 'body', 'type'],
  ] as const) {
    const answer = await event(me, {}, body)
    t.equal(outcome(answer), '400 invalid_input')
    t.match(answer.json().details, [{ field, rule }])
  }
  for (const key of ['', 'with space', 'x'.repeat(256)])
    t.equal(outcome(await event(me, { 'idempotency-key': key })), '400 invalid_input')
  t.strictSame(await rowsOf(me), [])
  const answers = await Promise.all(Array.from({ length: 5 }, () => event(me, async)))
  t.strictSame(answers.map(answer => answer.statusCode).sort(), [202, 202, 202, 429, 429])
  const tooMany = answers.find(answer => answer.statusCode === 429)!
  t.equal(outcome(tooMany), '429 too_many_in_flight')
  t.ok(Number(tooMany.headers['retry-after']) > 0)
  const many = await startApp(t, { ...test.config, digLimits: { ...test.config.digLimits, perHour: 1 } })
  await makeRoom(me)
  t.equal(
    outcome(await post(many.app, '/playlist/event', { situations }, { ...me.bearer, ...async })),
    '429 too_many_digs',
  )
  await hide(test, me)
  t.equal(outcome(await event(me, async)), '401 token_invalid')
  t.equal(outcome(await post(app, '/playlist/event', { situations })), '401 not_signed_in')
})
