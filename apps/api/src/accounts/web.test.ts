import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
import { goodPassword, mailedLink, outcome, signUp, signupToken, type TestApp, testApp } from '../testing/app.js'

const ours = 'https://front.example'
const api = 'https://api.example'

const setUp = async (t: Test) => {
  const test = await testApp(t, { NODE_ENV: 'production', PUBLIC_URL: api, CORS_ORIGINS: ours })
  return { test, app: test.app, db: test.db }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** A page of the front end in a browser: keeps cookies and sends them, and says where it is. */
const browser = ({ app }: TestApp, origin = ours) => {
  const jar = new Map<string, { value: string; path: string }>()
  const ask = async (method: Method, url: string, payload?: object, headers: Record<string, string> = {}) => {
    const cookie = [...jar]
      .filter(([, { path }]) => url.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
    const answer = await app.inject({
      method,
      url,
      headers: { origin, ...(cookie && { cookie }), ...headers },
      ...(payload && { payload }),
    })
    for (const { name, value, path = '/', ...rest } of answer.cookies) {
      if (value === '' || rest.maxAge === 0) jar.delete(name)
      else jar.set(name, { value, path })
    }
    return answer
  }
  return { ask, jar, post: (url: string, body: object = {}) => ask('POST', url, body) }
}

const expect = (t: Test, answer: LightMyRequestResponse, wanted: string, what = wanted) =>
  t.equal(answer.body === '' ? `${answer.statusCode}` : outcome(answer), wanted, `${what}: ${answer.body}`)

t.test('signing in gives tokens, cookies and oneself', async t => {
  const { test } = await setUp(t)
  const { user } = await signUp(test, 'Minji')
  const { post, ask, jar } = browser(test)
  const answer = await post('/accounts/login/', { email: 'minji@test.local', password: goodPassword })
  expect(t, answer, '200')
  t.match(answer.json(), {
    access: String,
    refresh: String,
    user: {
      handle: 'minji',
      username: 'Minji',
      email: 'minji@test.local',
      is_staff: false,
      is_public: true,
      profile: { bio: '', link_1: '', link_2: '', profile_image: `${api}/media/profile/basic.png` },
    },
  })
  t.match(answer.cookies, [
    { name: 'access', path: '/', httpOnly: true, secure: true, sameSite: 'Lax', maxAge: 900 },
    { name: 'refresh_token', path: '/accounts/token', httpOnly: true, secure: true, sameSite: 'Lax' },
  ])
  t.equal(answer.headers['cache-control'], 'no-store')
  t.equal(jar.get('access')!.value, answer.json().access)
  t.match((await ask('GET', '/accounts/users/minji')).json(), { email: 'minji@test.local' }, 'the cookie is enough')
  t.notOk('email' in (await browser(test).ask('GET', '/accounts/users/minji')).json())
  const wrong = await post('/accounts/login', { email: 'minji@test.local', password: 'something else' })
  expect(t, wrong, '400 credentials_wrong')
  t.match(wrong.json(), { non_field_errors: [wrong.json().detail], detail: /비밀번호/ })
  const unknown = await post('/accounts/login', { email: 'nobody@test.local', password: goodPassword })
  t.strictSame({ ...unknown.json(), request_id: 0 }, { ...wrong.json(), request_id: 0 })
  for (const origin of ['https://evil.example', 'null'])
    expect(
      t,
      await browser(test, origin).post('/accounts/login', { email: 'minji@test.local', password: goodPassword }),
      '403 origin_refused',
    )
  const program = await test.app.inject({
    method: 'POST',
    url: '/accounts/login',
    payload: { email: 'minji@test.local', password: goodPassword },
  })
  expect(t, program, '200', 'what is no browser says no origin')
  t.equal(
    (
      await test.app.inject({ url: '/user/profile', headers: { authorization: `Bearer ${program.json().access}` } })
    ).json().profile.id,
    user.id,
    'one account for all',
  )
})

t.test(
  'signing up: with a confirmed address at once, else by a mailed link; the same answer for a taken one',
  async t => {
    const { test, db } = await setUp(t)
    const one = browser(test)
    const form = (username: string, more: object = {}) => ({
      username,
      email: `${username.toLowerCase()}@test.local`,
      password1: goodPassword,
      password2: goodPassword,
      ...more,
    })
    const at = await one.post(
      '/accounts/registration/',
      form('Sora', { signup_token: await signupToken(test, 'sora@test.local') }),
    )
    expect(t, at, '201')
    t.match(at.json(), { access: String, user: { username: 'Sora', handle: 'sora', email: 'sora@test.local' } })
    t.ok(one.jar.has('refresh_token'))

    const two = browser(test)
    const mailed = await two.post('/accounts/registration', form('Junho'))
    expect(t, mailed, '201')
    t.strictSame(Object.keys(mailed.json()), ['detail'])
    t.equal(two.jar.size, 0)
    const taken = await two.post('/accounts/registration', form('Other', { email: 'sora@test.local' }))
    t.strictSame([taken.statusCode, taken.json()], [201, mailed.json()])
    const { authorization } = await mailedLink(test, 'junho@test.local', 'confirm')
    const key = authorization.replace('Bearer ', '')
    const verify = (body: object) => two.post('/accounts/registration/verify-email', body)
    expect(t, await verify({ key: `${key}x`, password: goodPassword }), '400 link_invalid')
    expect(t, await verify({ key, password: 'not the one' }), '400 password_wrong')
    const opened = await verify({ key, password: goodPassword })
    expect(t, opened, '200')
    t.match(opened.json().user, { username: 'Junho', handle: 'junho' })
    expect(t, await verify({ key, password: goodPassword }), '400 link_invalid', 'once')

    for (const [more, wanted] of [
      [{ password2: 'something else' }, '400 invalid_input'],
      [{ password1: 'password1', password2: 'password1' }, '400 password_too_common'],
      [{ username: 'sora' }, '400 name_taken'],
      [{ email: 'no address' }, '400 invalid_input'],
      [{ signup_token: 'nonsense' }, '400 signup_token_invalid'],
    ] as const)
      expect(t, await two.post('/accounts/registration', form('Somebody', more)), wanted)
    const differ = (await two.post('/accounts/registration', form('Somebody', { password2: 'x' }))).json()
    t.match(differ, { details: [{ field: 'password2', rule: 'x-same' }], non_field_errors: [String] })
    t.equal((await db.selectFrom('users').select('id').execute()).length, 2)
  },
)

t.test('the cookie alone refreshes, from many tabs at once, and a spent one ends the session', async t => {
  const { test, db } = await setUp(t)
  await signUp(test, 'Tabs')
  const tab = browser(test)
  await tab.post('/accounts/login', { email: 'tabs@test.local', password: goodPassword })
  const first = tab.jar.get('refresh_token')!.value
  const answers = await Promise.all(Array.from({ length: 6 }, () => tab.post('/accounts/token/refresh')))
  for (const answer of answers) expect(t, answer, '200')
  t.equal(new Set(answers.map(answer => answer.json().refresh)).size, 1, 'all tabs get the same successor')
  t.match(answers[0]!.json(), { access: String, user: { handle: 'tabs' } })
  t.not(tab.jar.get('refresh_token')!.value, first)
  expect(t, await tab.post('/accounts/token/refresh/', {}), '200')
  const body = await test.app.inject({
    method: 'POST',
    url: '/accounts/token/refresh',
    payload: { refresh: tab.jar.get('refresh_token')!.value },
  })
  expect(t, body, '200', 'a program sends it itself')
  tab.jar.set('refresh_token', { value: body.json().refresh, path: '/accounts/token' })

  const evil = browser(test, 'https://evil.example')
  evil.jar.set('refresh_token', tab.jar.get('refresh_token')!)
  expect(t, await evil.post('/accounts/token/refresh'), '403 origin_refused')
  const silent = await test.app.inject({
    method: 'POST',
    url: '/accounts/token/refresh',
    headers: { cookie: `refresh_token=${tab.jar.get('refresh_token')!.value}` },
  })
  expect(t, silent, '403 origin_refused', 'a cookie without a page')
  expect(t, await browser(test).post('/accounts/token/refresh'), '401 refresh_invalid')
  const nonsense = browser(test)
  nonsense.jar.set('refresh_token', { value: 'nonsense', path: '/accounts/token' })
  expect(t, await nonsense.post('/accounts/token/refresh'), '401 refresh_invalid')
  t.equal(nonsense.jar.size, 0, 'taken back')

  await db
    .updateTable('refresh_uses')
    .set({ used_at: new Date(Date.now() - 60_000) })
    .execute()
  const thief = browser(test)
  thief.jar.set('refresh_token', { value: first, path: '/accounts/token' })
  expect(t, await thief.post('/accounts/token/refresh'), '401 refresh_invalid')
  expect(t, await tab.post('/accounts/token/refresh'), '401 refresh_invalid', 'both are out')
  expect(t, await tab.ask('GET', '/accounts/users'), '401 not_signed_in')
})

t.test('verify and logout', async t => {
  const { test } = await setUp(t)
  const { token } = await signUp(test, 'Leaver')
  const one = browser(test)
  await one.post('/accounts/login', { email: 'leaver@test.local', password: goodPassword })
  const access = one.jar.get('access')!.value
  expect(t, await one.post('/accounts/token/verify', { token: access }), '200')
  for (const bad of ['nonsense', token.refresh, `${access}x`])
    expect(t, await one.post('/accounts/token/verify', { token: bad }), '401 token_invalid')
  expect(
    t,
    await one.ask('POST', '/accounts/logout', undefined, { origin: 'https://evil.example' }),
    '403 origin_refused',
  )
  const out = await one.post('/accounts/logout/')
  expect(t, out, '200')
  t.match(out.json(), { detail: String })
  t.equal(one.jar.size, 0)
  expect(t, await one.post('/accounts/token/verify', { token: access }), '401 token_invalid')
  expect(t, await one.post('/accounts/logout'), '401 not_signed_in')
})

t.test('passwords', async t => {
  const { test } = await setUp(t)
  await signUp(test, 'Forgetful')
  const one = browser(test)
  const login = (password: string) => one.post('/accounts/login', { email: 'forgetful@test.local', password })
  await login(goodPassword)
  const next = 'another good passphrase'
  const change = (old_password: string, new_password1: string, new_password2 = new_password1) =>
    one.post('/accounts/password/change/', { old_password, new_password1, new_password2 })
  expect(t, await change('wrong', next), '400 password_wrong')
  expect(t, await change(goodPassword, next, 'different'), '400 invalid_input')
  expect(t, await change(goodPassword, 'password1'), '400 password_too_common')
  expect(t, await change(goodPassword, next), '200')
  t.equal(one.jar.size, 0, 'signed out')
  expect(t, await login(goodPassword), '400 credentials_wrong')
  expect(t, await login(next), '200')

  const asked = await one.post('/accounts/password/reset', { email: 'forgetful@test.local' })
  const unknown = await one.post('/accounts/password/reset', { email: 'nobody@test.local' })
  t.strictSame([asked.statusCode, asked.json()], [200, unknown.json()])
  const [uid, token] = (await mailedLink(test, 'forgetful@test.local', 'reset')).authorization
    .replace('Bearer ', '')
    .split('.')
  const confirm = (body: object) =>
    one.post('/accounts/password/reset/confirm', { new_password1: goodPassword, new_password2: goodPassword, ...body })
  expect(t, await confirm({ uid, token: `${token}x` }), '400 link_invalid')
  expect(t, await confirm({ uid: `${uid}0`, token }), '400 link_invalid')
  expect(t, await confirm({ uid, token, new_password2: 'x' }), '400 invalid_input')
  expect(t, await confirm({ uid, token }), '200')
  expect(t, await confirm({ uid, token: `${uid}.${token}` }), '400 link_invalid', 'once')
  expect(t, await login(goodPassword), '200')
})
