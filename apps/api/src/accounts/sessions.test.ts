import { randomUUID } from 'node:crypto'
import { waitingForLocks } from '@mudig/db/testing/rows'
import t, { type Test } from 'tap'
import { goodPassword, outcome, post, signUp, startApp, type TestApp, testApp } from '../testing/app.js'

const expect = (answer: Parameters<typeof outcome>[0], wanted: string, t: Test) =>
  t.equal(outcome(answer), wanted, answer.body)

const chrome = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36'
const newerChrome = chrome.replace('142', '143')
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1'

/** Signs in as a browser from an address. */
const logIn = async ({ app }: TestApp, email: string, userAgent: string, remoteAddress = '192.0.2.7') => {
  const answer = await app.inject({
    method: 'POST',
    url: '/user/login',
    payload: { email, password: goodPassword },
    headers: { 'user-agent': userAgent, 'accept-language': 'en' },
    remoteAddress,
  })
  const { access, refresh } = answer.json().token
  return { refresh, bearer: { authorization: `Bearer ${access}` }, id: refresh.split('.')[0] as string }
}
const list = ({ app }: TestApp, headers: Record<string, string>) => app.inject({ url: '/user/sessions', headers })
const end = ({ app }: TestApp, headers: Record<string, string>, id?: string) =>
  app.inject({ method: 'DELETE', url: id === undefined ? '/user/sessions' : `/user/sessions/${id}`, headers })
const newDevices = ({ db }: TestApp) =>
  db
    .selectFrom('account_mails')
    .select(['email', 'language', 'session_id'])
    .where('kind', '=', 'new_device')
    .orderBy('id')
    .execute()

t.test('sessions are listed with their device, address and times, the one used last first', async t => {
  const test = await testApp(t)
  await signUp(test, 'Lister')
  const one = await logIn(test, 'lister@test.local', chrome)
  const other = await logIn(test, 'lister@test.local', iphone, '2001:db8::7')
  await signUp(test, 'Stranger')
  const answer = await list(test, one.bearer)
  expect(answer, '200', t)
  const { sessions } = answer.json()
  t.equal(sessions.length, 3)
  t.match(sessions, [
    { id: other.id, device: 'Safari, iPhone', address: '2001:db8::7', is_current: false },
    { id: one.id, device: 'Chrome, Windows', address: '192.0.2.7', is_current: true },
    { is_current: false },
  ])
  t.strictSame(Object.keys(sessions[0]).sort(), ['address', 'created_at', 'device', 'id', 'is_current', 'last_used_at'])
  await post(test.app, '/user/api/token/refresh', { refresh: one.refresh })
  t.equal((await list(test, one.bearer)).json().sessions[0].id, one.id)

  await test.db
    .updateTable('sessions')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('id', '=', other.id)
    .execute()
  t.equal((await list(test, one.bearer)).json().sessions.length, 2, 'an expired one is none')
})

t.test('one session is ended by its owner alone, and its tokens are dead at once', async t => {
  const test = await testApp(t)
  await signUp(test, 'Ender')
  const stranger = await signUp(test, 'Stranger')
  const one = await logIn(test, 'ender@test.local', chrome)
  const other = await logIn(test, 'ender@test.local', iphone)
  expect(await end(test, stranger.bearer, other.id), '404 session_not_found', t)
  expect(await list(test, other.bearer), '200', t)
  expect(await end(test, one.bearer, other.id.toUpperCase()), '200', t)
  expect(await list(test, other.bearer), '401 token_invalid', t)
  expect(await post(test.app, '/user/api/token/refresh', { refresh: other.refresh }), '401 refresh_invalid', t)
  expect(await end(test, one.bearer, other.id), '404 session_not_found', t)
  expect(await end(test, one.bearer, randomUUID()), '404 session_not_found', t)
  expect(await end(test, one.bearer, 'nonsense'), '404 not_found', t)
  expect(await end(test, one.bearer, one.id), '200', t)
  expect(await list(test, one.bearer), '401 token_invalid', t)
})

t.test("all sessions end together, and nobody else's", async t => {
  const test = await testApp(t)
  const { bearer } = await signUp(test, 'Leaver')
  const stranger = await signUp(test, 'Stranger')
  const one = await logIn(test, 'leaver@test.local', chrome)
  expect(await end(test, one.bearer), '200', t)
  for (const dead of [bearer, one.bearer]) expect(await list(test, dead), '401 token_invalid', t)
  expect(await list(test, stranger.bearer), '200', t)
})

t.test('an ended session is dead at another process within two seconds', async t => {
  const test = await testApp(t)
  const other = await startApp(t, test.config)
  const { bearer } = await signUp(test, 'Elsewhere')
  const here = await logIn(test, 'elsewhere@test.local', chrome)
  t.equal((await list(other, bearer)).statusCode, 200)
  const startedAt = performance.now()
  expect(await end(test, here.bearer), '200', t)
  while ((await list(other, bearer)).statusCode === 200) {
    if (performance.now() - startedAt > 2_000) return t.fail('the token lived for more than two seconds')
  }
  t.pass(`dead after ${Math.round(performance.now() - startedAt)} ms`)
})

t.test('nobody sees or ends sessions without a good token', async t => {
  const test = await testApp(t)
  const { user, bearer } = await signUp(test, 'Guarded')
  for (const ask of [list(test, {}), end(test, {}), end(test, {}, randomUUID())])
    expect(await ask, '401 not_signed_in', t)
  const headers = { authorization: 'Bearer a.b.c' }
  for (const ask of [list(test, headers), end(test, headers), end(test, headers, randomUUID())])
    expect(await ask, '401 token_invalid', t)
  t.equal((await list(test, bearer)).json().sessions.length, 1, user.name)
})

t.test('the owner is told of a device or network that is new, once, and not of the very first', async t => {
  const test = await testApp(t)
  const email = 'traveller@test.local'
  const { user } = await signUp(test, 'Traveller')
  await test.db.deleteFrom('known_devices').execute()
  await logIn(test, email, chrome)
  t.strictSame(await newDevices(test), [], 'the first')
  await logIn(test, email, newerChrome)
  t.strictSame(await newDevices(test), [], 'an update')
  const phone = await logIn(test, email, iphone)
  t.strictSame(await newDevices(test), [{ email, language: 'en', session_id: phone.id }])
  await logIn(test, email, iphone)
  const abroad = await logIn(test, email, chrome, '198.51.100.1')
  t.strictSame(
    (await newDevices(test)).map(mail => mail.session_id),
    [phone.id, abroad.id],
  )
  await logIn(test, email, chrome, '2001:db8:1:2::1')
  await logIn(test, email, chrome, '2001:db8:1:2:ffff::9')
  t.equal((await newDevices(test)).length, 3, 'one household has one network')

  await Promise.all(Array.from({ length: 4 }, () => logIn(test, email, iphone, '203.0.113.5')))
  t.equal((await newDevices(test)).length, 4, 'four at the same moment')
  const jobs = await test.db.selectFrom('jobs').select('payload').where('queue', '=', 'mail.account').execute()
  t.equal(jobs.length, 4)
  t.notMatch(JSON.stringify(jobs), /test\.local|192\.|iPhone/)
  t.equal((await test.db.selectFrom('known_devices').select('hash').where('user_id', '=', user.id).execute()).length, 5)
})

t.test('a login by a password that is changed meanwhile opens no session', async t => {
  const test = await testApp(t)
  const { user } = await signUp(test, 'Slow')
  let release = () => {}
  const locked = new Promise<void>(resolve => {
    release = resolve
  })
  // Somebody else's transaction holds the account's row with another password and commits only after the login has
  // reached it.
  let begun = () => {}
  const changing = new Promise<void>(resolve => {
    begun = resolve
  })
  const change = test.db.transaction().execute(async trx => {
    await trx.updateTable('users').set({ password_hash: 'another' }).where('id', '=', user.id).execute()
    begun()
    await locked
  })
  await changing
  const login = post(test.app, '/user/login', { email: 'slow@test.local', password: goodPassword })
  await waitForLock(test)
  release()
  await change
  expect(await login, '401 login_failed', t)
  t.equal((await test.db.selectFrom('sessions').select('id').where('user_id', '=', user.id).execute()).length, 1)
})

const waitForLock = async ({ db }: TestApp) => {
  const deadline = performance.now() + 10_000
  while ((await waitingForLocks(db)) === 0) {
    if (performance.now() > deadline) throw new Error('nobody waited for a lock')
  }
}
