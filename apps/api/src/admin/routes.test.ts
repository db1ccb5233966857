import { upsertStaff } from '@mudig/db/accounts/staff'
import { addJob, addJobs } from '@mudig/db/ledger/add'
import { inTransaction, waitingForLocks } from '@mudig/db/testing/rows'
import { statementsOf } from '@mudig/db/testing/statements'
import { sendOtpMail } from '@mudig/shared/accounts/mail-queues'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { matchMusic } from '@mudig/shared/music/queues'
import { queues as declared } from '@mudig/shared/queues.gen'
import t, { type Test } from 'tap'
import { goodPassword, outcome, post, signUp, type TestApp, testApp } from '../testing/app.js'

const email = 'ops@mudig.local'

const withStaff = async (t: Test, env: Record<string, string> = {}) => {
  const test = await testApp(t, env)
  await upsertStaff(test.db, { email, name: 'Ops', password_hash: await hashPassword(goodPassword) })
  return test
}

const submit = (test: TestApp, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  test.app.inject({
    method: 'POST',
    url: '/admin/login',
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

const signInAsStaff = async (test: TestApp): Promise<{ cookie: string }> => {
  const answer = await submit(test, { email, password: goodPassword })
  return { cookie: String(answer.headers['set-cookie']).split(';')[0]! }
}

/** Two mails that were asked for and nobody sends, because no worker runs. */
const twoJobs = async (test: TestApp): Promise<[number, number]> => {
  await post(test.app, '/user/otp', { email: 'one@test.local' }, { 'x-request-id': 'request-one' })
  await post(test.app, '/user/otp', { email: 'two@test.local' })
  const rows = await test.db.selectFrom('jobs').select('id').orderBy('id').execute()
  return [rows[0]!.id, rows[1]!.id]
}

const bury = (test: TestApp, id: number) =>
  test.db
    .updateTable('jobs')
    .set({ state: 'failed', finished_at: new Date(), error_code: 'mail_refused', error_message: 'no such mailbox' })
    .where('id', '=', id)
    .execute()

const stateOf = async (test: TestApp, id: number) =>
  (await test.db.selectFrom('jobs').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state

t.test('staff sign in by a form and out again', async t => {
  const test = await withStaff(t)
  const page = await test.app.inject('/admin/login?next=/admin/jobs')
  t.equal(page.statusCode, 200)
  t.match(page.body, 'value="/admin/jobs"')

  const wrong = await submit(test, { email, password: 'wrong', next: '/admin/jobs' })
  t.equal(wrong.statusCode, 401)
  t.match(wrong.body, '이메일 또는 비밀번호가 올바르지 않습니다.')
  t.notOk(wrong.headers['set-cookie'])

  const right = await submit(test, {
    email: ' OPS@mudig.local ',
    password: goodPassword,
    next: '/admin/jobs?state=failed',
  })
  t.equal(right.statusCode, 303)
  t.equal(right.headers.location, '/admin/jobs?state=failed')
  const cookie = String(right.headers['set-cookie'])
  t.match(cookie, /^mudig_staff=[^;]+; Path=\/admin; HttpOnly; SameSite=Strict$/)
  const headers = { cookie: cookie.split(';')[0]! }
  t.equal((await test.app.inject({ url: '/admin/jobs', headers })).statusCode, 200)
  t.match(
    (await test.app.inject({ url: '/admin/login', headers: { ...headers, 'accept-language': 'en' } })).body,
    'Sign out',
  )

  t.equal((await test.app.inject({ method: 'POST', url: '/admin/logout', headers })).statusCode, 303)
  t.equal((await test.app.inject({ url: '/admin/jobs', headers })).statusCode, 401)
})

t.test('over https the cookie is for https only', async t => {
  const test = await withStaff(t, { PUBLIC_URL: 'https://api.mudig.example/' })
  t.match(String((await submit(test, { email, password: goodPassword })).headers['set-cookie']), /; Secure/)
})

t.test('in production the cookie is for https only, unless plain HTTP is said', async t => {
  for (const [env, isSecure] of [
    [{}, true],
    [{ PUBLIC_URL: 'http://intranet.example' }, false],
  ] as const) {
    const test = await withStaff(t, { NODE_ENV: 'production', ...env })
    const { headers } = await submit(test, { email, password: goodPassword })
    t.equal(String(headers['set-cookie']).includes('; Secure'), isSecure)
    t.equal('strict-transport-security' in headers, isSecure)
  }
})

t.test('after signing in nobody is sent elsewhere', async t => {
  const test = await withStaff(t)
  for (const next of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/admin/\r\nset-cookie: x=y',
    '/adminx',
    '/admin/한',
    '',
  ]) {
    const answer = await submit(test, { email, password: goodPassword, next })
    t.equal(answer.headers.location, '/admin/jobs', JSON.stringify(next))
    t.notMatch((await test.app.inject(`/admin/login?next=${encodeURIComponent(next)}`)).body, 'evil')
  }
})

t.test('guessing a staff password ends after ten tries', async t => {
  const test = await withStaff(t)
  for (let i = 0; i < 10; i++) t.equal((await submit(test, { email, password: `wrong ${i}` })).statusCode, 401)
  const answer = await submit(test, { email, password: goodPassword })
  t.equal(answer.statusCode, 429)
  t.ok(Number(answer.headers['retry-after']) > 0)
})

t.test('guessing from many networks ends too, and keeps nobody out whose network is known', async t => {
  const test = await withStaff(t)
  const from = (remoteAddress: string, password: string) =>
    test.app.inject({
      method: 'POST',
      url: '/admin/login',
      payload: new URLSearchParams({ email, password }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      remoteAddress,
    })
  t.equal((await from('192.0.2.1', goodPassword)).statusCode, 303)
  t.equal((await from('198.51.100.1', 'wrong')).statusCode, 401)
  await test.db.updateTable('attempts').set({ tries: 99 }).where('scope', '=', 'staff.account').execute()
  t.equal((await from('198.51.100.2', 'wrong')).statusCode, 401)
  const ended = await from('198.51.100.3', goodPassword)
  t.equal(ended.statusCode, 429)
  t.ok(Number(ended.headers['retry-after']) > 900)
  t.equal((await from('192.0.2.1', goodPassword)).statusCode, 303)
})

t.test('everything for staff is closed to everybody else', async t => {
  const test = await withStaff(t)
  const { bearer } = await signUp(test, 'Listener')
  const { cookie } = await signInAsStaff(test)
  const forged = cookie.replace(/=(.)/, (_, first: string) => `=${first === 'A' ? 'B' : 'A'}`)
  const strangers: Record<string, Record<string, string>> = {
    anonymous: {},
    listener: bearer,
    'a forged cookie': { cookie: forged },
    'an unsigned cookie': { cookie: cookie.slice(0, cookie.lastIndexOf('.')) },
  }
  for (const [who, headers] of Object.entries(strangers)) {
    for (const [method, url] of [
      ['GET', '/admin/jobs'],
      ['GET', '/admin/jobs/1'],
      ['POST', '/admin/jobs/1/replay'],
      ['POST', '/admin/jobs/1/cancel'],
      ['POST', '/admin/jobs/replay'],
      ['GET', '/admin/queues'],
      ['GET', '/admin/queues/api/queues'],
      ['PUT', '/admin/queues/api/queues/mail.otp/1/retry'],
      ['PUT', '/admin/queues/api/queues/pause'],
      ['GET', '/admin/queues/static/favicon-32x32.png'],
      ['POST', '/admin/logout'],
    ] as const) {
      t.equal(outcome(await test.app.inject({ method, url, headers })), '401 not_signed_in', `${who}: ${method} ${url}`)
    }
  }
  const person = await test.app.inject({ url: '/admin/queues', headers: { accept: 'text/html' } })
  t.equal(person.statusCode, 303)
  t.equal(person.headers.location, '/admin/login?next=%2Fadmin%2Fqueues')
})

t.test('a session ends with its time and with its owner', async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  await test.db.updateTable('staff').set({ disabled_at: new Date() }).execute()
  t.equal((await test.app.inject({ url: '/admin/jobs', headers })).statusCode, 401)
  t.equal((await submit(test, { email, password: goodPassword })).statusCode, 401)
  await test.db.updateTable('staff').set({ disabled_at: null }).execute()
  t.equal((await test.app.inject({ url: '/admin/jobs', headers })).statusCode, 200)
  await test.db
    .updateTable('staff_sessions')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .execute()
  t.equal((await test.app.inject({ url: '/admin/jobs', headers })).statusCode, 401)
})

t.test('what another site causes is refused', async t => {
  const test = await withStaff(t)
  const staff = await signInAsStaff(test)
  const [id] = await twoJobs(test)
  await bury(test, id)
  const replay = (headers: Record<string, string>) =>
    post(test.app, `/admin/jobs/${id}/replay`, undefined, { ...staff, ...headers })
  t.equal(outcome(await replay({ 'sec-fetch-site': 'cross-site' })), '403 cross_site')
  t.equal(outcome(await replay({ 'sec-fetch-site': 'same-site' })), '403 cross_site')
  t.equal(outcome(await replay({ origin: 'https://evil.example' })), '403 cross_site')
  t.equal(outcome(await replay({ origin: 'null' })), '403 cross_site')
  t.equal(
    outcome(await submit(test, { email, password: goodPassword }, { origin: 'https://evil.example' })),
    '403 cross_site',
  )
  t.equal(await stateOf(test, id), 'failed')
  t.equal(outcome(await replay({ origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' })), '200')
})

t.test('the ledger is found by its columns, page by page', async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  const [first, second] = await twoJobs(test)
  await bury(test, first)
  const find = async (query: string) => {
    const { jobs, next_cursor } = (await test.app.inject({ url: `/admin/jobs?${query}`, headers })).json()
    return { ids: jobs.map((job: { id: number }) => job.id), next_cursor }
  }
  t.strictSame(await find(''), { ids: [second, first], next_cursor: null })
  t.strictSame(await find('limit=1'), { ids: [second], next_cursor: second })
  t.strictSame(await find(`limit=1&cursor=${second}`), { ids: [first], next_cursor: null })
  t.strictSame((await find('state=failed')).ids, [first])
  t.strictSame((await find('queue=mail.otp&state=queued')).ids, [second])
  t.strictSame((await find('request_id=request-one')).ids, [first])
  t.strictSame((await find('error_code=mail_refused')).ids, [first])
  t.strictSame((await find('subject=otp/2')).ids, [second])
  t.strictSame((await find('user_id=1')).ids, [])
  t.strictSame((await find('older_than=3600')).ids, [])
  t.strictSame((await find('younger_than=3600')).ids, [second, first])
  t.equal(outcome(await test.app.inject({ url: '/admin/jobs?state=odd', headers })), '400 invalid_input')
  t.equal(outcome(await test.app.inject({ url: '/admin/jobs?limit=201', headers })), '400 invalid_input')
})

t.test('what many jobs are found or replayed by is a filter of theirs, and one that can match', async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  const [first, second] = await twoJobs(test)
  await bury(test, first)
  await test.db.updateTable('jobs').set({ queue: 'mail.of-old' }).where('id', '=', second).execute()
  const replay = (body: object) => post(test.app, '/admin/jobs/replay', body, headers)
  const find = (query: string) => test.app.inject({ url: `/admin/jobs?${query}`, headers })
  const fault = async (
    answer: Promise<{ statusCode: number; json(): { details?: { field: string; rule: string }[] } }>,
  ) => {
    const { statusCode, json } = await answer
    const [detail] = (statusCode === 400 && json().details) || []
    return detail === undefined ? statusCode : `${detail.field} ${detail.rule}`
  }
  for (const [filter, said] of [
    [{ quene: 'mail.otp' }, 'quene additionalProperties'],
    [{ queue: 'mail.opt' }, 'queue enum'],
    [{ error_code: 'Mail refused' }, 'error_code pattern'],
    [{ subject: 'otp' }, 'subject pattern'],
    [{ subject: 'playlst/12' }, 'subject enum'],
    [{ older_than: ' ' }, 'older_than type'],
    [{ request_id: 'x' }, 'request_id pattern'],
    [{ younger_than: 0 }, 'younger_than minimum'],
    [{ older_than: 60, younger_than: 60 }, 'younger_than exclusiveMinimum'],
    [{ state: 'dead' }, 'state enum'],
  ] as const) {
    t.equal(await fault(replay(filter)), said)
    t.equal(
      await fault(
        find(new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, `${value}`])).toString()),
      ),
      said,
    )
  }
  t.equal(await fault(replay({})), 'body minProperties')
  t.equal(await fault(replay({ limit: 5 })), 'body minProperties')
  t.equal(await fault(replay({ all: false })), 'all const')
  for (const nothing of [{ older_than: 0 }, { state: 'failed' }, { state: 'failed', older_than: 0, limit: 5 }])
    t.equal(await fault(replay(nothing)), 'body minProperties', `${JSON.stringify(nothing)} leaves no dead job out`)
  t.equal(await fault(replay({ all: true, queue: 'mail.otp' })), 'all not')
  t.equal(await stateOf(test, first), 'failed', 'none of this ran anything')
  t.equal((await find('queue=mail.of-old')).statusCode, 200, 'a queue that is not declared any more still has jobs')
  t.strictSame((await replay({ all: true })).json(), { replayed: [first] })
})

t.test("one job's history, and what may be done with it", async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  const [first, second] = await twoJobs(test)
  await test.db
    .insertInto('job_attempts')
    .values({
      job_id: first,
      attempt: 1,
      worker: 'w1',
      ended_at: new Date(),
      outcome: 'failed',
      error_code: 'mail_refused',
      error_message: 'no',
    })
    .execute()
  await bury(test, first)
  const history = (await test.app.inject({ url: `/admin/jobs/${first}`, headers })).json()
  t.match(history, {
    id: first,
    queue: 'mail.otp',
    state: 'failed',
    request_id: 'request-one',
    payload: { v: 1 },
    attempts: [{ attempt: 1, worker: 'w1', outcome: 'failed' }],
  })
  t.equal(outcome(await test.app.inject({ url: '/admin/jobs/999', headers })), '404 job_not_found')
  t.equal(outcome(await test.app.inject({ url: '/admin/jobs/x', headers })), '404 not_found')

  t.equal(outcome(await post(test.app, '/admin/jobs/999/replay', undefined, headers)), '404 job_not_found')
  t.equal(outcome(await post(test.app, `/admin/jobs/${second}/replay`, undefined, headers)), '409 not_replayable')
  t.strictSame((await post(test.app, `/admin/jobs/${first}/replay`, undefined, headers)).json(), { replayed: [first] })
  t.equal(await stateOf(test, first), 'queued')

  t.equal(outcome(await post(test.app, '/admin/jobs/999/cancel', undefined, headers)), '404 job_not_found')
  t.equal((await post(test.app, `/admin/jobs/${second}/cancel`, undefined, headers)).json().state, 'cancelled')
  t.equal(outcome(await post(test.app, `/admin/jobs/${second}/cancel`, undefined, headers)), '409 not_active')

  const noId = await post(test.app, '/admin/jobs/replay', { user_id: true }, headers)
  t.equal(outcome(noId), '400 invalid_input')
  t.strictSame((await post(test.app, '/admin/jobs/replay', { user_id: '1' }, headers)).json(), { replayed: [] })

  await bury(test, first)
  t.strictSame((await post(test.app, '/admin/jobs/replay', { queue: 'mail.otp' }, headers)).json(), {
    replayed: [first],
  })
  t.equal(await stateOf(test, second), 'cancelled', 'only what failed, unless asked')
  t.strictSame((await post(test.app, '/admin/jobs/replay', { state: 'cancelled' }, headers)).json(), {
    replayed: [second],
  })
})

t.test('cancelling a step of an unfinished dig ends the dig, and giving up a search settles its song', async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  const { bearer } = await signUp(test, 'Digger')
  const dig = await post(
    test.app,
    '/playlist/create',
    { situations: '비 오는 밤', genre: 'K-POP', year: '상관없음' },
    { ...bearer, prefer: 'respond-async' },
  )
  t.equal(dig.statusCode, 202, dig.body)
  const compose = await test.db
    .selectFrom('jobs')
    .select('id')
    .where('queue', '=', 'playlists.compose')
    .executeTakeFirstOrThrow()
  t.equal((await post(test.app, `/admin/jobs/${compose.id}/cancel`, undefined, headers)).json().state, 'cancelled')
  const playlist = await test.db.selectFrom('playlists').select('status').executeTakeFirstOrThrow()
  t.equal(playlist.status, 'cancelled')
  const active = await test.db
    .selectFrom('jobs')
    .select('queue')
    .where('subject', 'like', 'playlist/%')
    .where('state', 'in', ['queued', 'running'])
    .execute()
  t.strictSame(active, [])

  const song = await test.db
    .insertInto('music')
    .values({ singer: 'a', singer_key: 'a', song: 'b', song_key: 'b' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const search = await test.db
    .insertInto('jobs')
    .values({
      queue: 'music.match',
      key: String(song.id),
      payload: JSON.stringify({ v: 1, music_id: song.id }),
      failures_allowed: 5,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  t.equal((await post(test.app, `/admin/jobs/${search.id}/cancel`, undefined, headers)).json().state, 'cancelled')
  t.equal(
    (await test.db.selectFrom('music').select('state').where('id', '=', song.id).executeTakeFirstOrThrow()).state,
    'failed',
  )
})

t.test('what belongs to a cancelled dig does not run again', async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  const { bearer } = await signUp(test, 'Digger')
  const wish = { situations: '비 오는 밤', genre: 'K-POP', year: '상관없음' }
  const { job } = (await post(test.app, '/playlist/create', wish, { ...bearer, prefer: 'respond-async' })).json()
  await test.app.inject({ method: 'DELETE', url: `/playlist/jobs/${job.id}`, headers: bearer })
  t.equal(await stateOf(test, job.id), 'cancelled')
  t.equal(outcome(await post(test.app, `/admin/jobs/${job.id}/replay`, undefined, headers)), '409 not_replayable')
  const many = await post(test.app, '/admin/jobs/replay', { queue: 'playlists.compose', state: 'cancelled' }, headers)
  t.strictSame(many.json(), { replayed: [] })
  t.equal(await stateOf(test, job.id), 'cancelled')
})

t.test('a job whose key somebody takes meanwhile does not run again', async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  const song = { singer: 'a', singer_key: 'a', song: 'b', song_key: 'b' }
  const { id: music_id } = await test.db.insertInto('music').values(song).returning('id').executeTakeFirstOrThrow()
  const search = await inTransaction(test.db, trx => addJob(trx, matchMusic, { v: 1, music_id }))
  await bury(test, search.id)
  const { replaying } = await inTransaction(test.db, async trx => {
    await addJob(trx, matchMusic, { v: 1, music_id })
    const replaying = post(test.app, `/admin/jobs/${search.id}/replay`, undefined, headers)
    replaying.catch(() => {})
    const deadline = Date.now() + 10_000
    while ((await waitingForLocks(test.db)) === 0 && Date.now() < deadline);
    return { replaying: () => replaying }
  })
  t.equal(outcome(await replaying()), '409 not_replayable')
  t.equal(await stateOf(test, search.id), 'failed')
})

t.test('Bull Board shows the ledger, and its buttons act on it', async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  const [first, second] = await twoJobs(test)
  const press = (path: string) => test.app.inject({ method: 'PUT', url: `/admin/queues/api/queues/${path}`, headers })
  const queues = async (query = '') =>
    (await test.app.inject({ url: `/admin/queues/api/queues?page=1&jobsPerPage=20${query}`, headers })).json().queues

  const page = await test.app.inject({ url: '/admin/queues', headers })
  t.equal(page.statusCode, 200)
  t.notMatch(page.body, /https?:\/\//)
  t.strictSame(
    (await queues()).map((queue: { name: string }) => queue.name),
    Object.values(declared).map(queue => queue.name),
  )
  const mails = async (query: string) =>
    (await queues(query)).find((queue: { name: string }) => queue.name === 'mail.otp')
  t.match((await mails('')).counts, { waiting: 2, failed: 0 })

  await bury(test, first)
  const failed = await mails('&activeQueue=mail.otp&status=failed')
  t.match(failed.jobs, [{ id: String(first), failedReason: 'mail_refused: no such mailbox', isFailed: true }])

  t.equal((await press(`mail.otp/${first}/retry`)).statusCode, 204)
  t.equal(await stateOf(test, first), 'queued')
  await bury(test, first)
  t.same((await press('mail.otp/retry/failed')).json(), { retried: 1, skipped: 0 })
  t.equal(await stateOf(test, first), 'queued')

  await test.db
    .updateTable('jobs')
    .set({ run_at: new Date(Date.now() + 3_600_000) })
    .where('id', '=', first)
    .execute()
  t.match((await mails('')).counts, { waiting: 1, delayed: 1 })
  t.equal((await press(`mail.otp/${first}/promote`)).statusCode, 204)
  t.match((await mails('')).counts, { waiting: 2, delayed: 0 })

  t.equal((await press(`mail.otp/${second}/clean`)).statusCode, 204)
  t.equal(await stateOf(test, second), 'cancelled')
  t.match((await mails('')).counts, { waiting: 1, completed: 1, failed: 0 })
  t.equal((await press(`mail.otp/${second}/clean`)).statusCode, 405, 'what has ended stays')
  t.equal(
    (await test.app.inject({ url: `/admin/queues/api/queues/mail.otp/${first}`, headers })).json().status,
    'waiting',
  )
  t.equal((await test.app.inject({ url: `/admin/queues/api/queues/music.match/${first}`, headers })).statusCode, 404)
  t.same((await test.app.inject({ url: `/admin/queues/api/queues/mail.otp/${first}/logs`, headers })).json(), [])

  for (const refused of [
    'mail.otp/obliterate',
    'mail.otp/clean/completed',
    'mail.otp/clean/failed',
    'mail.otp/concurrency',
  ]) {
    t.equal((await press(refused)).statusCode, 405, refused)
  }
  const added = await post(
    test.app,
    '/admin/queues/api/queues/mail.otp/add',
    { name: 'x', data: {}, options: {} },
    headers,
  )
  t.equal(added.statusCode, 405)

  for (const refused of ['mail.otp/pause', 'mail.otp/resume', 'pause', 'resume'])
    t.equal((await press(refused)).statusCode, 405, refused)
  t.equal((await mails('')).isPaused, false)
  t.equal((await press('mail.otp/empty')).statusCode, 200)
  t.equal(await stateOf(test, first), 'cancelled')
  t.equal((await test.app.inject({ url: '/admin/queues/api/redis/stats', headers })).statusCode, 200)
})

t.test('buttons of Bull Board that act on many jobs take few statements, and so does replaying a thousand', async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  const many = Array.from({ length: 1_000 }, (_, i) => ({
    payload: { v: 1 as const, otp_request_id: i + 1 },
    subject: `otp/${i + 1}` as const,
  }))
  await inTransaction(test.db, trx => addJobs(trx, sendOtpMail, many))
  const count = async (state: string) =>
    Number(
      (
        await test.db
          .selectFrom('jobs')
          .select(({ fn }) => fn.countAll().as('count'))
          .where('state', '=', state)
          .executeTakeFirstOrThrow()
      ).count,
    )
  const press = async (path: string) => {
    const { result, statements } = await statementsOf(async () =>
      test.app.inject({ method: 'PUT', url: `/admin/queues/api/queues/mail.otp/${path}`, headers }),
    )
    t.equal(result.statusCode < 300, true, `${path}: ${result.body}`)
    return statements.length
  }
  t.ok((await press('clean/wait')) < 15)
  t.equal(await count('cancelled'), 500, 'as many as one press changes')
  t.ok((await press('empty')) < 15)
  t.equal(await count('cancelled'), 1_000)
  const replay = await statementsOf(async () =>
    post(test.app, '/admin/jobs/replay', { queue: 'mail.otp', state: 'cancelled', limit: 1_000 }, headers),
  )
  t.equal(replay.result.json().replayed.length, 1_000)
  t.ok(replay.statements.length < 15)
  await test.db
    .updateTable('jobs')
    .set({ state: 'failed', error_code: 'mail_refused', finished_at: new Date() })
    .execute()
  t.ok((await press('retry/failed')) < 150, 'ten pages of a hundred')
  t.equal(await count('queued'), 1_000)
})

t.test('cancelling all that waits does with digs and searches what follows from it', async t => {
  const test = await withStaff(t)
  const headers = await signInAsStaff(test)
  const { bearer } = await signUp(test, 'Digger')
  const wish = { situations: '비 오는 밤', genre: 'K-POP', year: '상관없음' }
  for (const genre of ['K-POP', 'Jazz']) {
    const dig = await post(test.app, '/playlist/create', { ...wish, genre }, { ...bearer, prefer: 'respond-async' })
    t.equal(dig.statusCode, 202, dig.body)
  }
  const song = { singer: 'a', singer_key: 'a', song: 'b', song_key: 'b' }
  const { id: music_id } = await test.db.insertInto('music').values(song).returning('id').executeTakeFirstOrThrow()
  await inTransaction(test.db, trx => addJob(trx, matchMusic, { v: 1, music_id }))
  for (const queue of ['playlists.compose', 'music.match']) {
    const answer = await test.app.inject({
      method: 'PUT',
      url: `/admin/queues/api/queues/${queue}/clean/wait`,
      headers,
    })
    t.equal(answer.statusCode, 200, answer.body)
  }
  const statuses = await test.db.selectFrom('playlists').select('status').execute()
  t.strictSame(statuses, [{ status: 'cancelled' }, { status: 'cancelled' }])
  t.match(await test.db.selectFrom('music').select('state').executeTakeFirst(), { state: 'failed' })
  t.strictSame(
    await test.db
      .selectFrom('jobs')
      .select('id')
      .where('state', '=', 'queued')
      .where('queue', '<>', 'mail.otp')
      .execute(),
    [],
  )
})

t.test('Bull Board works while Redis is away', async t => {
  const test = await withStaff(t, { REDIS_URL: 'redis://127.0.0.1:9' })
  const headers = await signInAsStaff(test)
  const [first] = await twoJobs(test)
  const answer = await test.app.inject({
    url: '/admin/queues/api/queues?page=1&jobsPerPage=10&activeQueue=mail.otp&status=waiting',
    headers,
  })
  t.equal(answer.statusCode, 200)
  t.equal(answer.json().queues.find((queue: { name: string }) => queue.name === 'mail.otp').counts.waiting, 2)
  await bury(test, first)
  await test.app.inject({ method: 'PUT', url: `/admin/queues/api/queues/mail.otp/${first}/retry`, headers })
  t.equal(await stateOf(test, first), 'queued')
  const stats = await test.app.inject({ url: '/admin/queues/api/redis/stats', headers })
  t.equal(stats.statusCode, 500)
  t.notMatch(stats.body, 'ECONNREFUSED')
})
